"""Every draft against the words it cites; what is not supported is not said."""

from collections.abc import Mapping, Sequence

from langchain_core.embeddings import Embeddings

from assistant.checking import Reason, Verdict, check, is_verbatim, wording_model
from assistant.checking.sources import exists, read_context, read_source
from assistant.types import Draft
from ingest import Document, Index


def verified(
    drafts: Sequence[Draft], index: Index, embeddings: Embeddings | None = None
) -> list[Draft]:
    """Return the drafts that their quotes support.

    `embeddings` made the index; without them a free paraphrase is judged by its letters alone.
    """
    return [draft for draft in drafts if supports(draft, index, embeddings)]


def supports(draft: Draft, index: Index, embeddings: Embeddings | None = None) -> bool:
    """Return whether the quotes of a draft exist and say what it says."""
    fits = index.manifest.model_id == wording_model().model_id
    return verdict(draft, index.documents, embeddings if fits else None).supported


def verdict(
    draft: Draft, documents: Mapping[str, Document], embeddings: Embeddings | None = None
) -> Verdict:
    """Return whether the quotes support a draft, and why."""
    if not draft.quotes:
        return Verdict(Reason.UNCITED)
    if not all(exists(quote, documents) for quote in draft.quotes):
        return Verdict(Reason.QUOTE_MISSING)
    source = read_source(draft.quotes, documents)
    if is_verbatim(draft.text, source):  # cheap: nearly all extracted drafts end here
        return Verdict(Reason.VERBATIM)
    return check(draft.text, source, read_context(draft.quotes, documents), embeddings)

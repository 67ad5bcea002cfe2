"""Every draft against the words it cites; what is not supported is not said."""

import re
from collections.abc import Sequence

from assistant.types import Draft, Quote
from ingest import Index, grams

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NEGATION = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder)\b", re.IGNORECASE)
MIN_SHARED = 0.8  # share of a statement's 5-grams that its quotes (and their table heads) hold


def verified(drafts: Sequence[Draft], index: Index) -> list[Draft]:
    """Return the drafts that their quotes support: figures, negations and wording stand there."""
    return [draft for draft in drafts if supports(draft, index)]


def supports(draft: Draft, index: Index) -> bool:
    """Return whether the quotes of a draft exist and say what it says."""
    if not draft.quotes or not all(_exists(quote, index) for quote in draft.quotes):
        return False
    cited = " ".join(_cited_words(quote, index) for quote in draft.quotes)
    numbers = set(_NUMBER.findall(draft.text)) - set(_NUMBER.findall(cited))
    negations = len(_NEGATION.findall(draft.text)) == len(_NEGATION.findall(cited))
    return not numbers and negations and _shared(draft.text, cited) >= MIN_SHARED


def _exists(quote: Quote, index: Index) -> bool:
    document = index.documents.get(quote.guide_id)
    return document is not None and 0 <= quote.start < quote.end <= len(document.text)


def _cited_words(quote: Quote, index: Index) -> str:
    """Return the quoted words and, for a table row, the heads of its columns."""
    document = index.documents[quote.guide_id]
    heads = (
        " ".join(block.columns)
        for block in document.blocks
        if block.columns and block.start < quote.end and quote.start < block.end
    )
    return " ".join((document.text[quote.start : quote.end], *heads))


def _shared(text: str, cited: str) -> float:
    own, held = grams(text), set(grams(cited))
    return sum(gram in held for gram in own) / len(own) if own else 0.0

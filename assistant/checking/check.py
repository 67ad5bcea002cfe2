"""One statement against the words it cites: the rules in their order, then the wording."""

from collections.abc import Callable, Iterator

from langchain_core.embeddings import Embeddings

from assistant.checking.denial_rules import changed_negations, changed_sides, opposites
from assistant.checking.duty_rules import changed_conditions, changed_modality, overgeneral
from assistant.checking.figure_rules import (
    changed_bounds,
    missing_figures,
    missing_names,
    repeated_figures,
    swapped_figures,
)
from assistant.checking.findings import Reason, Source, Verdict
from assistant.checking.pair import Pair
from assistant.checking.role_rules import (
    changed_actors,
    replaced_nouns,
    swapped_order,
    swapped_roles,
)
from assistant.checking.wording import near_enough
from ingest import split_sentences

RULES: tuple[Callable[[Pair], Iterator[Verdict]], ...] = (
    missing_figures,
    missing_names,
    changed_bounds,
    swapped_figures,
    repeated_figures,
    changed_negations,
    changed_sides,
    opposites,
    overgeneral,
    changed_modality,
    swapped_roles,
    swapped_order,
    changed_actors,
    replaced_nouns,
    changed_conditions,
)


def check(
    statement: str, source: Source, context: str = "", embeddings: Embeddings | None = None
) -> Verdict:
    """Return whether a source supports a statement, and why.

    `context` are words around the quotes that explain who and what they are about.
    """
    if is_verbatim(statement, source):
        return Verdict(Reason.VERBATIM)
    pair = Pair.of(statement, source, context)
    broken = next((verdict for rule in RULES for verdict in rule(pair)), None)
    if broken is not None:
        return broken
    return Verdict(Reason.PARAPHRASE if near_enough(pair, embeddings) else Reason.WORDING)


def is_verbatim(statement: str, source: Source) -> bool:
    """Return whether every sentence of a statement is a whole sentence of the source."""
    if _plain(statement) in map(_plain, source.sentences):
        return True
    held = {sentence for text in source.sentences for sentence in _sentences(text)}
    return all(sentence in held for sentence in _sentences(statement))


def _sentences(text: str) -> list[str]:
    return [_plain(text[start:end]) for start, end in split_sentences(text)]


def _plain(text: str) -> str:
    return " ".join(text.split())

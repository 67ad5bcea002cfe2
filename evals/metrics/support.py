"""Whether cited words support what is said, asked again of the assistant's own checker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.types import Draft, Quote
from assistant.verify import supports
from evals.types import CitedSpan, Reply
from ingest import Index, split_sentences


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer and what it cites."""

    text: str
    citations: tuple[CitedSpan, ...]


def claims(reply: Reply) -> list[Claim]:
    """Return the sentences of an answer's statements; each cites what its statement cites."""
    return [
        Claim(said.text[start:end], tuple(reply.citations[at] for at in said.citations))
        for said in reply.statements
        for start, end in split_sentences(said.text)
    ]


def supported(text: str, cited: Sequence[CitedSpan], index: Index) -> bool:
    """Return whether the cited words, or one sentence or two neighbours of them, say this.

    A quote is a premise: what a part of it says, it says, whatever else stands in it.
    """
    quotes = [Quote(span.guide_id, span.start, span.end, ()) for span in cited]
    if not quotes or any(quote.guide_id not in index.documents for quote in quotes):
        return False
    if supports(Draft(text, tuple(quotes)), index):
        return True
    parts = (part for quote in quotes for part in _parts(quote, index))
    return any(supports(Draft(text, (part,)), index) for part in parts)


def _parts(quote: Quote, index: Index) -> Iterator[Quote]:
    spans = split_sentences(index.documents[quote.guide_id].text[quote.start : quote.end])
    for at, (start, end) in enumerate(spans):
        for last in {end, spans[min(at + 1, len(spans) - 1)][1]}:
            yield replace(quote, start=quote.start + start, end=quote.start + last)

"""From quotes in documents to what a statement is checked against."""

from collections.abc import Mapping, Sequence

from assistant.checking.findings import Source
from assistant.types import Quote
from ingest import Block, Document, split_sections, split_sentences


def exists(quote: Quote, documents: Mapping[str, Document]) -> bool:
    """Return whether a quote lies within a document that there is."""
    document = documents.get(quote.guide_id)
    return document is not None and 0 <= quote.start < quote.end <= len(document.text)


def read_source(quotes: Sequence[Quote], documents: Mapping[str, Document]) -> Source:
    """Return the cited words with their sentences; every quote must exist."""
    exact, whole = [], []
    for quote in quotes:
        document = documents[quote.guide_id]
        blocks = [b for b in document.blocks if b.start < quote.end and quote.start < b.end]
        rows = [told_row(block.text, block.columns) for block in blocks if block.columns]
        exact += [document.text[quote.start : quote.end], *rows]
        whole += [_sentences(block, quote) for block in blocks if not block.columns] + rows
    return Source(tuple(exact), tuple(whole))


def read_context(quotes: Sequence[Quote], documents: Mapping[str, Document]) -> str:
    """Return titles, headings and sections of the quotes: who and what they are about."""
    parts: list[str] = []
    for quote in quotes:
        document = documents[quote.guide_id]
        parts.append(document.guide.title)
        for section in split_sections(document):
            if any(b.start < quote.end and quote.start < b.end for b in section.blocks):
                parts += [*section.heading, *(block.text for block in section.blocks)]
    return "\n".join(dict.fromkeys(parts))


def told_row(text: str, columns: Sequence[str]) -> str:
    """Return a table row as one reads it aloud: its name, then each column's name and value."""
    name, *values = text.split(" | ")
    told = [f"{label} {value}" for label, value in zip(columns[1:], values, strict=False) if value]
    return f"{name}: {', '.join(told)}." if told else name


def _sentences(block: Block, quote: Quote) -> str:
    """Return the whole sentences of a block that a quote touches."""
    spans = [
        (start, end)
        for start, end in split_sentences(block.text)
        if block.start + start < quote.end and quote.start < block.start + end
    ]
    return block.text[spans[0][0] : spans[-1][1]] if spans else ""

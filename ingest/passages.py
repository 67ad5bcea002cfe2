"""Sections cut into passages at sentence ends; every span points into the document's text."""

import hashlib
from collections.abc import Iterable, Iterator

from ingest.sentences import split_sentences
from ingest.types import Block, Document, Passage, Section, Sentence

CUTTER_VERSION = "2"  # raised whenever the same text would be cut differently
TARGET_CHARACTERS = 900  # measured best with e5-small: one vector still holds what is said


def cut_passages(document: Document, sections: Iterable[Section]) -> list[Passage]:
    """Return the passages of a document, each inside one section and about 900 characters long."""
    return [
        _passage(document, section, run)
        for section in sections
        for run in _runs(_sentences(document, section))
    ]


def _sentences(document: Document, section: Section) -> Iterator[Sentence]:
    for block in section.blocks:
        for start, end in _spans(block):
            yield Sentence(
                guide_id=document.guide.id,
                kind=block.kind,
                text=block.text[start:end],
                start=block.start + start,
                end=block.start + end,
                block=block.start,
                section=section.number,
                heading=section.heading,
                marker=block.marker,
                columns=block.columns,
                page=block.page,
            )


def _spans(block: Block) -> list[tuple[int, int]]:
    if block.kind in ("row", "reference"):
        return [(0, len(block.text))]
    return split_sentences(block.text)


def _runs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Gather sentences until the next one would pass the target by more than it falls short."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and sentence.end - run[0].start > TARGET_CHARACTERS:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _passage(document: Document, section: Section, run: list[Sentence]) -> Passage:
    start, end = run[0].start, run[-1].end
    text = document.text[start:end]
    place = f"{document.guide.id}\0{start}\0{text}"
    return Passage(
        id=hashlib.sha256(place.encode()).hexdigest()[:20],
        guide_id=document.guide.id,
        title=document.guide.title,
        heading=section.heading,
        text=text,
        start=start,
        end=end,
        page=run[0].page,
        sentences=tuple(run),
    )

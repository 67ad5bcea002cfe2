"""A document as people read it: sections with lasting anchors, lists, tables, marked words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest import Block, Document

Span = tuple[int, int]  # characters of the document's text
_TIME = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s+(.+)")
_CELLS = " | "
_SPELLED = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; the first marked piece of a page carries the anchor `zitat`."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A block to show: its pieces, cell by cell (text that is no table row is one cell)."""

    anchor: str
    cells: tuple[tuple[Piece, ...], ...]
    level: int = 0
    number: str = ""
    task: bool = False
    header: bool = False
    time: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are shown as one: heading, paragraph, steps, list or table."""

    kind: str
    lines: tuple[Line, ...]


def groups(document: Document, marked: Span | None = None) -> tuple[Group, ...]:
    """Return the document in the groups a page shows, the characters of `marked` marked."""
    shown = [block for block in document.blocks if block.text != document.guide.title]
    first = next((b for b in shown if marked and _overlap(b, marked)), None)
    anchors = _anchors(shown)
    return tuple(
        Group(kind, tuple(_line(block, next(anchors), marked, block is first) for block in blocks))
        for kind, blocks in groupby(shown, key=_kind)
    )


def contents(shown: Iterable[Group]) -> list[Line]:
    """Return the headings of the second level: what the table of contents lists."""
    return [
        line
        for group in shown
        if group.kind == "heading"
        for line in group.lines
        if line.level == 2
    ]


def _kind(block: Block) -> str:
    if block.kind in ("item", "reference") and block.marker:
        return "steps" if block.marker[0].isdigit() else "list"
    return {"row": "table", "heading": "heading"}.get(block.kind, "paragraph")


def _line(block: Block, anchor: str, marked: Span | None, first: bool) -> Line:
    start, text, time = block.start, block.text, ""
    if block.kind == "heading" and (timed := _TIME.fullmatch(text)):
        time, text = timed.groups()
        start += timed.start(2)
    cells: list[tuple[Piece, ...]] = []
    for cell in text.split(_CELLS) if block.kind == "row" else [text]:
        found = tuple(_pieces(cell, start, marked, first))
        first = first and not any(piece.marked for piece in found)
        cells.append(found)
        start += len(cell) + len(_CELLS)
    return Line(
        anchor=anchor,
        cells=tuple(cells),
        level=max(block.level, 2),
        number=block.marker.rstrip(".)"),
        task=block.marker == "☐",
        header=block.kind == "row" and not block.columns,
        time=time,
    )


def _pieces(text: str, offset: int, marked: Span | None, first: bool) -> Iterator[Piece]:
    """Yield a text that starts at `offset` cut at the borders of the marked span."""
    start, end = marked or (0, 0)
    start = min(max(start - offset, 0), len(text))
    end = min(max(end - offset, start), len(text))
    if text[:start]:
        yield Piece(text[:start])
    if text[start:end]:
        yield Piece(text[start:end], marked=True, first=first)
    if text[end:]:
        yield Piece(text[end:])


def _overlap(block: Block, span: Span) -> bool:
    return max(block.start, span[0]) < min(block.end, span[1])


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield an id a block: a heading's own words, which outlast a new version, or its place."""
    taken: set[str] = {"inhalt", "zitat"}
    for block in blocks:
        anchor = f"b{block.start}"
        if block.kind == "heading" and (slug := _slug(block.text)) and slug not in taken:
            anchor = slug
        taken.add(anchor)
        yield anchor


def _slug(text: str) -> str:
    plain = text.lower().translate(_SPELLED)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")

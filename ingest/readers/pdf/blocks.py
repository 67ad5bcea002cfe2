"""A PDF's lines become blocks: headings, paragraphs, list items and table rows, footnotes last."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.readers.pdf.headings import Headings, is_short
from ingest.readers.pdf.items import ITEM, begins_item
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.state import Box
from ingest.readers.pdf.tables import find_tables, rows_of
from ingest.types import RawBlock

_GAP_FACTOR = 1.45  # a line gap this much larger than usual starts a new block
_ENDS = (".", "!", "?", ":")


def blocks_of(
    pages: Sequence[tuple[Sequence[Line], Sequence[Line]]],
    headings: Headings,
    rules: Mapping[int, Sequence[Box]],
) -> Iterator[RawBlock]:
    """Return the blocks of a document from each page's (text, footnotes)."""
    lines = [line for text, _ in pages for line in text]
    notes = [line for _, below in pages for line in below]
    usual = _usual_gap(lines, headings.body[0])
    tables = find_tables(lines)
    at = 0
    columns: tuple[str, ...] = ()
    for first, end in [*tables, (len(lines), len(lines))]:
        for block in _prose(lines[at:first], headings, usual):
            yield from _notes_before(notes, block.page)
            yield block
        if end > first:
            continued = columns if first == at and not lines[first].bold else ()
            for cells in rows_of(lines[first:end], rules.get(lines[first].page, ())):
                columns = continued if len(continued) == len(cells) else ()
                continued = columns or cells
                yield RawBlock("row", " | ".join(cells), columns=columns, page=lines[first].page)
        at = end
    yield from _notes_before(notes, None)


def _notes_before(notes: list[Line], page: int | None) -> Iterator[RawBlock]:
    """Return, and take away, the footnotes of earlier pages."""
    group: list[Line] = []
    while notes and (page is None or notes[0].page < page):
        line = notes.pop(0)
        if group and line.raised:
            yield _as_note(group)
            group = []
        group.append(line)
    if group:
        yield _as_note(group)


def _as_note(group: Sequence[Line]) -> RawBlock:
    return RawBlock("paragraph", "\n".join(line.text for line in group), page=group[0].page)


def _prose(lines: Sequence[Line], headings: Headings, usual: float) -> Iterator[RawBlock]:
    group: list[Line] = []
    for line in lines:
        if group and _starts_block(group, line, headings, usual):
            yield _block(group, headings)
            group = []
        group.append(line)
    if group:
        yield _block(group, headings)


def _usual_gap(lines: Sequence[Line], body: float) -> float:
    gaps = [
        before.y - line.y
        for before, line in pairwise(lines)
        if before.page == line.page and before.size == line.size == body and before.y > line.y
    ]
    return statistics.median(gaps) if gaps else 1.3 * body


def _starts_block(group: Sequence[Line], line: Line, headings: Headings, usual: float) -> bool:
    before = group[-1]
    level, last = headings.level(line), headings.level(before)
    if (level or last) and (level != last or not headings.is_like(before, line)):
        return True
    if begins_item(group[0], before, line, usual):
        return True
    if before.page != line.page or before.column != line.column:
        return bool(level or last) or before.text.endswith(_ENDS)
    factor = line.size / headings.body[0] if level else 1
    return not 0 <= before.y - line.y <= usual * _GAP_FACTOR * max(factor, 1)


def _block(group: Sequence[Line], headings: Headings) -> RawBlock:
    text, page = "\n".join(line.text for line in group), group[0].page
    level = headings.level(group[0])
    larger = group[0].size > headings.body[0]
    if level and (larger or (len(group) <= 2 and is_short(group[-1]))):
        return RawBlock("heading", text, level=level, page=page)
    item = ITEM.match(text)
    if item is None:
        return RawBlock("paragraph", text, page=page)
    return RawBlock("item", item["text"], level=1, marker=item["marker"], page=page)

"""PDF: lines with their type size become headings, paragraphs, list items and table rows."""

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import NoTextLayer, UnreadableFile
from ingest.types import BlockKind, RawBlock

_ITEM = re.compile(r"^(?P<marker>\d{1,2}\.|[•▪◦‣–☐□\-])\s+(?P<text>\S.*)", re.DOTALL)
_LONE_MARKER = re.compile(r"^\s*(?:\d{1,2}\.|[•▪◦‣☐□])\s*$")
_MARGIN = 3  # lines at the top and bottom of a page that may be running headers or footers
_HEADING_FACTOR = 1.12  # type this much larger than the body's is a heading
_GAP_FACTOR = 1.45  # a line gap this much larger than usual starts a new block


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x: float
    y: float
    size: float
    page: int


def read_pdf(data: bytes) -> list[RawBlock]:
    """Return the blocks of a PDF with their page numbers.

    Raises NoTextLayer for pictures only and UnreadableFile for damaged or encrypted files.
    """
    try:
        pages = [_lines(page, number) for number, page in enumerate(_open(data).pages, start=1)]
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise UnreadableFile("Das PDF ist beschädigt. Bitte neu erzeugen.") from error
    lines = list(_without_running_lines(pages))
    if not lines:
        raise NoTextLayer(
            "Das PDF enthält keinen Text, nur Bilder. Bitte mit Texterkennung (OCR) speichern."
        )
    return list(_blocks(lines))


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile("Das PDF ist mit einem Kennwort geschützt. Bitte ohne Schutz liefern.")
    return reader


def _lines(page: Any, number: int) -> list[_Line]:
    """Return a page's lines from top to bottom as pypdf orders their text."""
    pieces: list[_Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            x, y = _position(cm, tm)
            pieces.append(_Line(text, x, y, abs(size * tm[3] * cm[3]) or size, number))

    page.extract_text(visitor_text=visit)
    return [_join(group) for group in _same_line(_markers_in_place(pieces))]


def _markers_in_place(pieces: Sequence[_Line]) -> list[_Line]:
    """Put list markers, which some writers draw apart from their text, in front of their line."""
    markers = [piece for piece in pieces if _LONE_MARKER.match(piece.text)]
    placed = [piece for piece in pieces if not _LONE_MARKER.match(piece.text)]
    for marker in markers:
        beside = (
            at
            for at, piece in enumerate(placed)
            if abs(piece.y - marker.y) < 0.5 * marker.size and piece.x > marker.x
        )
        if (at := next(beside, None)) is not None:
            placed.insert(at, replace(marker, text=marker.text.strip() + " ", y=placed[at].y))
    return placed


def _position(cm: Sequence[float], tm: Sequence[float]) -> tuple[float, float]:
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _same_line(pieces: Iterable[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for piece in pieces:
        if group and abs(piece.y - group[-1].y) > 0.3 * max(piece.size, 1):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _join(group: Sequence[_Line]) -> _Line:
    first = min(group, key=lambda piece: piece.x)
    size = max(group, key=lambda piece: len(piece.text.strip())).size
    text = "".join(piece.text for piece in group).replace("\n", " ").strip()
    return _Line(text, first.x, first.y, round(size, 1), first.page)


def _without_running_lines(pages: Sequence[Sequence[_Line]]) -> Iterator[_Line]:
    """Leave out the headers and footers: marginal lines that recur, figures aside."""
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in _margins(page)})
    needed = max(2, len(pages) // 2)
    for page in pages:
        margins = set(map(id, _margins(page)))
        for line in page:
            if not (id(line) in margins and seen[_shape(line)] >= needed):
                yield line


def _margins(page: Sequence[_Line]) -> list[_Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_MARGIN] + by_height[_MARGIN:][-_MARGIN:]


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _blocks(lines: Sequence[_Line]) -> Iterator[RawBlock]:
    body = _body_size(lines)
    sizes = sorted(
        {line.size for line in lines if line.size > body * _HEADING_FACTOR}, reverse=True
    )
    levels = {size: min(level, 6) for level, size in enumerate(sizes, start=1)}
    gap = _usual_gap(lines, body)
    group: list[_Line] = []
    for line in lines:
        if group and _starts_block(group[-1], line, levels, gap, body):
            yield _block(group, levels)
            group = []
        group.append(line)
    yield _block(group, levels)


def _body_size(lines: Sequence[_Line]) -> float:
    weight: Counter[float] = Counter()
    for line in lines:
        weight[line.size] += len(line.text)
    return weight.most_common(1)[0][0]


def _usual_gap(lines: Sequence[_Line], body: float) -> float:
    gaps = [
        before.y - line.y
        for before, line in pairwise(lines)
        if before.page == line.page and before.size == line.size == body and before.y > line.y
    ]
    return statistics.median(gaps) if gaps else 1.3 * body


def _starts_block(
    before: _Line, line: _Line, levels: dict[float, int], gap: float, body: float
) -> bool:
    if line.size != before.size and (line.size in levels or before.size in levels):
        return True
    if _ITEM.match(line.text) and not line.text.startswith("-"):
        return True
    if before.page != line.page:
        return before.text.endswith((".", "!", "?", ":"))
    factor = line.size / body if line.size in levels else 1
    return not 0 <= before.y - line.y <= gap * _GAP_FACTOR * factor


def _block(group: Sequence[_Line], levels: dict[float, int]) -> RawBlock:
    text, page = "\n".join(line.text for line in group), group[0].page
    if group[0].size in levels:
        return RawBlock("heading", text, level=levels[group[0].size], page=page)
    item = _ITEM.match(text)
    if item is None:
        return RawBlock("paragraph", text, page=page)
    kind: BlockKind = "item"
    return RawBlock(kind, item["text"], level=1, marker=item["marker"], page=page)

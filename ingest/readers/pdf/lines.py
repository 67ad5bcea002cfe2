"""Runs of text become lines; what stands far apart on one line stays in pieces of its own."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.runs import Run

_BASELINE = 0.45  # of the type size; runs closer in height stand on one line
_RAISED = 0.18  # of the type size; smaller type higher than this is a superscript
_SUPERSCRIPT = 0.82  # of the line's type size; footnote numbers are at most this large
_APART = 1.0  # type sizes, and
_SPACES = 3.0  # spaces between two pieces of a line
_MARKERS = frozenset("•▪◦‣–☐□▶➢✓·\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8")
_UNITS = ("m", "mm", "cm", "dm", "km")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line without a wide gap inside."""

    text: str
    x: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `size` and `bold` are those of most of its text."""

    pieces: tuple[Piece, ...]
    y: float
    size: float
    bold: bool
    page: int
    column: int = 0
    raised: str = ""  # the superscript that the line begins with: the number of a footnote

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def x(self) -> float:
        """Where the line begins."""
        return self.pieces[0].x

    @property
    def end(self) -> float:
        """Where the line ends."""
        return self.pieces[-1].end


def lines_of(runs: Sequence[Run], page: int) -> list[Line]:
    """Return the lines of a page from top to bottom."""
    inked = [run for run in runs if run.text.strip()]
    rows: list[list[Run]] = []
    for run in sorted(inked, key=lambda run: (-run.y, run.x)):
        row = next((row for row in reversed(rows[-4:]) if _on_one_line(row, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    lines = [line for row in rows if (line := _line(row, page)) is not None]
    return sorted(lines, key=lambda line: -line.y)


def _on_one_line(row: Sequence[Run], run: Run) -> bool:
    largest = max(row, key=lambda other: other.size)
    size = max(largest.size, run.size)
    if abs(largest.y - run.y) >= _BASELINE * size:
        return False
    covered = sum(1 for other in row if other.x < run.end - 1 and run.x < other.end - 1)
    return not covered or abs(largest.y - run.y) < 0.1 * size


def _line(row: Sequence[Run], page: int) -> Line | None:
    row = sorted(row, key=lambda run: run.x)
    lengths = {run.size: 0 for run in row}
    for run in row:
        lengths[run.size] += len(run.text.strip())
    size = max(lengths, key=lambda size: (lengths[size], size))
    baseline = statistics.median(run.y for run in row if run.size == size)
    raised = [run.size <= _SUPERSCRIPT * size and run.y > baseline + _RAISED * size for run in row]
    number = row[0].text.strip() if raised[0] else ""
    pieces = list(_pieces(_without_superscripts(row, raised), size))
    if not pieces:
        return None
    bold = sum(len(run.text) for run in row if run.bold) > 0.6 * sum(len(run.text) for run in row)
    return Line(tuple(pieces), baseline, round(size, 1), bold, page, raised=number)


def _without_superscripts(row: Sequence[Run], raised: Sequence[bool]) -> Iterator[Run]:
    """Leave out raised numbers, which point to footnotes, but keep square and cubic metres."""
    before = ""
    for run, is_raised in zip(row, raised, strict=True):
        text = run.text.strip()
        if is_raised and all(char.isdigit() or char in ",*†‡ " for char in text):
            unit = before.rstrip().rsplit(" ", 1)[-1].rsplit("/", 1)[-1]
            if text not in ("2", "3") or unit not in _UNITS:
                continue
            run = replace(run, text={"2": "²", "3": "³"}[text])
        before += run.text
        yield run


def _pieces(runs: Iterator[Run], size: float) -> Iterator[Piece]:
    text, x, end = "", 0.0, 0.0
    for run in runs:
        gap = run.x - end
        apart = max(_APART * size, _SPACES * run.space)
        if text and gap > apart and text.strip() not in _MARKERS:
            yield Piece(text.strip(), x, end)
            text = ""
        if not text:
            x = run.x
        elif gap > 0.5 * run.space and not text.endswith(" "):
            text += " "
        text += run.text
        end = max(end, run.end) if text != run.text else run.end
    if text.strip():
        yield Piece(text.strip(), x, end)

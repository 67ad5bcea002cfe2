"""The graphics state of a PDF page: what an operator changes and what text is drawn with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.colours import Colour

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_TURNS: dict[int, Matrix] = {
    90: (0, -1, 1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, 1, -1, 0, 0, 0),
}
_BLACK: Colour = (0, 0, 0)


@dataclass(slots=True)
class State:
    """Everything that `q` saves and `Q` restores."""

    ctm: Matrix = IDENTITY
    clip: Box | None = None  # None: the page
    ink: Colour | None = _BLACK  # None: a pattern
    opacity: float = 1
    font: Any = None
    bold: bool = False
    size: float = 0
    leading: float = 0
    rise: float = 0
    stretch: float = 1
    character_gap: float = 0
    word_gap: float = 0
    mode: int = 0


@dataclass(slots=True)
class Path:
    """The box around the path under construction, in page space."""

    points: list[tuple[float, float]] = field(default_factory=list)
    clips: bool = False

    def box(self) -> Box | None:
        """Return the box around all points; None without any."""
        if not self.points:
            return None
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does `one` first, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def turned(degrees: int) -> Matrix:
    """Return the matrix that shows a page upright whose `/Rotate` says so many degrees."""
    return _TURNS.get(degrees % 360, IDENTITY)


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point lies after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_under(matrix: Matrix, box: Box) -> Box:
    """Return the box around a box after the matrix."""
    left, bottom, right, top = box
    corners = [at(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Box | None, other: Box) -> Box:
    """Return the box that both cover; it may be empty (right < left)."""
    if one is None:
        return other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, min(one[2], other[2]), min(one[3], other[3])


def numbers(operands: Sequence[Any], count: int) -> list[float] | None:
    """Return the first `count` operands as numbers; None if they are not that many numbers."""
    try:
        found = [float(operand) for operand in operands[:count]]
    except (TypeError, ValueError):
        return None
    return found if len(found) == count else None


def colour_of(operands: Sequence[Any]) -> Colour | None:
    """Return grey, RGB or CMYK operands as a colour; None for patterns."""
    for count in (4, 3, 1):
        if len(operands) == count and (values := numbers(operands, count)):
            if count == 1:
                return values[0], values[0], values[0]
            if count == 3:
                return values[0], values[1], values[2]
            cyan, magenta, yellow, key = values
            return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
    return None

"""Two columns of prose are read one after the other; a table's columns stay side by side."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.pdf.lines import Line, Piece

_FEWEST = 6  # lines with text on both sides of a gutter, or it is none
_FILLED = 0.6  # of a column's width that its prose fills on the median
_WORDY = 22  # characters that a line of a column has on the median


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines, those of two columns cut apart: left before right, band by band."""
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        sides = _sides(line, gutter)
        if sides is None:  # a heading or picture across both columns ends the band
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for side, pieces, column in ((left, sides[0], 1), (right, sides[1], 2)):
            if pieces:
                side.append(replace(line, pieces=tuple(pieces), column=column))
    return [*ordered, *left, *right]


def _sides(line: Line, gutter: float) -> tuple[list[Piece], list[Piece]] | None:
    """Return a line's pieces left and right of the gutter; None if one lies across it."""
    if any(piece.x < gutter < piece.end for piece in line.pieces):
        return None
    return (
        [piece for piece in line.pieces if piece.end <= gutter],
        [piece for piece in line.pieces if piece.x >= gutter],
    )


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the empty strip between two columns of prose, if there is one."""
    starts = [piece.x for line in lines for piece in line.pieces[1:]]
    best = None
    for x in sorted({round(start) for start in starts}):
        gutter = x - 3.0
        both = [s for line in lines if (s := _sides(line, gutter)) and s[0] and s[1]]
        if len(both) >= _FEWEST and _is_prose(both) and (best is None or len(both) > best[0]):
            best = (len(both), gutter)
    return best[1] if best else None


def _is_prose(both: Sequence[tuple[list[Piece], list[Piece]]]) -> bool:
    if any(len(side) > 1 for sides in both for side in sides):
        crowded = sum(len(side) > 1 for sides in both for side in sides)
        if crowded > 0.2 * len(both):
            return False
    for number in (0, 1):
        pieces = [sides[number][0] for sides in both]
        width = max(p.end for p in pieces) - min(p.x for p in pieces)
        if median(p.end - p.x for p in pieces) < _FILLED * width:
            return False
        if median(len(p.text) for p in pieces) < _WORDY:
            return False
    return True

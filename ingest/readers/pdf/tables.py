"""Lines whose pieces stand below each other are a table; each of its rows becomes one block."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.pdf.lines import Line, Piece
from ingest.readers.pdf.state import Box

_ALIGNED = 4.0  # points between the starts, or ends, of pieces of one column
_FEWEST = 2  # lines with several pieces that make a table
_LOOSER = 1.2  # a gap this much wider than the narrowest one begins a row
_MOST_LEADING = 3.2  # type sizes between lines of one table


def find_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the (first, end) of the runs of lines that are tables."""
    found = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _table_end(lines: Sequence[Line], first: int) -> int:
    """Return the end of the table that begins at `first`; `first` if none does."""
    if len(lines[first].pieces) < 2:
        return first
    starts = [piece.x for piece in lines[first].pieces]
    end = first + 1
    several = 1
    for before, line in pairwise(lines[first:]):
        near = 0 <= before.y - line.y <= _MOST_LEADING * line.size
        if line.page != before.page or line.column != before.column or not near:
            break
        if not all(_fits(piece, starts) for piece in line.pieces):
            break
        if line.x < starts[1] - _ALIGNED and line.pieces[0].end > starts[1] + _ALIGNED:
            break  # a line of prose that runs across the columns
        several += len(line.pieces) > 1
        end += 1
    while end > first and len(lines[end - 1].pieces) < 2 and _is_far(lines, end):
        end -= 1
    return end if several >= _FEWEST else first


def _is_far(lines: Sequence[Line], end: int) -> bool:
    before, last = lines[end - 2], lines[end - 1]
    return before.y - last.y > 1.6 * last.size


def _fits(piece: Piece, starts: Sequence[float]) -> bool:
    return any(start - _ALIGNED <= piece.x for start in starts[:1]) and (
        _column(piece, starts) >= 0
    )


def _column(piece: Piece, starts: Sequence[float]) -> int:
    """Return the column a piece stands in: the last one that begins left of its middle."""
    middle = (piece.x + piece.end) / 2
    return max((i for i, start in enumerate(starts) if start - _ALIGNED <= middle), default=-1)


def rows_of(lines: Sequence[Line], rules: Sequence[Box]) -> Iterator[tuple[str, ...]]:
    """Return the cells of each row of a table, a cell's lines joined by line ends."""
    widest = max(lines, key=lambda line: len(line.pieces))
    starts = sorted(piece.x for piece in widest.pieces)
    for row in _rows(lines, rules):
        cells = [""] * len(starts)
        for line in row:
            for piece in line.pieces:
                at = max(_column(piece, starts), 0)
                cells[at] = f"{cells[at]}\n{piece.text}" if cells[at] else piece.text
        yield tuple(cells)


def _rows(lines: Sequence[Line], rules: Sequence[Box]) -> Iterator[list[Line]]:
    row: list[Line] = [lines[0]]
    tight = min((one.y - other.y for one, other in pairwise(lines)), default=0)
    loose = max((one.y - other.y for one, other in pairwise(lines)), default=0)
    first = min(piece.x for line in lines for piece in line.pieces)
    ruled = sum(_ruled(one, other, rules) for one, other in pairwise(lines)) >= 2
    for before, line in pairwise(lines):
        if ruled:
            begins = _ruled(before, line, rules)
        elif loose > _LOOSER * tight:
            begins = before.y - line.y > _LOOSER * tight
        else:
            begins = line.x - first < _ALIGNED
        if begins:
            yield row
            row = []
        row.append(line)
    yield row


def _ruled(above: Line, below: Line, rules: Sequence[Box]) -> bool:
    return any(
        below.y < rule[1] < above.y and rule[0] < above.end and rule[2] > above.x for rule in rules
    )

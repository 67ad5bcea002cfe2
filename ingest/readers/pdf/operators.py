"""What single operators of a content stream do to the state of a canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, NameObject

from ingest.readers.pdf.state import IDENTITY, at, box_under, colour_of, numbers, times

if TYPE_CHECKING:
    from ingest.readers.pdf.content import Canvas

Operator = Callable[["Canvas", Sequence[Any]], None]
_SETTINGS = {
    b"TL": "leading",
    b"Ts": "rise",
    b"Tc": "character_gap",
    b"Tw": "word_gap",
    b"Tr": "mode",
    b"Tz": "stretch",
}


def _save(canvas: Canvas, operands: Sequence[Any]) -> None:
    if len(canvas.stack) < 10_000:
        canvas.stack.append(replace(canvas.state))


def _restore(canvas: Canvas, operands: Sequence[Any]) -> None:
    if canvas.stack:
        canvas.state = canvas.stack.pop()


def _cm(canvas: Canvas, operands: Sequence[Any]) -> None:
    if matrix := numbers(operands, 6):
        canvas.state.ctm = times((*matrix,), canvas.state.ctm)  # type: ignore[arg-type]


def _point(canvas: Canvas, operands: Sequence[Any]) -> None:
    for index in range(0, len(operands) - 1, 2):
        if point := numbers(operands[index:], 2):
            canvas.path.points.append(at(canvas.state.ctm, *point))


def _rectangle(canvas: Canvas, operands: Sequence[Any]) -> None:
    if sides := numbers(operands, 4):
        x, y, width, height = sides
        left, bottom, right, top = box_under(canvas.state.ctm, (x, y, x + width, y + height))
        canvas.path.points += [(left, bottom), (right, top)]


def _clip(canvas: Canvas, operands: Sequence[Any]) -> None:
    canvas.path.clips = True


def _colour(canvas: Canvas, operands: Sequence[Any]) -> None:
    canvas.state.ink = colour_of(operands)


def _begin(canvas: Canvas, operands: Sequence[Any]) -> None:
    canvas.tm = canvas.line = IDENTITY


def _move(canvas: Canvas, operands: Sequence[Any]) -> None:
    if offset := numbers(operands, 2):
        canvas.line = canvas.tm = times((1, 0, 0, 1, offset[0], offset[1]), canvas.line)


def _move_leading(canvas: Canvas, operands: Sequence[Any]) -> None:
    if offset := numbers(operands, 2):
        canvas.state.leading = -offset[1]
    _move(canvas, operands)


def _next_line(canvas: Canvas, operands: Sequence[Any]) -> None:
    _move(canvas, (0, -canvas.state.leading))


def _matrix(canvas: Canvas, operands: Sequence[Any]) -> None:
    if matrix := numbers(operands, 6):
        canvas.tm = canvas.line = (*matrix,)  # type: ignore[assignment]


def _show_string(canvas: Canvas, operands: Sequence[Any]) -> None:
    canvas.show(operands[-1] if operands else None)


def _show_next(canvas: Canvas, operands: Sequence[Any]) -> None:
    _next_line(canvas, ())
    _show_string(canvas, operands)


def _show_array(canvas: Canvas, operands: Sequence[Any]) -> None:
    for item in operands[0] if operands and isinstance(operands[0], ArrayObject) else ():
        if isinstance(item, bytes):
            canvas.show(item)
        elif not isinstance(item, NameObject) and (offset := numbers([item], 1)):
            shift = -offset[0] / 1000 * canvas.state.size * canvas.state.stretch
            canvas.tm = times((1, 0, 0, 1, shift, 0), canvas.tm)


def _setter(field: str) -> Operator:
    """Return what an operator does that sets one field of the state to a number."""

    def set_field(canvas: Canvas, operands: Sequence[Any]) -> None:
        if value := numbers(operands, 1):
            setattr(canvas.state, field, value[0] / 100 if field == "stretch" else value[0])

    return set_field


HANDLERS: dict[bytes, Operator] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _cm,
    b"m": _point,
    b"l": _point,
    b"c": _point,
    b"v": _point,
    b"y": _point,
    b"re": _rectangle,
    b"W": _clip,
    b"W*": _clip,
    b"BT": _begin,
    b"Td": _move,
    b"TD": _move_leading,
    b"T*": _next_line,
    b"Tm": _matrix,
    b"Tj": _show_string,
    b"'": _show_next,
    b'"': _show_next,
    b"TJ": _show_array,
    **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), _colour),
    **{name: _setter(field) for name, field in _SETTINGS.items()},
}

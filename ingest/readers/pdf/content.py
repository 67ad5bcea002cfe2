"""Draws a PDF page without a screen: what it would show as text becomes runs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pypdf.generic import ContentStream
from pypdf.generic._font import Font

from ingest.limits import Guard
from ingest.readers.pdf.layers import Layers, resource
from ingest.readers.pdf.operators import HANDLERS
from ingest.readers.pdf.paper import Paper
from ingest.readers.pdf.runs import Run, decode
from ingest.readers.pdf.state import (
    IDENTITY,
    Box,
    Matrix,
    Path,
    State,
    at,
    box_under,
    numbers,
    overlap,
    times,
    turned,
)

_DEEPEST_FORM = 8
_MOST_FORMS = 3_000  # forms drawn on one page
_FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_ENDS_PATH = _FILLS | {b"S", b"s", b"n"}
_LEAST_TYPE = 3.0  # points; smaller type is not read
_INVISIBLE_MODES = (3, 7)
_BOLD = ("bold", "black", "heavy", "semibold", "-bd", "cmbx", "demi")


class Canvas:
    """One page being drawn."""

    def __init__(self, page: Any, layers: Layers, guard: Guard) -> None:
        self._page, self._layers, self._guard = page, layers, guard
        left, bottom, right, top = (float(side) for side in page.cropbox)
        upright = turned(int(page.get("/Rotate", 0) or 0))
        self._box: Box = box_under(upright, (left, bottom, right, top))
        self.paper = Paper(self._box)
        self._runs: list[Run] = []
        self._forms = 0
        self.state = State(ctm=upright)
        self.stack: list[State] = []
        self._marks: list[bool] = []  # of each open marked content: whether it is shown
        self.path = Path()
        self.tm: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self._fonts: dict[int, Font | None] = {}

    def runs(self) -> list[Run]:
        """Return the visible runs in the order in which they are drawn."""
        content = self._page.get("/Contents")
        if content is not None:
            self._draw(content.get_object(), self._page.get("/Resources"), 0)
        seen = [run for run in self._runs if not run.unseen]
        scanned = not seen and self.paper.is_picture()
        return self._runs if scanned else seen

    def _draw(self, content: Any, resources: Any, depth: int) -> None:
        resources = resources.get_object() if resources is not None else {}
        stream = ContentStream(content, self._page.pdf, "bytes")
        for operands, operator in stream.operations:
            if operator == b"Do":
                self._do(operands, resources, depth)
            elif operator in (b"BDC", b"BMC"):
                self._marks.append(self._layers.shows_mark(operands, resources))
            elif operator == b"EMC":
                del self._marks[-1:]
            elif operator == b"Tf":
                self._set_font(operands, resources)
            elif operator == b"gs":
                self._set_opacity(operands, resources)
            elif operator in _ENDS_PATH:
                self._end_path(operator)
            elif handler := HANDLERS.get(operator):
                handler(self, operands)

    def _do(self, operands: Sequence[Any], resources: Any, depth: int) -> None:
        objects = resource(resources, "/XObject")
        drawn = objects.get(operands[0]) if operands and objects else None
        drawn = drawn.get_object() if drawn is not None else None
        if drawn is None or not self._layers.shows(drawn.get("/OC")):
            return
        if drawn.get("/Subtype") == "/Image":
            self.paper.fill(overlap(self.state.clip, box_under(self.state.ctm, (0, 0, 1, 1))), None)
            return
        self._forms += 1
        if depth >= _DEEPEST_FORM or self._forms > _MOST_FORMS:
            return
        saved, line, tm = self.state, self.line, self.tm
        matrix = numbers(drawn.get("/Matrix", ()), 6) or IDENTITY
        self.state = replace(saved, ctm=times((*matrix,), saved.ctm))
        if box := numbers(drawn.get("/BBox", ()), 4):
            within = box_under(self.state.ctm, (box[0], box[1], box[2], box[3]))
            self.state.clip = overlap(saved.clip, within)
        stack, self.stack = self.stack, []
        self._draw(drawn, drawn.get("/Resources", resources), depth + 1)
        self.state, self.line, self.tm, self.stack = saved, line, tm, stack

    def _set_font(self, operands: Sequence[Any], resources: Any) -> None:
        if len(operands) < 2:
            return
        size = numbers(operands[1:], 1)
        self.state.size = size[0] if size else self.state.size
        fonts = resource(resources, "/Font")
        found = fonts.get(operands[0]) if fonts else None
        found = found.get_object() if found is not None else None
        if id(found) not in self._fonts:
            self._fonts[id(found)] = _font(found)
        font = self._fonts[id(found)]
        self.state.font = font
        name = (font.name if font else "").lower()
        self.state.bold = any(word in name for word in _BOLD)

    def _set_opacity(self, operands: Sequence[Any], resources: Any) -> None:
        states = resource(resources, "/ExtGState")
        found = states.get(operands[0]) if operands and states else None
        if found is not None and (value := numbers([found.get_object().get("/ca", 1)], 1)):
            self.state.opacity = value[0]

    def _end_path(self, operator: bytes) -> None:
        box, path = self.path.box(), self.path
        self.path = Path()
        if box is None:
            return
        if path.clips:
            self.state.clip = overlap(self.state.clip, box)
        if operator != b"n":
            self.paper.rule(box)
        if operator in _FILLS and self.state.opacity > 0.9:
            self.paper.fill(overlap(self.state.clip, box), self.state.ink)

    def show(self, data: object) -> None:
        """Draw a string with the state as it is and move on behind it."""
        state = self.state
        if not isinstance(data, bytes) or state.font is None:
            return
        text, units, glyphs = decode(state.font, data)
        width = units / 1000 * state.size + state.character_gap * glyphs
        width = (width + state.word_gap * data.count(b" ")) * state.stretch
        start = times((1, 0, 0, 1, 0, state.rise), times(self.tm, state.ctm))
        self.tm = times((1, 0, 0, 1, width, 0), self.tm)
        if text.strip("\0"):
            self._guard.text(len(text))
            self._keep(text, start, at(start, width, 0))

    def _keep(self, text: str, start: Matrix, end: tuple[float, float]) -> None:
        a, b, c, d, x, y = start
        size = abs(self.state.size) * (c * c + d * d) ** 0.5
        level = a > 0 and abs(b) < 0.1 * a  # what reads upwards or slantwise is no running text
        if level and self._is_visible(x, y, size):
            space = min(max(self.state.font.space_width / 1000, 0.2), 0.5) * size
            unseen = self.state.mode in _INVISIBLE_MODES
            self._runs.append(Run(text, x, end[0], y, size, self.state.bold, space, unseen))

    def _is_visible(self, x: float, y: float, size: float) -> bool:
        state = self.state
        if size < _LEAST_TYPE or state.opacity < 0.05 or not all(self._marks):
            return False
        left, bottom, right, top = overlap(state.clip, self._box)
        if min(right - left, top - bottom) < 1:
            return False
        if not (left - size <= x <= right and bottom - size <= y <= top):
            return False
        return state.mode in _INVISIBLE_MODES or not self.paper.swallows(state.ink, x, y + size / 4)


def _font(found: Any) -> Font | None:
    """Return a font; None for what is none, whose text cannot be told."""
    try:
        return Font.from_font_resource(found) if found is not None else None
    except (AttributeError, TypeError):
        return None

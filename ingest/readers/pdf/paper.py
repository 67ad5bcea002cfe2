"""What lies under the text of a PDF page: filled areas, pictures and ruled lines."""

from ingest.readers.colours import Colour, alike
from ingest.readers.pdf.state import Box

_WHITE: Colour = (1, 1, 1)
_MOST = 2_000  # filled areas and rules that are remembered of a page
_THIN = 2.5  # points; a filled or drawn box no thicker is a line
_LONG = 20.0
_PICTURE_SHARE = 0.5  # of a page that a scan covers at least


class Paper:
    """The areas painted on one page so far, later ones on top."""

    def __init__(self, page: Box) -> None:
        self._page = page
        self._fills: list[tuple[Box, Colour | None]] = []
        self.rules: list[Box] = []  # level lines

    def fill(self, box: Box, colour: Colour | None) -> None:
        """Paint a box; the colour None stands for a picture or a pattern."""
        if len(self._fills) < _MOST and box[2] > box[0] and box[3] > box[1]:
            self._fills.append((box, colour))

    def rule(self, box: Box) -> None:
        """Remember a drawn box if it is a level line."""
        left, bottom, right, top = box
        if top - bottom <= _THIN and right - left >= _LONG and len(self.rules) < _MOST:
            self.rules.append(box)

    def swallows(self, ink: Colour | None, x: float, y: float) -> bool:
        """Return whether text of this colour cannot be seen at this place."""
        paper: Colour | None = _WHITE
        for (left, bottom, right, top), colour in reversed(self._fills):
            if left <= x <= right and bottom <= y <= top:
                paper = colour
                break
        return alike(ink, paper)

    def is_picture(self) -> bool:
        """Return whether a picture covers most of the page, as on a scanned one."""
        area = (self._page[2] - self._page[0]) * (self._page[3] - self._page[1])
        return any(
            colour is None and (box[2] - box[0]) * (box[3] - box[1]) > _PICTURE_SHARE * area
            for box, colour in self._fills
        )

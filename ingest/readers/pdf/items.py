"""Which lines of a PDF begin a list item, and which only look like it ("ab dem / 1. Januar")."""

import re

from ingest.readers.pdf.lines import Line

ITEM = re.compile(
    r"^(?P<marker>\d{1,2}[.)]|[a-z]\)|[•▪◦‣–☐□▶➢✓·\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8])\s+(?P<text>\S.*)",
    re.DOTALL,
)
_SENTENCE_ENDS = (".", "!", "?", ":")
_LOOSER = 1.2  # of the usual gap between lines
_INDENT = 3.0  # points


def starts_item(line: Line) -> bool:
    """Return whether a line begins with a bullet or a number of a list."""
    return bool(ITEM.match(line.text))


def begins_item(first: Line, before: Line, line: Line, usual: float) -> bool:
    """Return whether a line begins an item behind `before`, in the block that `first` began."""
    item = ITEM.match(line.text)
    if item is None:
        return False
    marker = item["marker"]
    if marker.endswith(")") and before.text.count("(") > before.text.count(")"):
        return False
    if not marker[0].isdigit():
        return True
    earlier = ITEM.match(first.text)
    counted = earlier is not None and earlier["marker"][:-1] == str(int(marker[:-1]) - 1)
    apart = not 0 <= before.y - line.y <= _LOOSER * usual or abs(line.x - before.x) > _INDENT
    return counted or apart or before.text.endswith(_SENTENCE_ENDS)

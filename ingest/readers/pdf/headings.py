"""Which lines of a PDF are headings: those in its outline, else those in larger or bolder type."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.readers.pdf.items import starts_item
from ingest.readers.pdf.lines import Line

Type = tuple[float, bool]
Outline = dict[int, dict[str, int]]  # by page, the level of each squeezed title
_LARGER = 1.12  # type this much larger than the body's is a heading
_LONGEST = 140  # characters of a heading in bold type of the body's size
_MOST_ENTRIES = 5_000
_NUMBER = re.compile(r"^(?:\d+\.?)+\s+")
_SENTENCE_END = (".", ",", ";", ":")


class Headings:
    """Tells the level of a line: 1 to 6, or 0 for text."""

    def __init__(self, lines: Sequence[Line], outline: Outline) -> None:
        self.body = _body_type(lines)
        self._outline = outline
        self._levels = _levels(lines, self.body, outline)

    def level(self, line: Line) -> int:
        """Return the level of a line that is a heading by its type or in the outline."""
        if starts_item(line):
            return 0
        known = _in_outline(line, self._outline)
        return known or self._levels.get((line.size, line.bold), 0)

    def is_like(self, line: Line, other: Line) -> bool:
        """Return whether two neighbouring lines may belong to one heading."""
        return (line.size, line.bold) == (other.size, other.bold)


def outline_of(reader: PdfReader) -> Outline:
    """Return the outline's titles with their levels by page; empty without a usable one."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    try:
        stack: list[tuple[Any, int]] = [(item, 1) for item in reversed(reader.outline)]
        for _ in range(_MOST_ENTRIES):
            if not stack:
                break
            item, level = stack.pop()
            if isinstance(item, list):
                stack += [(inner, level + 1) for inner in reversed(item)]
                continue
            page = reader.get_destination_page_number(item)
            if page is not None and item.title:
                found[page + 1][squeezed(str(item.title))] = min(level, 6)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return dict(found)


def _in_outline(line: Line, outline: Outline) -> int:
    """Return the level of a line's title in the outline, which may leave out its number; or 0."""
    titles = outline.get(line.page, {})
    return titles.get(squeezed(line.text)) or titles.get(squeezed(_NUMBER.sub("", line.text)), 0)


def squeezed(text: str) -> str:
    """Return a title so that spaces, numbering dots and hyphens make no difference."""
    return re.sub(r"[\s.\u00ad‐-]+", "", text).casefold()


def _body_type(lines: Sequence[Line]) -> Type:
    weight: Counter[Type] = Counter()
    for line in lines:
        weight[line.size, line.bold] += len(line.text)
    return weight.most_common(1)[0][0]


def _levels(lines: Sequence[Line], body: Type, outline: Outline) -> dict[Type, int]:
    """Return the heading levels by type: as the outline has them, between them by size."""
    known: dict[Type, Counter[int]] = defaultdict(Counter)
    for line in lines:
        if level := _in_outline(line, outline):
            known[line.size, line.bold][level] += 1
    types = {(line.size, line.bold) for line in lines if line.size > _LARGER * body[0]}
    types |= {type_ for type_ in known if type_ != body} or _bold_types(lines, body)
    levels: dict[Type, int] = {}
    deepest = 0
    for type_ in sorted(types, reverse=True):
        level = known[type_].most_common(1)[0][0] if type_ in known else deepest + 1
        levels[type_] = min(level, 6)
        deepest = max(deepest, levels[type_])
    return levels


def _bold_types(lines: Sequence[Line], body: Type) -> set[Type]:
    """Return the bold type of the body's size if it stands in short lines of its own."""
    if body[1]:
        return set()
    bold = [line for line in lines if line.bold and 0.97 * body[0] <= line.size]
    bold = [line for line in bold if line.size <= _LARGER * body[0] and not starts_item(line)]
    bold = [line for line in bold if len(line.pieces) == 1]  # the others head a table
    headings = [line for line in bold if is_short(line)]
    if not headings or len(headings) < 0.6 * len(bold):
        return set()
    return {(line.size, True) for line in headings}


def is_short(line: Line) -> bool:
    """Return whether a line may be a heading by its length and its end."""
    return len(line.text) <= _LONGEST and not line.text.endswith(_SENTENCE_END)

"""What Word's styles make of a paragraph: a heading, a list item, the contents, or hidden text."""

import re
from collections import Counter
from typing import Any

from ingest.readers.colours import alike, colour

_HEADING = re.compile(r"(?:heading|überschrift) (\d)$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|verzeichnis|table of figures|abbildungsverzeichnis|inhaltsverzeichnis)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"number|nummer", re.IGNORECASE)
_BULLETED = re.compile(r"bullet|aufzählung|list", re.IGNORECASE)
_LEAST_TYPE = 8  # half points; smaller type is not read
_DEEPEST = 20  # styles that build on one another; more is a circle


def tag(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _value(element: Any, path: str, name: str = "val") -> str | None:
    found = element.find(path) if element is not None else None
    if found is None:
        return None
    return next((value for key, value in found.attrib.items() if key.endswith("}" + name)), "")


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, element: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in element.iterfind("./{*}style"):
            attributes = {key.rsplit("}", 1)[-1]: value for key, value in style.attrib.items()}
            id_ = attributes.get("styleId", "")
            self._styles[id_] = style
            if attributes.get("default") == "1" and attributes.get("type") == "paragraph":
                self._default = id_

    def of(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style."""
        return _value(paragraph, "./{*}pPr/{*}pStyle") or self._default

    def chain(self, style: str) -> list[Any]:
        """Return a style and those it builds on, nearest first."""
        found: list[Any] = []
        while style in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style])
            style = _value(found[-1], "./{*}basedOn") or ""
        return found

    def name(self, style: str) -> str:
        """Return the name of a style as people see it."""
        return _value(self._styles.get(style), "./{*}name") or style

    def is_contents(self, style: str) -> bool:
        """Return whether a style is one of a table of contents."""
        return bool(_CONTENTS.match(self.name(style)))

    def heading_level(self, paragraph: Any, style: str) -> int:
        """Return the level of a heading from 1 to 6; 0 for what is none."""
        outline = _value(paragraph, "./{*}pPr/{*}outlineLvl")
        for ancestor in self.chain(style):
            name = _value(ancestor, "./{*}name") or ""
            if _TITLE.match(name) and ancestor is self._styles.get(style):
                return 1
            if heading := _HEADING.match(name):
                return min(int(heading[1]), 6) or 1
            outline = outline or _value(ancestor, "./{*}pPr/{*}outlineLvl")
        level = int(outline) + 1 if outline and outline.isdigit() else 0
        return level if level <= 6 else 0

    def hides(self, run: Any, paragraph_style: str) -> bool:
        """Return whether nobody sees a run: vanished, of tiny type, or white on white."""
        own = run.find("./{*}rPr")
        styles = self.chain(_value(own, "./{*}rStyle") or "") + self.chain(paragraph_style)
        properties = [own, *(style.find("./{*}rPr") for style in styles)]

        def first(name: str, attribute: str = "val") -> str | None:
            values = (_value(item, f"./{{*}}{name}", attribute) for item in properties)
            return next((value for value in values if value is not None), None)

        if first("vanish") not in (None, "0", "false", "off"):
            return True
        size, ink = first("sz"), first("color")
        if size and size.isdigit() and int(size) < _LEAST_TYPE:
            return True
        return bool(ink) and alike(colour(f"#{ink}"), colour(f"#{self._paper(run, first)}"))

    def _paper(self, run: Any, first: Any) -> str:
        """Return the colour behind a run: its own, its paragraph's, its cell's, or white."""
        if first("highlight"):
            return "unknown"
        fills = [first("shd", "fill")]
        for above in run.iterancestors():
            fills += [_value(above, f"./{{*}}{name}/{{*}}shd", "fill") for name in ("pPr", "tcPr")]
        return next((fill for fill in fills if fill and fill != "auto"), "FFFFFF")


class Lists:
    """Counts list items as Word does."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        self._styles = styles
        self._formats: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        self._styled: set[str] = set()  # lists that come from a style, which begin anew
        if numbering is None:
            return
        abstract = {
            attribute(item, "abstractNumId"): item
            for item in numbering.iterfind("./{*}abstractNum")
        }
        for number in numbering.iterfind("./{*}num"):
            levels = abstract.get(_value(number, "./{*}abstractNumId") or "")
            for level in levels.iterfind("./{*}lvl") if levels is not None else ():
                key = (attribute(number, "numId"), attribute(level, "ilvl"))
                self._formats[key] = _value(level, "./{*}numFmt") or ""

    def item(self, paragraph: Any, style: str) -> tuple[int, str] | None:
        """Return (level from 1, marker) of a list item; None for another paragraph."""
        list_ = _value(paragraph, "./{*}pPr/{*}numPr/{*}numId")
        depth = _value(paragraph, "./{*}pPr/{*}numPr/{*}ilvl")
        name = self._styles.name(style)
        if list_ is None:
            ids = (_value(s, "./{*}pPr/{*}numPr/{*}numId") for s in self._styles.chain(style))
            list_ = next((id_ for id_ in ids if id_), None)
            if list_ is None and not (_NUMBERED.search(name) or _BULLETED.search(name)):
                return None
            list_ = list_ or name
            self._styled.add(list_)
        if list_ == "0":
            return None
        level = int(depth) if depth and depth.isdigit() else 0
        format_ = self._formats.get((list_, str(level)), "")
        if format_ in ("bullet", "none") or (not format_ and not _NUMBERED.search(name)):
            return level + 1, "•"
        self._counts[list_, level] += 1
        for deeper in range(level + 1, 9):
            self._counts[list_, deeper] = 0
        return level + 1, f"{self._counts[list_, level]}."

    def interrupt(self) -> None:
        """End the lists that a style makes where something else stands."""
        for list_ in self._styled:
            for level in range(9):
                self._counts[list_, level] = 0
        self._styled.clear()


def attribute(element: Any, name: str) -> str:
    """Return an attribute of any namespace; "" without it."""
    return next((v for key, v in element.attrib.items() if key.endswith("}" + name)), "")

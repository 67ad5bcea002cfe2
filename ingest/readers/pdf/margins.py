"""What stands around a PDF's text: running headers and footers, footnotes, the contents."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.readers.pdf.lines import Line

_MARGIN = 3  # lines at the top and bottom of a page that may be running headers or footers
_FOOTNOTE = re.compile(r"^(?:\d{1,3}|[*†])\s*\S")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:|doi:)\S+", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^(?:inhalt|inhaltsverzeichnis|inhaltsübersicht|contents|table of contents)$", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}\s*(?:\d{1,4}|[ivx]+)?$")
_ENTRY = re.compile(r"\s\d{1,4}$")


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out headers and footers: marginal lines that recur, figures aside."""
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in _margins(page)})
    needed = max(2, len(pages) // 2)
    placed = Counter(place for page in pages for place in {_place(line) for line in _edges(page)})
    kept = []
    for page in pages:
        margins = set(map(id, _margins(page)))
        edges = set(map(id, _edges(page)))
        kept.append(
            [
                line
                for line in page
                if not (id(line) in margins and seen[_shape(line)] >= needed)
                and not (id(line) in edges and placed[_place(line)] >= max(4, 0.6 * len(pages)))
            ]
        )
    return kept


def _margins(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_MARGIN] + by_height[_MARGIN:][-_MARGIN:]


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the first and the last line where a wide gap keeps them off the text."""
    by_height = sorted(page, key=lambda line: -line.y)
    if len(by_height) < 4:
        return []
    first, second, before, last = by_height[0], by_height[1], by_height[-2], by_height[-1]
    edges = [first] if first.y - second.y > 2 * second.size else []
    return edges + ([last] if before.y - last.y > 2 * last.size else [])


def _place(line: Line) -> tuple[int, float]:
    return round(line.y / 2), line.size


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def split_footnotes(page: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Return a page's text and the footnotes below it, without those that are only an address."""
    small = len(page)
    while small and page[small - 1].size < 0.93 * body:
        small -= 1
    notes = list(page[small:])
    while notes and not (notes[0].raised or _FOOTNOTE.match(notes[0].text)):
        notes.pop(0)  # small type that is no note: a caption, a table
    text = list(page[: len(page) - len(notes)])
    return text, [line for note in _notes(notes) for line in note if _says_something(note)]


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    note: list[Line] = []
    for line in lines:
        if note and (line.raised or (not note[0].raised and _FOOTNOTE.match(line.text))):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def _says_something(note: Sequence[Line]) -> bool:
    text = "".join(line.text for line in note)
    return bool(re.search(r"[^\W\d_]{3,}", _ADDRESS.sub("", text)))


def without_contents(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out the table of contents: it says where things stand, not what they are."""
    kept = []
    inside = False
    for page in pages:
        entries = [bool(_LEADERS.search(line.text)) for line in page]
        titled = any(_CONTENTS.match(line.text) for line in page[:6])
        inside = (titled or inside) and _mostly_entries(page, entries)
        if inside or sum(entries) >= 0.5 * max(len(page), 1):
            kept.append([line for line in page if not _is_entry(line)])
        else:
            kept.append([line for line, entry in zip(page, entries, strict=True) if not entry])
    return kept


def _mostly_entries(page: Sequence[Line], entries: Sequence[bool]) -> bool:
    ending = sum(bool(_ENTRY.search(line.text)) for line in page)
    return max(sum(entries), ending) >= 0.5 * max(len(page) - 1, 1)


def _is_entry(line: Line) -> bool:
    said = (_CONTENTS, _LEADERS, _ENTRY)
    return any(pattern.search(line.text) for pattern in said)

"""From blocks as a reader saw them to one normalised text in which every block has its place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ingest.types import Block, Document, Guide, RawBlock

# Nothing of these is seen: controls, joiners, marks of direction, fillers, variation selectors,
# tag characters, halves of surrogate pairs, private use, and what is no character at all.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Symbol and Wingdings keep their glyphs at U+F000 and their code: letters, and these.
_SYMBOLS = {
    "\uf06c": "•",
    "\uf06e": "▪",
    "\uf06f": "☐",
    "\uf071": "☐",
    "\uf076": "•",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf0b7": "•",
    "\uf0d8": "▶",
    "\uf0e0": "→",
    "\uf0e8": "→",
    "\uf0fc": "✓",
    "\uf0fe": "☒",
    "\u2800": " ",
}
_LETTERS = {chr(0xF000 + code): chr(code) for code in range(0x20, 0x5B)}
_MENDED = str.maketrans(_LETTERS | _SYMBOLS | _LIGATURES)

_SOFT_HYPHEN = re.compile("(?<=\\w)\u00ad[ \\t]*\\n\\s*(?=\\w)")
_SUSPENDED = r"(?:und|oder|bzw|beziehungsweise|sowie|respektive|resp|bis|als\s+auch)\b"
# "Daten-\nbank" is one word; "Ein- und Ausgang" and "IT-\nbasiert" keep their hyphen.
_LINE_END_HYPHEN = re.compile(rf"(?<=[a-zäöüß])[-‐][ \t]*\n\s*(?!{_SUSPENDED})(?=[a-zäöüß])")
_COMPOUND_HYPHEN = re.compile(rf"(?<=\w)[-‐][ \t]*\n\s*(?!{_SUSPENDED})(?=\w)")
_RANGE = re.compile(r"(?<=\d)–[ \t]*\n\s*(?=\d)")
_SLASH = re.compile(r"(?<=\w)/[ \t]*\n\s*(?=\w)")


def mend(text: str) -> str:
    """Return text on one line: NFC, no invisible characters, ligatures and line ends undone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", _SOFT_HYPHEN.sub("", text).translate(_MENDED))
    text = _LINE_END_HYPHEN.sub("", unicodedata.normalize("NFC", text))
    text = _RANGE.sub("–", _SLASH.sub("/", _COMPOUND_HYPHEN.sub("-", text)))
    return " ".join(text.split())


@lru_cache(maxsize=4)
def mend_cells(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the header cells above a row mended; the rows of a table share them."""
    return tuple(map(mend, cells))


def lay_out(guide: Guide, blocks: Iterable[RawBlock]) -> Document:
    """Join mended blocks into the guide's text; a blank line between blocks, none left empty."""
    laid: list[Block] = []
    parts: list[str] = []
    at = 0
    for block in blocks:
        text = mend(block.text)
        if not text:
            continue
        columns = mend_cells(block.columns)
        laid.append(_place(replace(block, text=text, columns=columns), at))
        parts.append(text)
        at += len(text) + 2
    return Document(guide=guide, text="\n\n".join(parts), blocks=tuple(laid))


def _place(block: RawBlock, start: int) -> Block:
    return Block(
        kind=block.kind,
        text=block.text,
        start=start,
        end=start + len(block.text),
        level=block.level,
        marker=block.marker,
        columns=block.columns,
        page=block.page,
    )

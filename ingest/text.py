"""From blocks as a reader saw them to one normalised text in which every block has its place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from ingest.types import Block, Document, Guide, RawBlock

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# "Daten-\nbank" is one word; "Ein- und Ausgang" and "EU-\nVerordnung" keep their hyphen.
_LINE_END_HYPHEN = re.compile(r"(?<=[a-zäöüß])[-‐]\n(?!(?:und|oder|bzw|sowie)\b)(?=[a-zäöüß])")
_COMPOUND_HYPHEN = re.compile(r"(?<=\w)[-‐]\n(?=[A-ZÄÖÜ0-9])")


def mend(text: str) -> str:
    """Return text on one line: NFC, no invisible characters, ligatures and line ends undone."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_LIGATURES)
    text = _LINE_END_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _COMPOUND_HYPHEN.sub("-", text)
    return " ".join(text.split())


def lay_out(guide: Guide, blocks: Iterable[RawBlock]) -> Document:
    """Join mended blocks into the guide's text; a blank line between blocks, none left empty."""
    laid: list[Block] = []
    parts: list[str] = []
    at = 0
    for block in blocks:
        text = mend(block.text)
        if not text:
            continue
        columns = tuple(mend(cell) for cell in block.columns)
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

"""Pieces of text as they stand on a PDF page, and the bytes that they are drawn with."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one baseline, from `x` to `end`, in points from the page's lower left."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool
    space: float  # the width of a space of this type
    unseen: bool = False  # drawn without ink, as text recognition does over a scan


def decode(font: Any, data: bytes) -> tuple[str, float, int]:
    """Return a string's text, its width in thousandths of the type size and its glyph count."""
    if isinstance(font.encoding, str):
        codes = data.decode(font.encoding, "replace")
        raw = codes
    else:
        codes = "".join(font.encoding.get(byte, chr(byte)) for byte in data)
        raw = "".join(map(chr, data))
    width = sum(
        font.space_width if code == font.space_char else font.get_text_width(code) for code in raw
    )
    text = "".join(str(font.character_map.get(code, code)) for code in codes)
    return text, width, len(codes)

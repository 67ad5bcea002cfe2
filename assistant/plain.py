"""Plain text out of what a model wrote: no links, images, HTML, markdown or hidden characters."""

import re
import unicodedata

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)?|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)?|\[[^\]]*\])")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:.*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z!?][^>]*(?:>|$)", re.DOTALL)
_URL = re.compile(
    r"(?:\b(?:[a-z][a-z0-9+.-]*://|(?:mailto|javascript|data|vbscript|tel|file|blob):|www\.)"
    r"|\S+@)(?:\([^\s()]*\)|[^\s()])*(?<![.,;:!?])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/:?#]\S*)?")
_BLOCK_MARK = re.compile(r"^\s*(?:(?:[-*+•>]|#{1,6}|\d{1,2}[.)])\s+)+")
_DANGLING = re.compile(r"\s+(?=[.,;:!?])|[,;:](?=\s*(?:[.!?]|$))")  # what a removed link leaves
_INLINE_MARK = re.compile(r"\*+|_{2,}|~~|`+|\|")


def plain(text: str) -> str:
    """Return one line of plain text; what a reader could click or a browser could run is gone."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if char.isspace() or char.isprintable())
    for pattern, left in (
        (_DEFINITION, ""),
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_TAG, " "),
        (_URL, ""),
        (_BLOCK_MARK, ""),
        (_INLINE_MARK, ""),
    ):
        text = pattern.sub(left, text)
    text = " ".join(text.replace("()", "").split())
    return _DANGLING.sub("", text)


def addresses(text: str) -> list[str]:
    """Return the words that look like a domain or a file name, such as `beispiel.com`."""
    return [match[0].casefold() for match in _ADDRESS.finditer(text)]

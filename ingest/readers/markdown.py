"""Markdown: headings, paragraphs, list items and table rows; links count as their words."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.errors import NoTextLayer, UnreadableFile
from ingest.limits import Guard
from ingest.metadata import split_front_matter
from ingest.types import BlockKind, Properties, RawBlock

_PARSER = MarkdownIt("commonmark").enable("table")
_TASK_BOXES = ("[ ] ", "[x] ", "[X] ")
_REFERENCE_SHARE = 0.4  # of a block's words: with more inside links it points elsewhere


def read_markdown(data: bytes, guard: Guard | None = None) -> list[RawBlock]:
    """Return the blocks of a Markdown file without its front matter; HTML in it is left out.

    Raises UnreadableFile when the bytes are not UTF-8 text and NoTextLayer when there are no words.
    """
    blocks = list(_blocks(_PARSER.parse(split_front_matter(_decode(data))[1])))
    if not any(block.text.strip() for block in blocks):
        raise NoTextLayer("Die Datei enthält keinen Text.")
    return blocks


def markdown_properties(data: bytes, guard: Guard | None = None) -> Properties:
    """Return nothing: what a Markdown file says of itself is front matter, read before."""
    return Properties()


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("Die Datei ist kein UTF-8. Bitte als UTF-8 speichern.") from error
    if "\0" in text:
        raise UnreadableFile("Die Datei ist kein reiner Text. Bitte als UTF-8 speichern.")
    return text


def _blocks(tokens: Sequence[Token]) -> Iterator[RawBlock]:
    markers: list[str] = []  # of the list items around the token, innermost last
    columns: tuple[str, ...] = ()
    cells: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "list_item_open":
            markers.append(f"{token.info}." if token.info else "•")
        elif token.type == "list_item_close":
            markers.pop()
        elif token.type == "table_open":
            columns = ()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield RawBlock("row", " | ".join(cells), columns=columns)
            columns = columns or tuple(cells)
        elif token.type in ("fence", "code_block"):
            yield RawBlock("paragraph", token.content)
        elif token.type == "inline" and before is not None:
            if before.type in ("th_open", "td_open"):
                cells.append(_plain(token))
            elif before.type == "heading_open":
                yield RawBlock("heading", _plain(token), level=int(before.tag[1]))
            else:
                yield _paragraph_or_item(token, markers)


def _paragraph_or_item(token: Token, markers: Sequence[str]) -> RawBlock:
    text, marker = _plain(token), markers[-1] if markers else ""
    if text.startswith(_TASK_BOXES):
        text, marker = text[4:], "☐"
    kind: BlockKind = "item" if marker else "paragraph"
    if _points_elsewhere(token):
        kind = "reference"
    return RawBlock(kind, text, level=len(markers), marker=marker)


def _plain(token: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def _points_elsewhere(token: Token) -> bool:
    """Return whether a block is about another document: it begins with a link or is mostly one."""
    children = token.children or []
    if children and children[0].type == "link_open":
        return True
    depth = inside = total = 0
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        total += len(child.content) if child.type == "text" else 0
        inside += len(child.content) if child.type == "text" and depth else 0
    return inside > _REFERENCE_SHARE * total

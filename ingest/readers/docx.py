"""Word documents: headings, paragraphs, list items and table rows in reading order.

The XML is walked itself: python-docx's own texts leave out tracked insertions and content controls.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from ingest.archives import open_archive, read_member
from ingest.errors import ForbiddenFile, NoTextLayer, UnreadableFile
from ingest.limits import Guard
from ingest.readers.word_styles import Lists, Styles, attribute, tag
from ingest.types import Properties, RawBlock

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml"}
_DELETED = {"del", "moveFrom", "rPr", "pPr", "instrText", "delText", "txbxContent", "Fallback"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def read_docx(data: bytes, guard: Guard | None = None) -> list[RawBlock]:
    """Return the blocks of a Word document.

    Raises UnreadableFile for what is no Word document, ForbiddenFile for XML with a DOCTYPE and
    NoTextLayer for one without words.
    """
    document = _open(data, guard or Guard())
    blocks = list(_Body(document).blocks(document.element.body))
    if not any(block.text.strip() for block in blocks):
        raise NoTextLayer("Das Word-Dokument enthält keinen Text.")
    return blocks


def docx_properties(data: bytes, guard: Guard | None = None) -> Properties:
    """Return title and language; the day it was saved says nothing about its content."""
    core = _open(data, guard or Guard()).core_properties
    return Properties(title=(core.title or "").strip(), language=(core.language or "")[:2].lower())


def _open(data: bytes, guard: Guard) -> Any:
    archive = open_archive(data, guard.limits)
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            content = read_member(archive, member.filename)
            if _DOCTYPE.search(content.replace(b"\0", b"")):
                raise ForbiddenFile(
                    "Das Dokument enthält eine DOCTYPE-Angabe. Bitte neu speichern."
                )
    try:
        return docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError, OSError, docx.exceptions.PythonDocxError) as error:
        raise UnreadableFile("Die Datei ist kein lesbares Word-Dokument (.docx).") from error


def _notes(part: Any) -> dict[str, Any]:
    """Return the footnotes of a document by the ids that its text refers to."""
    notes = parse_xml(part.blob) if part is not None else ()
    return {attribute(note, "id"): note for note in notes if tag(note) == "footnote"}


class _Body:
    """The walk through one document."""

    def __init__(self, document: Any) -> None:
        related = {
            rel.reltype: rel.target_part
            for rel in document.part.rels.values()
            if not rel.is_external
        }
        numbering = related.get(RELATIONSHIP_TYPE.NUMBERING)
        self._styles = Styles(document.styles.element)
        self._lists = Lists(getattr(numbering, "element", None), self._styles)
        self._notes = _notes(related.get(RELATIONSHIP_TYPE.FOOTNOTES))

    def blocks(self, parent: Any) -> Iterator[RawBlock]:
        """Return the blocks below a body, a content control or a text box."""
        for child in parent:
            name = tag(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                self._lists.interrupt()
                yield from self._rows(child)
            elif name in _WRAPPERS and not self._is_contents(child):
                yield from self.blocks(child)

    def _is_contents(self, control: Any) -> bool:
        galleries = control.iterfind("./{*}sdtPr/{*}docPartObj/{*}docPartGallery")
        return any("Contents" in value for item in galleries for value in item.attrib.values())

    def _paragraph(self, paragraph: Any) -> Iterator[RawBlock]:
        style = self._styles.of(paragraph)
        if self._styles.is_contents(style):
            return
        text = "".join(self._text(paragraph, style)).strip()
        level = self._styles.heading_level(paragraph, style)
        listed = self._lists.item(paragraph, style) if text and not level else None
        if level:
            yield RawBlock("heading", text, level=level)
        elif listed:
            yield RawBlock("item", text, level=listed[0], marker=listed[1])
        elif text:
            yield RawBlock("paragraph", text)
        if text and not listed:
            self._lists.interrupt()
        for reference in paragraph.iterfind(".//{*}footnoteReference"):
            yield from self.blocks(self._notes.pop(attribute(reference, "id"), ()))
        for box in paragraph.iterfind(".//{*}txbxContent"):
            if not any(tag(above) in ("Fallback", "del") for above in box.iterancestors()):
                yield from self.blocks(box)

    def _text(self, parent: Any, style: str) -> Iterator[str]:
        for child in parent:
            name = tag(child)
            if name in _DELETED or (name == "r" and self._styles.hides(child, style)):
                continue
            if name == "t":
                yield child.text or ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            else:
                yield from self._text(child, style)

    def _rows(self, table: Any) -> Iterator[RawBlock]:
        columns: tuple[str, ...] = ()
        for row in table.iterfind("./{*}tr"):
            cells = tuple(self._cell(cell) for cell in row.iter("{*}tc"))
            if any(cells):
                yield RawBlock("row", " | ".join(cells), columns=columns)
                columns = columns or cells

    def _cell(self, cell: Any) -> str:
        paragraphs = (
            "".join(self._text(paragraph, self._styles.of(paragraph)))
            for paragraph in cell.iter("{*}p")
        )
        return " ".join(" ".join(paragraphs).split())

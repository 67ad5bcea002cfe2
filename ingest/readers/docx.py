"""Word documents: headings, paragraphs, list items and table rows in reading order."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.errors import NoTextLayer, UnreadableFile
from ingest.types import RawBlock

_HEADING = re.compile(r"^(?:heading|überschrift) (\d)$", re.IGNORECASE)
_NUMBERED = re.compile(r"number|nummer", re.IGNORECASE)
_BULLETED = re.compile(r"bullet|aufzählung|list", re.IGNORECASE)


def read_docx(data: bytes) -> list[RawBlock]:
    """Return the blocks of a Word document.

    Raises UnreadableFile for what is no Word document and NoTextLayer for one without words.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile("Die Datei ist kein lesbares Word-Dokument (.docx).") from error
    blocks = list(_blocks(document))
    if not any(block.text.strip() for block in blocks):
        raise NoTextLayer("Das Word-Dokument enthält keinen Text.")
    return blocks


def _blocks(document: WordDocument) -> Iterator[RawBlock]:
    numbers: Counter[str] = Counter()
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            numbers.clear()
            yield from _rows(part)
            continue
        block = _paragraph(part, numbers)
        if not block.marker:
            numbers.clear()  # a list ends where something else stands
        yield block


def _paragraph(paragraph: Paragraph, numbers: Counter[str]) -> RawBlock:
    style = (paragraph.style.name if paragraph.style else None) or ""
    if style == "Title":
        return RawBlock("heading", paragraph.text, level=1)
    if heading := _HEADING.match(style):
        return RawBlock("heading", paragraph.text, level=int(heading[1]))
    if _NUMBERED.search(style):
        numbers[style] += 1
        return RawBlock("item", paragraph.text, level=1, marker=f"{numbers[style]}.")
    if _BULLETED.search(style):
        return RawBlock("item", paragraph.text, level=1, marker="•")
    return RawBlock("paragraph", paragraph.text)


def _rows(table: Table) -> Iterator[RawBlock]:
    columns: tuple[str, ...] = ()
    for row in table.rows:
        cells = tuple(cell.text for cell in row.cells)
        yield RawBlock("row", " | ".join(cells), columns=columns)
        columns = columns or cells

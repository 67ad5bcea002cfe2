"""The way of a PDF from bytes to blocks: open, draw, order, leave out, gather."""

import io
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import NoTextLayer, UnreadableFile
from ingest.limits import Guard
from ingest.readers.pdf.blocks import blocks_of
from ingest.readers.pdf.columns import in_reading_order
from ingest.readers.pdf.content import Canvas
from ingest.readers.pdf.headings import Headings, outline_of
from ingest.readers.pdf.layers import Layers
from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.margins import split_footnotes, without_contents, without_running_lines
from ingest.readers.pdf.state import Box
from ingest.types import Properties, RawBlock

_NO_TITLE = re.compile(
    r"^(?:untitled|unbenannt|dokument\d*|document\d*|präsentation\d*|ohne titel|.*\.\w{2,4}$)|^$",
    re.IGNORECASE,
)
_DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def read_pdf(data: bytes, guard: Guard | None = None) -> list[RawBlock]:
    """Return the blocks of a PDF with their page numbers.

    Raises NoTextLayer for pictures only, UnreadableFile for damaged or encrypted files and a
    LimitExceeded for what is too much.
    """
    try:
        reader = _open(data)
        pages, rules = _draw(reader, guard or Guard())
        outline = outline_of(reader)
    except _DAMAGED as error:
        raise UnreadableFile("Das PDF ist beschädigt. Bitte neu erzeugen.") from error
    pages = without_contents(without_running_lines(pages))
    lines = [line for page in pages for line in page]
    if not lines:
        raise NoTextLayer(
            "Das PDF enthält keinen Text, nur Bilder. Bitte mit Texterkennung (OCR) speichern."
        )
    headings = Headings(lines, outline)
    texts = [split_footnotes(page, headings.body[0]) for page in pages]
    return list(blocks_of(texts, headings, rules))


def pdf_properties(data: bytes, guard: Guard | None = None) -> Properties:
    """Return a PDF's title and language; the day it was made says nothing about its content."""
    try:
        reader = _open(data)
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()
        if not title and (xmp := reader.xmp_metadata):
            title = next(iter((xmp.dc_title or {}).values()), "").strip()
        language = str(reader.root_object.get("/Lang", ""))
    except _DAMAGED:
        return Properties()
    title = title.removeprefix("Microsoft Word - ").removeprefix("Microsoft PowerPoint - ")
    return Properties("" if _NO_TITLE.match(title) else title[:300], language[:2].lower())


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile("Das PDF ist mit einem Kennwort geschützt. Bitte ohne Schutz liefern.")
    return reader


def _draw(reader: PdfReader, guard: Guard) -> tuple[list[list[Line]], dict[int, list[Box]]]:
    layers = Layers(reader)
    pages: list[list[Line]] = []
    rules: dict[int, list[Box]] = {}
    for number, page in enumerate(reader.pages, start=1):
        guard.page(number)
        canvas = Canvas(page, layers, guard)
        pages.append(in_reading_order(lines_of(canvas.runs(), number)))
        rules[number] = canvas.paper.rules
    return pages, rules

"""One reader a format; each turns a file's bytes into raw blocks in reading order."""

from collections.abc import Callable

from ingest.limits import Guard
from ingest.readers.docx import docx_properties, read_docx
from ingest.readers.formats import detect
from ingest.readers.html import html_properties, read_html
from ingest.readers.markdown import markdown_properties, read_markdown
from ingest.readers.pdf import pdf_properties, read_pdf
from ingest.types import Properties, RawBlock

READERS: dict[str, Callable[[bytes, Guard | None], list[RawBlock]]] = {
    ".docx": read_docx,
    ".html": read_html,
    ".md": read_markdown,
    ".pdf": read_pdf,
}
PROPERTIES: dict[str, Callable[[bytes, Guard | None], Properties]] = {
    ".docx": docx_properties,
    ".html": html_properties,
    ".md": markdown_properties,
    ".pdf": pdf_properties,
}

__all__ = ["PROPERTIES", "READERS", "detect", "read_docx", "read_html", "read_markdown", "read_pdf"]

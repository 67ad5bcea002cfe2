"""One reader a format; each turns a file's bytes into raw blocks in reading order."""

from collections.abc import Callable

from ingest.readers.docx import read_docx
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.types import RawBlock

READERS: dict[str, Callable[[bytes], list[RawBlock]]] = {
    ".docx": read_docx,
    ".md": read_markdown,
    ".pdf": read_pdf,
}

__all__ = ["READERS", "read_docx", "read_markdown", "read_pdf"]

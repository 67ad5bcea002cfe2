import pytest

from ingest import UnreadableFile
from ingest.readers import detect
from tests.documents import pdf, shown, word, zipped

PDF = pdf(shown((60, 700, 10, "Text.")))
WORD = word(lambda document: document.add_paragraph("Text."))


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (PDF, "a.pdf", ".pdf"),
        (PDF, "a.docx", ".pdf"),
        (PDF, "a.md", ".pdf"),
        (WORD, "a.docx", ".docx"),
        (WORD, "a.pdf", ".docx"),
        (b"<!DOCTYPE html><p>x", "a.html", ".html"),
        (b"  <!-- x --><HTML>", "a.pdf", ".html"),
        (b"<p>ohne Kopf", "a.htm", ".html"),
        (b"# Titel", "a.md", ".md"),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, name: str, format_: str) -> None:
    assert detect(data, name) == format_


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0 alt", "a.docx"),
        (b"{\\rtf1 x}", "a.docx"),
        (b"\x89PNG\r\n", "a.pdf"),
        (b"\x7fELF", "a.md"),
        (b"", "a.pdf"),
        (b"Text", "a.docx"),
    ],
)
def test_what_no_reader_reads_is_a_named_error(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        detect(data, name)
    assert raised.value.code == "unknown_format"


def test_an_archive_is_not_taken_for_text() -> None:
    assert detect(zipped({"a.md": "x"}), "a.md") == ".docx"  # and its reader says it is none

from pathlib import Path

import pytest

from ingest import NoTextLayer, UnreadableFile
from ingest.readers import READERS, read_docx, read_markdown, read_pdf
from ingest.types import RawBlock
from tests.conftest import RECHNUNG, ROOT, SHARED


def test_markdown_gives_blocks_in_reading_order() -> None:
    blocks = read_markdown(RECHNUNG.encode())
    assert [(block.kind, block.marker) for block in blocks] == [
        ("heading", ""),
        ("heading", ""),
        ("paragraph", ""),
        ("row", ""),
        ("row", ""),
        ("heading", ""),
        ("item", "1."),
        ("item", "2."),
        ("reference", "•"),
    ]
    assert blocks[4].text == "Postfach | 1 Tag | 200 €"
    assert blocks[4].columns == ("Posten", "Intern", "Extern")
    assert blocks[6].text == "Postfach einrichten. Legen Sie eine Adresse für Rechnungen an."


def test_markdown_leaves_html_and_images_out() -> None:
    blocks = read_markdown(b"<script>x</script>\n\nA <b>B</b> ![Bild](x.png) `C`\n\n- [ ] Haken")
    assert [(block.text, block.marker) for block in blocks] == [("A B  C", ""), ("Haken", "☐")]


def test_markdown_that_is_not_utf8_is_a_named_error() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_markdown(b"\xff\xfe\x00")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\ngarbage", b"<html></html>"])
def test_a_broken_pdf_is_a_named_error(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_pdf(data)


def test_a_pdf_of_pictures_only_is_reported() -> None:
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    data = BytesIO()
    writer.write(data)
    with pytest.raises(NoTextLayer, match="OCR"):
        read_pdf(data.getvalue())


RENDERED = sorted((ROOT / "corpus/berichte/_quellen").glob("*.md"))


@pytest.mark.parametrize("source", RENDERED, ids=lambda path: path.stem)
def test_a_rendered_report_reads_like_its_source(source: Path) -> None:
    """Headings and words of the PDF or Word file are those of the Markdown it was made from."""
    target = next(
        path
        for suffix in (".pdf", ".docx")
        if (path := ROOT / "corpus" / "berichte" / f"{source.stem}{suffix}").exists()
    )
    ours = READERS[target.suffix](target.read_bytes())
    theirs = read_markdown(source.read_bytes())

    def headings(blocks: list[RawBlock]) -> list[str]:
        return [" ".join(block.text.split()) for block in blocks if block.kind == "heading"]

    def words(blocks: list[RawBlock]) -> set[str]:
        return {word for block in blocks if block.kind != "row" for word in block.text.split()}

    assert headings(ours) == headings(theirs)
    assert target.suffix == ".docx" or all(block.page for block in ours)
    missing = words(theirs) - words(ours)
    assert len(missing) <= 0.02 * len(words(theirs)), sorted(missing)


def test_word_lists_and_tables_are_items_and_rows() -> None:
    import io

    import docx

    document = docx.Document()
    document.add_heading("Kosten", level=2)
    document.add_paragraph("Erster Schritt.", "List Number")
    document.add_paragraph("Zweiter Schritt.", "List Number")
    document.add_paragraph("Ein Absatz.")
    document.add_paragraph("Neue Liste.", "List Number")
    document.add_paragraph("Ein Punkt.", "List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Posten", "Preis", "Sensor", "300 €"), strict=True):
        cell.text = text
    data = io.BytesIO()
    document.save(data)
    blocks = read_docx(data.getvalue())
    assert [(b.kind, b.marker, b.text) for b in blocks] == [
        ("heading", "", "Kosten"),
        ("item", "1.", "Erster Schritt."),
        ("item", "2.", "Zweiter Schritt."),
        ("paragraph", "", "Ein Absatz."),
        ("item", "1.", "Neue Liste."),
        ("item", "•", "Ein Punkt."),
        ("row", "", "Posten | Preis"),
        ("row", "", "Sensor | 300 €"),
    ]
    assert blocks[-1].columns == ("Posten", "Preis")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>"])
def test_a_broken_word_file_is_a_named_error(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_docx(data)


@pytest.mark.skipif(not SHARED.exists(), reason="the partners' documents lie in ../shared")
def test_a_strangers_pdf_is_read() -> None:
    data = (SHARED / "testdata/partner_docs/lernos-expert-debriefing.pdf").read_bytes()
    blocks = read_pdf(data)
    headings = [block.text for block in blocks if block.kind == "heading"]
    assert {"1 Vorwort", "2 Über lernOS", "3 Grundlagen"} <= set(headings)
    assert sum(len(block.text) for block in blocks) > 20_000

from pathlib import Path

import pytest

from ingest import NoTextLayer, UnreadableFile
from ingest.readers import read_markdown, read_pdf
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


@pytest.mark.parametrize(
    "source", sorted((ROOT / "corpus/berichte/_quellen").glob("*.md")), ids=lambda path: path.stem
)
def test_a_rendered_report_reads_like_its_source(source: Path) -> None:
    """Headings, list items and words of the PDF are those of the Markdown it was made from."""
    target = ROOT / "corpus" / "berichte" / f"{source.stem}.pdf"
    if not target.exists():
        pytest.skip("not rendered as PDF")
    ours = read_pdf(target.read_bytes())
    theirs = read_markdown(source.read_bytes())

    def headings(blocks: list[RawBlock]) -> list[str]:
        return [" ".join(block.text.split()) for block in blocks if block.kind == "heading"]

    def words(blocks: list[RawBlock]) -> set[str]:
        return {word for block in blocks if block.kind != "row" for word in block.text.split()}

    assert headings(ours) == headings(theirs)
    assert all(block.page for block in ours)
    missing = words(theirs) - words(ours)
    assert len(missing) <= 0.02 * len(words(theirs)), sorted(missing)


@pytest.mark.skipif(not SHARED.exists(), reason="the partners' documents lie in ../shared")
def test_a_strangers_pdf_is_read() -> None:
    data = (SHARED / "testdata/partner_docs/lernos-expert-debriefing.pdf").read_bytes()
    blocks = read_pdf(data)
    headings = [block.text for block in blocks if block.kind == "heading"]
    assert {"1 Vorwort", "2 Über lernOS", "3 Grundlagen"} <= set(headings)
    assert sum(len(block.text) for block in blocks) > 20_000

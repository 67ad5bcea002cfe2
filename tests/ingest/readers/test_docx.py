import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.readers import read_docx
from ingest.readers.docx import docx_properties
from tests.documents import word


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_docx(data)]


def test_headings_are_known_by_name_by_what_they_build_on_and_by_outline() -> None:
    def fill(document: Document) -> None:
        own = document.styles.add_style("Abschnitt", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Heading 2"]
        document.add_paragraph("Titel", "Title")
        document.add_paragraph("Eigene Vorlage", "Abschnitt")
        outlined = document.add_paragraph("Gliederungsebene")
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
        document.add_paragraph("Text.")

    blocks = read_docx(word(fill))
    assert [(block.kind, block.level) for block in blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_the_table_of_contents_is_no_text() -> None:
    def fill(document: Document) -> None:
        style = document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Kapitel eins 3", style)
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj><w:docPartGallery "
            'w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r>'
            "<w:t>Inhalt</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        document.element.body.insert(0, control)
        document.add_paragraph("Text.")

    assert texts(word(fill)) == ["Text."]


def test_content_controls_text_boxes_and_insertions_are_text() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Vorn.")
        box = OxmlElement("w:txbxContent")
        box.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Kasten.</w:t></w:r></w:p>"))
        picture = OxmlElement("w:pict")
        picture.append(box)
        document.add_paragraph("Mit Kasten.").add_run()._r.append(picture)
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Feld.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        )
        document.element.body.insert(0, control)

    assert texts(word(fill)) == ["Feld.", "Vorn.", "Mit Kasten.", "Kasten."]


def test_a_footnote_stands_behind_its_paragraph_and_leaves_no_number() -> None:
    def fill(document: Document) -> None:
        notes = (
            f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
            "<w:r><w:t>Gilt ab 2027.</w:t></w:r></w:p></w:footnote></w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        reference = parse_xml(f"<w:footnoteReference {nsdecls('w')} w:id='2'/>")
        paragraph = document.add_paragraph("Die Pflicht")
        paragraph.add_run()._r.append(reference)
        paragraph.add_run(" gilt bald.")
        document.add_paragraph("Danach.")

    assert texts(word(fill)) == ["Die Pflicht gilt bald.", "Gilt ab 2027.", "Danach."]


def test_a_real_numbered_list_counts_on_over_its_paragraphs() -> None:
    def fill(document: Document) -> None:
        for text in ("Eins.", "", "Zwei."):
            paragraph = document.add_paragraph(text or "Erklärung dazu.")
            if text:
                number = (
                    document.styles["List Number"].element.find(qn("w:pPr")).find(qn("w:numPr"))
                )
                value = number.find(qn("w:numId")).get(qn("w:val"))
                paragraph._p.get_or_add_pPr().append(
                    parse_xml(
                        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{value}"/>'
                        "</w:numPr>"
                    )
                )

    markers = [block.marker for block in read_docx(word(fill))]
    assert markers == ["1.", "", "2."]


def test_the_title_among_the_properties_is_known() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Text.")
        document.core_properties.title = "Lager"
        document.core_properties.language = "de-DE"

    said = docx_properties(word(fill))
    assert (said.title, said.language, said.as_of) == ("Lager", "de", None)

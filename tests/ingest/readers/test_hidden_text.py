"""Ways to put text into a file so that its readers do not see it; none may reach the guide."""

import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from ingest.readers import READERS
from ingest.text import lay_out
from ingest.types import Guide
from tests.documents import pdf, shown, word

SEEN = "Sichtbar steht dieser Satz im Leitfaden."
SECRET = "Geheimwort"
GUIDE = Guide("g", "G", "leitfaden", "g")


def text_of(format_: str, data: bytes) -> str:
    return lay_out(GUIDE, READERS[format_](data, None)).text


def line(text: str, before: str = "") -> str:
    return f"\nq {before} BT /F1 11 Tf 1 0 0 1 72 600 Tm ({text}) Tj ET Q\n"


PAGE = shown((72, 700, 11, SEEN)) + "\n"
LAYER = {
    "objects": ("<</Type/OCG/Name(Ebene)>>",),
    "catalogue": "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>",
    "resources": "/Properties<</L 5 0 R>>",
}
PDFS = {
    "render mode 3": pdf(PAGE + line(SECRET, "3 Tr")),
    "render mode 7": pdf(PAGE + line(SECRET, "7 Tr")),
    "white on white": pdf(PAGE + line(SECRET, "1 1 1 rg")),
    "nearly white": pdf(PAGE + line(SECRET, "0.97 g")),
    "white in CMYK": pdf(PAGE + line(SECRET, "0 0 0 0 k")),
    "blue on the same blue": pdf(PAGE + "0 0 1 rg 60 580 300 40 re f " + line(SECRET, "0 0 1 rg")),
    "type of 1 point": pdf(PAGE + shown((72, 600, 1, SECRET))),
    "type scaled down": pdf(PAGE + line(SECRET, "0.05 0 0 0.05 0 500 cm")),
    "left of the page": pdf(PAGE + shown((-900, 600, 11, SECRET))),
    "above the page": pdf(PAGE + shown((72, 2000, 11, SECRET))),
    "empty clip": pdf(PAGE + line(SECRET, "0 0 0 0 re W n")),
    "clipped away": pdf(PAGE + line(SECRET, "400 10 50 50 re W n")),
    "layer switched off": pdf(PAGE + "/OC /L BDC " + line(SECRET) + " EMC", **LAYER),
    "transparent": pdf(
        PAGE + line(SECRET, "/T gs"), resources="/ExtGState<</T<</Type/ExtGState/ca 0>>>>"
    ),
    "artefact": pdf(PAGE + "/Artifact BMC " + line(SECRET) + " EMC"),
}


@pytest.mark.parametrize("data", PDFS.values(), ids=PDFS.keys())
def test_text_hidden_in_a_pdf_is_not_read(data: bytes) -> None:
    assert text_of(".pdf", data) == SEEN


def test_text_that_is_seen_in_a_pdf_is_read() -> None:
    """The same tricks where they hide nothing, so that the tests above can fail."""
    on_blue = "0 0 0.5 rg 60 580 300 40 re f " + line("Kasten", "1 1 1 rg")
    inside = line("Ausschnitt", "1 0 0 1 0 -100 cm 60 580 300 60 re W n")
    layer = "/OC /L BDC " + line("Ebene", "1 0 0 1 0 -200 cm") + " EMC"
    shown_layer = {**LAYER, "catalogue": "/OCProperties<</OCGs[5 0 R]/D<</ON[5 0 R]>>>>"}
    text = text_of(".pdf", pdf(PAGE + on_blue + inside + layer, **shown_layer))
    assert re.sub(r"\s+", " ", text) == f"{SEEN} Kasten Ausschnitt Ebene"


def test_the_words_of_a_recognised_scan_are_read() -> None:
    """Text recognition draws its words without ink over the picture of the page."""
    picture = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
        "/Length 1>>\nstream\n\xff\nendstream"
    )
    scan = "q 595 0 0 842 0 0 cm /I Do Q " + line("Gescannter Satz.", "3 Tr")
    data = pdf(scan, objects=(picture,), resources="/XObject<</I 5 0 R>>")
    assert text_of(".pdf", data) == "Gescannter Satz."


def page(inner: str, style: str = "") -> bytes:
    head = f"<style>{style}</style>" if style else ""
    return (
        f"<!doctype html><html><head>{head}</head><body><p>{SEEN}</p>{inner}</body></html>".encode()
    )


S = SECRET
PAGES = {
    "display none": page(f'<p style="display:none">{S}</p>'),
    "display none, important": page(f'<div style="DISPLAY: none !important"><p>{S}</p></div>'),
    "display none by class": page(f'<p class="x">{S}</p>', ".x { color: red; display: none }"),
    "display none in a media rule": page(f'<i id="x">{S}</i>', "@media screen {#x{display:none}}"),
    "visibility": page(f'<p style="visibility: hidden">{S}</p>'),
    "opacity": page(f'<p style="opacity:0">{S}</p>'),
    "opacity 0.01": page(f'<p style="opacity:0.01">{S}</p>'),
    "hidden attribute": page(f"<p hidden>{S}</p>"),
    "type of no size": page(f'<p style="font-size:0">{S}</p>'),
    "type of 1 pixel": page(f'<p style="font-size:1px">{S}</p>'),
    "left of the page": page(f'<p style="position:absolute;left:-9999px">{S}</p>'),
    "indented away": page(f'<p style="text-indent:-9999px">{S}</p>'),
    "empty box": page(f'<p style="height:0;overflow:hidden">{S}</p>'),
    "clipped": page(f'<p style="position:absolute;clip:rect(0,0,0,0)">{S}</p>'),
    "clip path": page(f'<p style="clip-path: inset(100%)">{S}</p>'),
    "scaled to nothing": page(f'<p style="transform:scale(0)">{S}</p>'),
    "white": page(f'<p style="color:#fff">{S}</p>'),
    "white by style sheet": page(f"<p><b>{S}</b></p>", "b{color:rgb(255, 255, 255)}"),
    "white by font": page(f'<p><font color="white">{S}</font></p>'),
    "black on black": page(f'<p style="background:#000">{S}</p>'),
    "transparent": page(f'<p style="color:transparent">{S}</p>'),
    "comment": page(f"<!-- {S} -->"),
    "template": page(f"<template><p>{S}</p></template>"),
    "script": page(f"<script>var x = '{S}';</script>"),
    "noscript": page(f"<noscript><p>{S}</p></noscript>"),
    "title of a picture": page(f'<img alt="{S}" title="{S}">'),
    "for screen readers": page(f'<span class="sr-only">{S}</span>'),
    "closed dialog": page(f"<dialog>{S}</dialog>"),
    "option": page(f"<select><option>{S}</option></select>"),
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES.keys())
def test_text_hidden_in_a_page_is_not_read(data: bytes) -> None:
    assert text_of(".html", data) == SEEN


def test_text_that_is_seen_in_a_page_is_read() -> None:
    data = page(
        '<div style="background:#003"><p style="color:#fff">Kasten</p></div>'
        '<p class="x">Druck</p><p style="opacity:0.8">Blass</p><p style="font-size:0.8em">Klein</p>'
        '<p aria-hidden="true">Bildunterschrift</p>',
        "@media print { .x { display: none } } .x:hover { display: none } .y{display:none}",
    )
    assert text_of(".html", data).split("\n\n") == [
        SEEN, "Kasten", "Druck", "Blass", "Klein", "Bildunterschrift",
    ]  # fmt: skip


def run(document: Document) -> Run:
    document.add_paragraph(SEEN)
    return document.add_paragraph().add_run(SECRET)


def vanish(document: Document) -> None:
    run(document).font.hidden = True


def vanish_by_style(document: Document) -> None:
    style = document.styles.add_style("Geheim", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    run(document).style = style


def white(document: Document) -> None:
    run(document).font.color.rgb = RGBColor(255, 255, 255)


def one_point(document: Document) -> None:
    run(document).font.size = Pt(1)


def comment(document: Document) -> None:
    seen = document.add_paragraph(SEEN)
    document.add_comment(seen.runs, text=SECRET)


def deleted(document: Document) -> None:
    element = run(document)._r
    deletion = OxmlElement("w:del")
    element.addprevious(deletion)
    deletion.append(element)
    element.find(qn("w:t")).tag = qn("w:delText")


def moved_away(document: Document) -> None:
    element = run(document)._r
    moved = OxmlElement("w:moveFrom")
    element.addprevious(moved)
    moved.append(element)


def field_code(document: Document) -> None:
    run(document)._r.find(qn("w:t")).tag = qn("w:instrText")


def property_only(document: Document) -> None:
    document.add_paragraph(SEEN)
    document.core_properties.comments = SECRET


WORDS = (
    vanish, vanish_by_style, white, one_point, comment, deleted, moved_away, field_code,
    property_only,
)  # fmt: skip


@pytest.mark.parametrize("fill", WORDS, ids=lambda fill: fill.__name__)
def test_text_hidden_in_a_word_document_is_not_read(fill: Callable[[Document], None]) -> None:
    assert text_of(".docx", word(fill)) == SEEN


def test_text_that_is_seen_in_a_word_document_is_read() -> None:
    def fill(document: Document) -> None:
        dark = run(document)
        dark.font.color.rgb = RGBColor(255, 255, 255)
        dark._r.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="003366"/>'))
        inserted = OxmlElement("w:ins")
        element = document.add_paragraph().add_run("Eingefügt.")._r
        element.addprevious(inserted)
        inserted.append(element)

    assert text_of(".docx", word(fill)).split("\n\n") == [SEEN, SECRET, "Eingefügt."]


MARKDOWN = {
    "comment": f"{SEEN}\n\n<!-- {SECRET} -->",
    "comment over lines": f"{SEEN}\n\n<!--\n\n{SECRET}\n\n-->",
    "hidden element": f"{SEEN}\n\n<div hidden>{SECRET}</div>",
    "link target": f"{SEEN}\n\n[](https://example.org/{SECRET})",
    "link reference": f'{SEEN}\n\n[//]: # "{SECRET}"',
    "picture": f'{SEEN}\n\n![{SECRET}](x.png "{SECRET}")',
}


@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_text_hidden_in_markdown_is_not_read(text: str) -> None:
    assert text_of(".md", text.encode()) == SEEN


UNSEEN = {
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "tags": "".join(chr(0xE0000 + ord(char)) for char in SECRET),
    "direction": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "variation selectors": "\ufe00\ufe0f\U000e0100\U000e01ef",
    "fillers": "\u115f\u1160\u3164\uffa0\u034f\u180e",
    "controls": "\x01\x07\x08\x1b\x7f\x9b",
    "annotations": "\ufff9\ufffa\ufffb",
    "private use": "\ue000\uf8ff\U000f0000\U0010ffff",
}


@pytest.mark.parametrize("format_", [".md", ".html"])
@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=UNSEEN.keys())
def test_no_character_that_nobody_sees_reaches_a_guide(unseen: str, format_: str) -> None:
    text = (
        f"<p>Wort{unseen}laut {unseen}</p>" if format_ == ".html" else f"Wort{unseen}laut {unseen}"
    )
    assert text_of(format_, text.encode()) == "Wortlaut"

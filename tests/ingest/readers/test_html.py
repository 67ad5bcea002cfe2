from datetime import date

import pytest

from ingest import NoTextLayer
from ingest.readers import read_html
from ingest.readers.html import html_properties

PAGE = """<!doctype html><html lang="de-DE"><head><title>Lager | Portal</title>
<meta name="dcterms.modified" content="2026-11-01T10:00:00"></head><body>
<header><nav><a href="/">Start</a></nav></header><div class="cookie">Cookies erlauben?</div>
<main><h1>Das Lager</h1><p>Ein <b>fester</b> Platz<br>für jedes Teil.</p>
<ol><li>Zählen</li><li><p>Buchen</p><ul><li>sofort</li></ul></li></ol>
<table><tr><th>Posten</th><th>Preis</th></tr><tr><td>Regal</td><td><p>300&nbsp;€</p></td></tr></table>
<h2>Mehr</h2><p><a href="/x">Der Leitfaden Einkauf</a> hilft weiter.</p></main>
<footer>Impressum</footer></body></html>"""


def test_the_main_content_becomes_blocks() -> None:
    assert [(b.kind, b.level, b.marker, b.text) for b in read_html(PAGE.encode())] == [
        ("heading", 1, "", "Das Lager"),
        ("paragraph", 0, "", "Ein fester Platz für jedes Teil."),
        ("item", 1, "1.", "Zählen"),
        ("item", 1, "2.", "Buchen"),
        ("item", 2, "•", "sofort"),
        ("row", 0, "", "Posten | Preis"),
        ("row", 0, "", "Regal | 300 €"),
        ("heading", 2, "", "Mehr"),
        ("reference", 0, "", "Der Leitfaden Einkauf hilft weiter."),
    ]


def test_a_row_knows_its_columns() -> None:
    rows = [block for block in read_html(PAGE.encode()) if block.kind == "row"]
    assert [row.columns for row in rows] == [(), ("Posten", "Preis")]


def test_the_head_says_title_language_and_day() -> None:
    said = html_properties(PAGE.encode())
    assert (said.title, said.language, said.as_of) == ("Lager | Portal", "de", date(2026, 11, 1))


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=utf-8><p>Größe".encode(),
        "<p>Größe".encode(),
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Größe'.encode(
            "latin-1"
        ),
        "<p>Größe".encode("cp1252"),
        b"\xff\xfe" + "<p>Größe".encode("utf-16-le"),
        "<meta charset=gibtesnicht><p>Größe".encode(),
    ],
)
def test_umlauts_survive_every_usual_encoding(data: bytes) -> None:
    assert [block.text for block in read_html(data)] == ["Größe"]


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<script>x</script>", b"<nav>x</nav>"])
def test_a_page_without_words_is_a_named_error(data: bytes) -> None:
    with pytest.raises(NoTextLayer):
        read_html(data)


def test_a_page_nested_deeper_than_the_stack_is_read() -> None:
    assert [b.text for b in read_html(b"<div>" * 20_000 + b"Tief unten.")] == ["Tief unten."]

import pytest

from ingest.readers import read_pdf
from ingest.readers.pdf import pdf_properties
from ingest.text import mend
from tests.documents import pdf, shown

LEFT = [
    "Der Einkauf bestellt jede Woche neu und",
    "prüft vorher den Bestand im Lager, damit",
    "nichts doppelt kommt und damit niemand",
    "warten muss, weil ein Teil fehlt. Danach",
    "geht die Bestellung an den Lieferanten,",
    "der sie binnen zweier Tage bestätigt.",
    "Fehlt die Bestätigung, fragt er nach.",
]
RIGHT = [
    "Im Lager wird jede Lieferung gezählt und",
    "mit dem Lieferschein verglichen. Weicht",
    "etwas ab, kommt die Ware in das Sperr-",
    "lager und der Einkauf erhält sofort eine",
    "Meldung. Stimmt alles, bucht das Lager",
    "den Zugang und räumt die Ware ein, am",
    "besten noch am Tag der Lieferung selbst.",
]


def texts(data: bytes) -> list[str]:
    return [mend(block.text) for block in read_pdf(data)]


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, mend(block.text)) for block in read_pdf(data)]


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = []
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        rows += [(60, 700 - 13 * number, 10, left), (320, 700 - 13 * number, 10, right)]
    title = (60, 740, 18, "Vom Einkauf in das Lager")
    assert kinds(pdf(shown(title, *rows))) == [
        ("heading", "Vom Einkauf in das Lager"),
        ("paragraph", " ".join(LEFT)),
        ("paragraph", " ".join(RIGHT).replace("Sperr- lager", "Sperrlager")),
    ]


def test_a_table_becomes_rows_with_its_header() -> None:
    cells = [
        (60, 700, "Posten"), (220, 700, "Intern"), (340, 700, "Extern"),
        (60, 680, "Sensor"), (220, 680, "1 Tag"), (340, 680, "300 Euro"),
        (60, 660, "Einbau durch"), (220, 660, "2 Tage"), (340, 660, "1.200 Euro"),
        (60, 648, "die Werkstatt"),
    ]  # fmt: skip
    blocks = read_pdf(pdf(shown(*((x, y, 10, text) for x, y, text in cells))))
    assert [mend(block.text) for block in blocks] == [
        "Posten | Intern | Extern",
        "Sensor | 1 Tag | 300 Euro",
        "Einbau durch die Werkstatt | 2 Tage | 1.200 Euro",
    ]
    assert blocks[1].columns == ("Posten", "Intern", "Extern")


def test_bold_lines_of_the_same_size_are_headings() -> None:
    body = [(60, 680 - 13 * n, 10, line) for n, line in enumerate(LEFT)]
    page = shown((60, 710, 10, "Bestellen"), font="F2") + "\n" + shown(*body)
    assert kinds(pdf(page))[0] == ("heading", "Bestellen")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        shown(
            (60, 810, 9, "Handbuch Einkauf"),
            *((60, 700 - 13 * n, 10, f"{line} {word}") for n, line in enumerate(LEFT)),
            (60, 30, 9, f"Seite {page} von 4"),
        )
        for page, word in enumerate(("eins", "zwei", "drei", "vier"), start=1)
    ]
    text = " ".join(texts(pdf(*pages)))
    assert "Handbuch" not in text
    assert "Seite" not in text
    assert text.count("Der Einkauf bestellt") == 4


def test_the_page_of_each_block_is_known() -> None:
    pages = [shown((60, 700, 10, f"Auf Blatt {word} steht das.")) for word in ("eins", "zwei")]
    assert [block.page for block in read_pdf(pdf(*pages))] == [1, 2]


def test_footnote_numbers_are_not_glued_to_words_but_exponents_stay() -> None:
    page = shown(
        (60, 700, 10, "Der Lack trocknet"), (143, 704, 6, "3"), (147, 700, 10, " auf 20 m"),
        (189, 704, 6, "2"), (194, 700, 10, " Fläche."),
    )  # fmt: skip
    assert texts(pdf(page)) == ["Der Lack trocknet auf 20 m² Fläche."]


def test_a_day_at_the_start_of_a_line_is_no_list_item() -> None:
    page = shown(
        (60, 700, 10, "Die Pflicht gilt für alle Betriebe im Land ab dem"),
        (60, 687, 10, "1. Januar 2027 und ohne Ausnahme."),
        (60, 660, 10, "1. Postfach einrichten."),
        (60, 647, 10, "2. Prüfung festlegen."),
    )
    assert kinds(pdf(page)) == [
        (
            "paragraph",
            "Die Pflicht gilt für alle Betriebe im Land ab dem 1. Januar 2027 und ohne Ausnahme.",
        ),
        ("item", "Postfach einrichten."),
        ("item", "Prüfung festlegen."),
    ]


def test_a_page_that_is_shown_turned_is_read_upright() -> None:
    data = pdf("BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Quer gedruckt steht dies.) Tj ET")
    assert texts(data.replace(b"/MediaBox", b"/Rotate 90/MediaBox")) == [
        "Quer gedruckt steht dies."
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Leitfaden Einkauf", "Leitfaden Einkauf"),
        ("Microsoft Word - Leitfaden Einkauf", "Leitfaden Einkauf"),
        ("untitled", ""),
        ("Microsoft Word - Entwurf_3.docx", ""),
    ],
)
def test_the_title_among_the_properties_counts_if_it_is_one(title: str, kept: str) -> None:
    data = pdf(shown((60, 700, 10, "Text.")), objects=(f"<</Title({title})>>",))
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 5 0 R")
    assert pdf_properties(data).title == kept

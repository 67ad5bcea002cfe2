import pytest

from assistant.types import Draft, Quote
from assistant.verify import supports, verified
from ingest import Index

TRUE = "Seit 1.1.2025 muss jeder Betrieb elektronische Rechnungen empfangen können."


def draft(index: Index, said: str, cited: str = TRUE, guide: str = "rechnung") -> Draft:
    start = index.documents[guide].text.index(cited)
    return Draft(said, (Quote(guide, start, start + len(cited), ()),))


def test_what_stands_there_is_supported(small_index: Index) -> None:
    assert supports(draft(small_index, TRUE), small_index)


def test_a_row_read_aloud_is_supported_by_its_row(small_index: Index) -> None:
    said = "Postfach: Intern 1 Tag, Extern 200 €."
    assert supports(draft(small_index, said, "Postfach | 1 Tag | 200 €"), small_index)


@pytest.mark.parametrize(
    "said",
    [
        TRUE.replace("2025", "2026"),
        TRUE.replace("muss", "muss nicht"),
        "Jeder Betrieb darf elektronische Rechnungen ablehnen, wenn Papier bequemer erscheint.",
        TRUE + " Das kostet 500 €.",
    ],
)
def test_what_does_not_stand_there_is_not(small_index: Index, said: str) -> None:
    assert not supports(draft(small_index, said), small_index)


@pytest.mark.parametrize(
    "quote",
    [
        Quote("fehlt", 0, 10, ()),
        Quote("rechnung", 5, 5, ()),
        Quote("rechnung", 0, 10**6, ()),
        Quote("rechnung", -3, 10, ()),
    ],
)
def test_a_quote_that_is_nowhere_supports_nothing(small_index: Index, quote: Quote) -> None:
    assert not supports(Draft("Seit 1.1.2025", (quote,)), small_index)


def test_a_statement_without_citation_is_dropped(small_index: Index) -> None:
    good = draft(small_index, TRUE)
    assert verified([Draft(TRUE, ()), good], small_index) == [good]

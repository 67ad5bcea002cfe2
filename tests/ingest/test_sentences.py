import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import split_sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Das gilt z. B. für Rechnungen bis 250 €.",
        "Die Pflicht beginnt, d. h. sie gilt, ab dem 1. Januar 2025.",
        "Nach § 87 Abs. 1 Nr. 6 BetrVG bestimmt der Betriebsrat mit.",
        "Siehe Art. 6 Abs. 1 lit. f DSGVO und GoBD Rz. 58.",
        "Im 1. Schritt prüfen Sie die Daten.",
        "Das kostet ca. 300 bis 1.500 € und mind. 2 Tage.",
        "Die Firma Meyer GmbH & Co. KG liefert i. d. R. am Montag.",
        "Der Zuschuss beträgt 3 Mio. Euro.",
        "Am 6. März 2026 endet die Frist.",
        "Das steht auf S. 12 und in Abb. 3.",
        "Bis zum 31.12.2026 bleibt Papier erlaubt.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    text = f"{sentence} Danach geht es weiter."
    assert [text[a:b] for a, b in split_sentences(text)] == [sentence, "Danach geht es weiter."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wer zahlt? Niemand! Das war es.", 3),
        ("Das dauert 24 Std. Danach läuft alles.", 2),
        ("Es sind 30 Tage. Dann ist Schluss.", 2),
        ("(Das gilt immer.) „Gut so.“ Weiter geht es.", 3),
        ("Ohne Punkt am Ende", 1),
        ("", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.text(alphabet="aÄB1 .!?§„“\n", max_size=80))
def test_spans_hold_all_but_space_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "").replace("\n", "") == text.replace(
        " ", ""
    ).replace("\n", "")
    assert all(a < b for a, b in spans)
    assert spans == sorted(spans)

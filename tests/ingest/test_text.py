import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import lay_out, mend
from ingest.types import Guide, RawBlock

GUIDE = Guide(id="g", title="G", kind="leitfaden", file="g.md")


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("Daten-\nbank", "Datenbank"),
        ("Ein- \nund Ausgang", "Ein- und Ausgang"),
        ("Ein-\nund Ausgang", "Ein- und Ausgang"),
        ("EU-\nVerordnung", "EU-Verordnung"),
        ("Zeilen\numbruch", "Zeilen umbruch"),
        ("Soft\u00adhyphen", "Softhyphen"),
        ("e\ufb03zient", "effizient"),
        ("u\u0308ber", "über"),
        ("a\u200bb\u202ec", "abc"),
        ("  viel \t Raum ", "viel Raum"),
    ],
)
def test_text_is_mended(raw: str, mended: str) -> None:
    assert mend(raw) == mended


# "|" is the line end. A word broken there is one word again.
BROKEN = """
Daten-|bank Rechnungs-|prüfung Maschinen-|park digi-|tal über-|prüfen Größen-|ordnung
Straßen-|verkehr Instand-|haltung Mitarbei-|tende Förder-|antrag Verschlüs-|selung Sicher-|heit
beson-|deren
Werk-|statt den-|noch so-|wie Ge-|sundheit Bei-|spiel an-|stelle Unter-|nehmen
Kunden-|dienst Schicht-|leiter
Fertigungs-|auftrag Groß-|handel Zulie-|ferer Prüf-|plan Roh-|stoff Wärme-|pumpe Kühl-|mittel
Ober-|fläche Bestell-|nummer Lager-|bestand Stück-|zahl Energie-|verbrauch Mess-|wert Abwick-|lung
Betriebs-|vereinbarung Verfügbar-|keit ein-|hundert
""".split()
MARKED = [  # broken with another sign than a hyphen, or with spaces around the line end
    ("beson\u00ad\nderen", "besonderen"),
    ("Daten\u00ad\n  bank", "Datenbank"),
    ("Daten- \nbank", "Datenbank"),
    ("Daten‐\nbank", "Datenbank"),
    ("Daten-\r\nbank", "Datenbank"),
]
# A hyphen that only happens to stand at a line end: before a space, or inside a compound.
SUSPENDED = (
    "Ein-|und Ausgang, Vor-|und Nachteile, be-|und entladen, Haupt-|oder Nebenraum, Web-|und/oder, "
    "vor-|oder nachgelagert, Kauf-|bzw. Mietpreis, Auf-|sowie Abbau, zwei-|bis dreimal, "
    "Haupt-|als auch Nebenamt, Kunden-|beziehungsweise Auftragsdaten, IT-|und OT-Netz"
).split(", ")
COMPOUND = """
EU-|Verordnung IT-|Sicherheit E-|Rechnung KI-|System CO2-|Ausstoß ERP-|System Baden-|Württemberg
Nordrhein-|Westfalen A4-|Blatt 5G-|Netz IT-|gestützt KI-|basiert 3-|fach 10-|jährig 2021–|2023
und/|oder ISO-|27001 USB-|Stick PDF-|fähig
""".split()


@pytest.mark.parametrize("word", BROKEN)
def test_a_word_broken_at_a_line_end_is_one_word(word: str) -> None:
    assert mend(f"Die {word.replace('|', chr(10))} hier.") == f"Die {word.replace('-|', '')} hier."


@pytest.mark.parametrize(("raw", "word"), MARKED)
def test_a_word_is_mended_whatever_breaks_it(raw: str, word: str) -> None:
    assert mend(raw) == word


@pytest.mark.parametrize("words", SUSPENDED)
def test_a_suspended_hyphen_stays_at_a_line_end(words: str) -> None:
    assert mend(words.replace("|", "\n")) == words.replace("|", " ")


@pytest.mark.parametrize("word", COMPOUND)
def test_the_hyphen_of_a_compound_stays_at_a_line_end(word: str) -> None:
    assert mend(word.replace("|", "\n")) == word.replace("|", "")


def test_there_are_enough_cases() -> None:
    assert len(BROKEN) + len(MARKED) >= 40
    assert len(SUSPENDED) + len(COMPOUND) >= 30


@pytest.mark.parametrize(
    ("raw", "seen"),
    [("\uf0b7 Punkt", "• Punkt"), ("\uf0fc Ja", "✓ Ja"), ("\uf041bc", "Abc"), ("a\x0cb", "a b")],
)
def test_symbols_of_private_use_become_what_they_show(raw: str, seen: str) -> None:
    assert mend(raw) == seen


@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_block_stands_at_its_span(texts: list[str]) -> None:
    document = lay_out(GUIDE, [RawBlock("paragraph", text) for text in texts])
    assert all(document.text[b.start : b.end] == b.text for b in document.blocks)
    assert [b.text for b in document.blocks] == [mend(t) for t in texts if mend(t)]


@given(st.text(max_size=60))
def test_mending_twice_changes_nothing(text: str) -> None:
    assert mend(mend(text)) == mend(text)

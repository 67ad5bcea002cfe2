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


@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_block_stands_at_its_span(texts: list[str]) -> None:
    document = lay_out(GUIDE, [RawBlock("paragraph", text) for text in texts])
    assert all(document.text[b.start : b.end] == b.text for b in document.blocks)
    assert [b.text for b in document.blocks] == [mend(t) for t in texts if mend(t)]


@given(st.text(max_size=60))
def test_mending_twice_changes_nothing(text: str) -> None:
    assert mend(mend(text)) == mend(text)

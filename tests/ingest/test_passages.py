from hypothesis import given
from hypothesis import strategies as st

from ingest import Document, split_sections
from ingest.passages import TARGET_CHARACTERS, cut_passages
from ingest.readers import read_markdown
from ingest.text import lay_out
from ingest.types import Guide, RawBlock
from tests.conftest import RECHNUNG

GUIDE = Guide(id="g", title="Rechnungen elektronisch empfangen", kind="leitfaden", file="g.md")


def document() -> Document:
    return lay_out(GUIDE, read_markdown(RECHNUNG.encode()))


def test_a_passage_stays_in_its_section_and_knows_its_place() -> None:
    found = document()
    passages = cut_passages(found, split_sections(found))
    assert [passage.heading for passage in passages] == [("Fristen",), ("Vorgehen",)]
    for passage in passages:
        assert found.text[passage.start : passage.end] == passage.text
        for sentence in passage.sentences:
            assert found.text[sentence.start : sentence.end] == sentence.text
    assert passages[0].embedded_text.startswith("Rechnungen elektronisch empfangen › Fristen\n")


def test_a_row_and_a_step_carry_what_they_need() -> None:
    found = document()
    sentences = [s for p in cut_passages(found, split_sections(found)) for s in p.sentences]
    row = next(s for s in sentences if s.text.startswith("Postfach |"))
    assert row.columns == ("Posten", "Intern", "Extern")
    steps = [s for s in sentences if s.marker == "1."]
    assert [s.text for s in steps] == [
        "Postfach einrichten.",
        "Legen Sie eine Adresse für Rechnungen an.",
    ]
    assert len({s.block for s in steps}) == 1


def test_nested_headings_make_a_path() -> None:
    blocks = [
        RawBlock("heading", "A", level=2),
        RawBlock("heading", "B", level=3),
        RawBlock("paragraph", "Text."),
        RawBlock("heading", "C", level=2),
        RawBlock("paragraph", "Mehr."),
    ]
    sections = split_sections(lay_out(GUIDE, blocks))
    assert [section.heading for section in sections] == [("A", "B"), ("C",)]


@given(st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=30))
def test_nothing_is_lost_and_nothing_too_long(lengths: list[int]) -> None:
    text = " ".join(f"Satz {'wort ' * length}ende." for length in lengths)
    found = lay_out(GUIDE, [RawBlock("paragraph", text)])
    passages = cut_passages(found, split_sections(found))
    said = [s.text for p in passages for s in p.sentences]
    assert " ".join(said) == found.text
    for passage in passages:
        assert len(passage.text) <= TARGET_CHARACTERS or len(passage.sentences) == 1

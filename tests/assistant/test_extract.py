from itertools import pairwise

import pytest

from assistant.checking.sources import told_row
from assistant.extract import extract
from assistant.question import understand
from assistant.types import Candidate, Draft, Evidence, Judgement
from ingest import Index, Sentence


def candidates(index: Index) -> list[Candidate]:
    """Every sentence of the small index alone, the first ones best."""
    sentences = [s for p in index.passages for s in p.sentences]
    return [Candidate(s, (s,), 1 - 0.01 * at) for at, s in enumerate(sentences)]


def said(index: Index, asked: str) -> list[Draft]:
    evidence = Evidence((), tuple(candidates(index)), Judgement(1.0, enough=True))
    return extract(understand(asked, []), evidence, index)


def test_a_row_is_read_as_a_sentence() -> None:
    row = Sentence(
        "g",
        "row",
        "Postfach | 1 Tag | 200 €",
        0,
        24,
        0,
        0,
        (),
        columns=("Posten", "Intern", "Extern"),
    )
    assert told_row(row.text, row.columns) == "Postfach: Intern 1 Tag, Extern 200 €."


def test_a_date_is_answered_with_a_date(small_index: Index) -> None:
    assert "1.1.2025" in said(small_index, "Ab wann muss ich das?")[0].text


def test_an_amount_is_answered_with_a_figure(small_index: Index) -> None:
    first = said(small_index, "Was kostet das?")[0].text
    assert any(char.isdigit() for char in first)


def test_a_price_is_answered_with_a_price(small_index: Index) -> None:
    assert "1.500 €" in said(small_index, "Was kostet das?")[0].text
    assert "1.500 €" not in said(small_index, "Wie lange dauert das?")[0].text


def test_steps_stay_steps(small_index: Index) -> None:
    sentences = [s for p in small_index.passages for s in p.sentences if s.marker[:1].isdigit()]
    evidence = Evidence(
        (), tuple(Candidate(s, (s, s), 1.0) for s in sentences), Judgement(1.0, enough=True)
    )
    drafts = extract(understand("Wie fange ich an?", []), evidence, small_index)
    steps = [draft for draft in drafts if draft.step]
    assert [draft.step for draft in steps] == [1, 2]
    assert steps[1].text == "Prüfung festlegen. Eine Person prüft jede Rechnung."


def test_headers_and_pointers_elsewhere_are_never_said(small_index: Index) -> None:
    texts = [draft.text for draft in said(small_index, "Was ist das?")]
    assert texts
    assert not any("Ablage" in text or text.startswith("Posten") for text in texts)


def test_nothing_is_said_twice(small_index: Index) -> None:
    texts = [draft.text for draft in said(small_index, "Was ist das?")]
    assert len(set(texts)) == len(texts) <= 6


def test_a_neighbour_that_was_said_is_not_said_again(small_index: Index) -> None:
    told = [s for p in small_index.passages for s in p.sentences if s.kind == "paragraph"]
    first, second = next((a, b) for a, b in pairwise(told) if a.block == b.block)
    evidence = Evidence(
        (),
        (Candidate(second, (second,), 2.0), Candidate(first, (first, second), 1.9)),
        Judgement(1.0, enough=True),
    )
    texts = [draft.text for draft in extract(understand("Was ist das?", []), evidence, small_index)]
    assert sorted(texts) == sorted((first.text, second.text))


@pytest.mark.parametrize("text", ["Dabei hilft die IHK sehr.", "Diese Frist gilt auch hier."])
def test_a_sentence_that_leans_back_is_not_chosen(small_index: Index, text: str) -> None:
    leaning = Sentence("sensor", "paragraph", text, 0, len(text), 0, 0, ())
    evidence = Evidence((), (Candidate(leaning, (leaning,), 9.0),), Judgement(1.0, enough=True))
    assert extract(understand("Was ist das?", []), evidence, small_index) == []

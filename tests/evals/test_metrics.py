import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.metrics import cited_expected, contains, fact_coverage, hit_at, rank_metrics
from evals.metrics.answers import valid_citations
from evals.systems import CitedSpan, Reply
from ingest import Index


def case(kind: str = "howto", *expected: str, facts: tuple[str, ...] = ()) -> Case:
    return Case(id="x", question="?", expected=expected, type=kind, must_contain=facts)


def reply(text: str = "", cited: tuple[str, ...] = (), answered: bool = True) -> Reply:
    spans = tuple(CitedSpan(guide, 0, 1, "x") for guide in cited)
    return Reply(answered, text, (), spans, 1.0)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("ab dem 1. Januar 2027", "1.1.2027"),
        ("bis 01.01.2027", "1.1.2027"),
        ("bis zum 31.12.2026", "31. Dezember 2026"),
        ("50 Prozent der Kosten", "50 %"),
        ("50% der Kosten", "50 Prozent"),
        ("300 bis 1.500 €", "300–1.500"),
        ("nach neun Tagen", "9 Tage"),
        ("fünf bis acht Personen", "5 bis 8"),
        ("Das MITBESTIMMUNGSRECHT", "Betriebsrat|Mitbestimmung"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_fact_is_found_however_it_is_written(text: str, fact: str) -> None:
    assert contains(text, fact)


@pytest.mark.parametrize(("text", "fact"), [("1.1.2026", "1.1.2027"), ("150 %", "50 Prozent x")])
def test_another_fact_is_not(text: str, fact: str) -> None:
    assert not contains(text, fact)


def test_hits_follow_the_case_type() -> None:
    ranked = ("a", "b", "c")
    assert hit_at(case("howto", "c", "b"), ranked, 2) == 1
    assert hit_at(case("howto", "c"), ranked, 2) == 0
    assert hit_at(case("abgrenzung", "b", "a"), ranked, 1) == 0
    assert hit_at(case("abgrenzung", "a", "c"), ranked, 1) == 1
    assert hit_at(case("kombi", "a", "c"), ranked, 2) == 0
    assert hit_at(case("kombi", "a", "c"), ranked, 3) == 1


def test_rank_metrics_agree_with_hand_computed_values() -> None:
    found = rank_metrics({"x": ("b", "a", "c")}, [case("howto", "a", "c")])
    assert found["mrr@10"] == pytest.approx(1 / 2)
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    ideal = 1 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx(gain / ideal)


@given(st.permutations(["a", "b", "c", "d"]))
def test_moving_the_right_guide_up_never_scores_worse(ranked: list[str]) -> None:
    wanted = case("howto", "a")
    better = ["a", *(guide for guide in ranked if guide != "a")]
    worse, best = rank_metrics({"x": ranked}, [wanted]), rank_metrics({"x": better}, [wanted])
    assert all(best[name] >= worse[name] for name in worse)


def test_facts_must_all_stand_in_an_answer_that_was_given() -> None:
    wanted = case(facts=("1.1.2025", "Postfach|Adresse"))
    assert fact_coverage(wanted, reply("Seit 1.1.2025 genügt eine Adresse.")) == 1
    assert fact_coverage(wanted, reply("Seit 1.1.2025.")) == 0
    assert fact_coverage(wanted, reply("1.1.2025 Postfach", answered=False)) == 0


def test_the_expected_guide_must_be_cited() -> None:
    assert cited_expected(case("howto", "a", "b"), reply(cited=("b",))) == 1
    assert cited_expected(case("kombi", "a", "b"), reply(cited=("b",))) == 0
    assert cited_expected(case("howto", "a"), reply(cited=("a",), answered=False)) == 0


def test_a_citation_is_valid_if_its_words_stand_there(small_index: Index) -> None:
    text = small_index.documents["sensor"].text
    spans = (
        CitedSpan("sensor", 3, 20, text[3:20]),
        CitedSpan("sensor", 4, 21, text[3:20]),
        CitedSpan("fehlt", 0, 4, "Text"),
    )
    found = valid_citations(Reply(True, "", (), spans, 1.0), small_index.documents)
    assert found == (1, 3)

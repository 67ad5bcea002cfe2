import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.metrics import cited_expected, contains, fact_coverage, hit_at, valid_citations
from evals.metrics.answers import citation_quality, faithfulness
from evals.metrics.retrieval import guide_scores, passage_scores
from evals.types import CitedSpan, Reply, Said, Span
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


def ranking(*guides: str) -> Reply:
    return Reply(True, "", guides, (), 1.0)


def test_rank_metrics_agree_with_hand_computed_values() -> None:
    found = guide_scores([(case("howto", "a", "c"), ranking("b", "a", "c"))])["x"]
    assert found["mrr@10"] == pytest.approx(1 / 2)
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    ideal = 1 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx(gain / ideal)
    assert (found["recall@5"], found["hit@1"], found["hit@3"]) == (1, 0, 1)


def test_the_twin_of_a_distinction_is_not_relevant() -> None:
    found = guide_scores([(case("abgrenzung", "a", "b"), ranking("b", "a"))])["x"]
    assert found["mrr@10"] == pytest.approx(1 / 2)
    assert found["recall@10"] == 1


def test_hits_are_the_success_of_ir_measures_except_for_pairs() -> None:
    asked = [
        (case(kind, *expected).model_copy(update={"id": str(number)}), ranking(*"dacb"))
        for number, (kind, expected) in enumerate(
            [("howto", "a"), ("howto", "bd"), ("abgrenzung", "cd"), ("datum", "e")]
        )
    ]
    qrels = [ir_measures.Qrel(c.id, guide, 1) for c, _ in asked for guide in c.relevant]
    run = [
        ir_measures.ScoredDoc(c.id, guide, -float(rank))
        for c, r in asked
        for rank, guide in enumerate(r.guides)
    ]
    found = guide_scores(asked)
    for k in (1, 3, 5, 10):
        for theirs in ir_measures.iter_calc([ir_measures.Success @ k], qrels, run):
            assert found[theirs.query_id][f"hit@{k}"] == theirs.value


def test_nothing_ranked_scores_zero() -> None:
    assert set(guide_scores([(case("howto", "a"), ranking())])["x"].values()) == {0.0}


@given(
    st.permutations(["a", "b", "c", "d"]), st.integers(1, 3), st.sampled_from(["howto", "kombi"])
)
def test_a_better_ranking_never_scores_worse(ranked: list[str], at: int, kind: str) -> None:
    wanted = case(kind, "a", "b")
    better = list(ranked)
    if better[at] in wanted.expected and better[at - 1] not in wanted.expected:
        better[at - 1], better[at] = better[at], better[at - 1]
    worse = guide_scores([(wanted, ranking(*ranked))])["x"]
    best = guide_scores([(wanted, ranking(*better))])["x"]
    assert all(best[name] >= worse[name] for name in worse)


def test_a_passage_is_right_if_its_guide_is_and_it_states_a_fact(small_index: Index) -> None:
    passages = [Span(p.guide_id, p.start, p.end) for p in small_index.passages]
    wanted = case("howto", "rechnung", facts=("1.1.2025",))
    text = small_index.documents["rechnung"].text
    right = [
        p for p in passages if p.guide_id == "rechnung" and "1.1.2025" in text[p.start : p.end]
    ]
    wrong = [p for p in passages if p not in right]
    assert right
    ranked = Reply(True, "", (), (), 1.0, passages=(wrong[0], right[0]))
    found = passage_scores([(wanted, ranked)], passages, small_index.documents)["x"]
    assert found["passage_hit@1"] == 0
    assert found["passage_mrr@10"] == pytest.approx(1 / 2)
    assert found["passage_recall@10"] == pytest.approx(1 / len(right))
    nothing = case("howto", "sensor", facts=("steht nirgends",))
    assert passage_scores([(nothing, ranked)], passages, small_index.documents) == {}


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


def said(index: Index, *statements: tuple[str, tuple[str, ...]]) -> Reply:
    """A reply whose statements cite words of the small guides."""
    spans: list[CitedSpan] = []
    told = []
    for text, quotes in statements:
        told.append(Said(text, tuple(range(len(spans), len(spans) + len(quotes)))))
        for quote in quotes:
            guide = next(d for d in index.documents.values() if quote in d.text)
            start = guide.text.index(quote)
            spans.append(CitedSpan(guide.guide.id, start, start + len(quote), quote))
    return Reply(True, "", (), tuple(spans), 1.0, statements=tuple(told))


PAPER = "Papier bleibt bis 31.12.2026 erlaubt."
PRICE = "Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 € als Richtwert."


def test_citations_are_judged_as_alce_does(small_index: Index) -> None:
    both = said(small_index, (PAPER, (PAPER, PRICE)), (f"{PRICE} {PAPER}", (PRICE,)))
    found = citation_quality(both, small_index)
    # Sentence 1 is supported and one of its two citations is idle; of the two sentences of
    # statement 2 only the first is supported, so its citation counts once of twice.
    assert found["citation_recall"] == pytest.approx(2 / 3)
    assert found["citation_precision"] == pytest.approx(2 / 4)
    assert faithfulness(both, small_index) == pytest.approx(1 / 2)


def test_a_wrong_figure_is_neither_supported_nor_faithful(small_index: Index) -> None:
    wrong = said(small_index, (PAPER.replace("2026", "2028"), (PAPER,)))
    found = citation_quality(wrong, small_index)
    assert found == {"citation_recall": 0, "citation_precision": 0}
    assert faithfulness(wrong, small_index) == 0


def test_a_sentence_without_citation_costs_recall_only(small_index: Index) -> None:
    found = citation_quality(said(small_index, (PAPER, (PAPER,)), (PRICE, ())), small_index)
    assert found == {"citation_recall": 0.5, "citation_precision": 1}


def test_facts_in_the_frame_around_an_answer_do_not_count() -> None:
    framed = Reply(True, "Ja. Mehr: Seit 1.1.2025", (), (), 1.0, statements=(Said("Ja.", ()),))
    assert fact_coverage(case(facts=("1.1.2025",)), framed) == 0

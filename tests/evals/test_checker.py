"""The checker keeps what it was measured at; figures and negations are decided without a model."""

import pytest

from assistant.checking import Verdict
from evals.checker import (
    NEGATIONS,
    NUMBERS,
    PAIRS,
    SETS,
    LabelledPair,
    Share,
    caught,
    judge,
    read_pairs,
    shares,
)
from ingest import SentenceEmbeddings

# Precision and recall of "supported", a little below what was measured (24.11.2026).
FLOORS = {"train": (0.93, 0.89), "dev": (0.82, 0.78), "test": (0.74, 0.81)}


def pairs_of(name: str) -> list[LabelledPair]:
    return read_pairs(PAIRS / f"{name}.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_changed_figures_and_negations_are_caught(name: str) -> None:
    judged = judge(pairs_of(name), None)
    assert caught(judged, NUMBERS).value >= 0.98
    assert caught(judged, NEGATIONS).value >= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_precision_and_recall_stay(name: str, model: SentenceEmbeddings) -> None:
    measured = shares(judge(pairs_of(name), model))
    precision, recall = FLOORS[name]
    assert measured["precision"].value >= precision
    assert measured["recall"].value >= recall


def test_train_shares_no_guide_with_dev_and_test() -> None:
    guides = {name: {pair.guide for pair in pairs_of(name)} for name in SETS}
    assert not guides["train"] & (guides["dev"] | guides["test"])


def test_the_pairs_are_many_and_their_ids_are_unique() -> None:
    pairs = [pair for name in SETS for pair in pairs_of(name)]
    assert len({pair.id for pair in pairs}) == len(pairs) >= 900


def test_dev_and_test_share_no_statement() -> None:
    dev, test = ({pair.statement for pair in pairs_of(name)} for name in ("dev", "test"))
    assert not dev & test


def test_shares_count_what_was_said_and_what_is_true() -> None:
    true, false = (
        LabelledPair(id=i, guide="g", quote="q", statement=i, supported=i == "a", kind="zahl")
        for i in "ab"
    )
    verdicts = judge([true.model_copy(update={"statement": "q"})], None)
    assert verdicts[0][1].supported
    said: list[tuple[LabelledPair, Verdict]] = [(true, verdicts[0][1]), (false, verdicts[0][1])]
    assert shares(said)["precision"] == Share(1, 2)
    assert shares(said)["recall"] == Share(1, 1)
    assert shares(said)["numbers_caught"] == Share(0, 1)


def test_the_interval_of_wilson() -> None:
    low, high = Share(9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)

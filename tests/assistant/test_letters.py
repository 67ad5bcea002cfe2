"""How a question is worded: n-grams across words, and what a linear model makes of them."""

import numpy as np
import pytest

from assistant.letters import BUCKETS, LetterModel, bucket_counts


def grams(text: str) -> set[int]:
    return set(bucket_counts(text)[0].tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Welches CRM nehmen", "welches   crm nehmen"),
        ("was kostet das bei 40 leuten", "was kostet das bei 12.500 leuten"),
        ("CRM, welches", "crm welches"),
    ],
)
def test_case_spaces_and_figures_make_no_difference(one: str, other: str) -> None:
    assert grams(one) == grams(other)


def test_order_and_question_marks_do() -> None:
    assert grams("crm nehmen") != grams("nehmen crm")
    assert grams("crm nehmen") != grams("crm nehmen?")


def test_what_stands_often_counts_more() -> None:
    buckets, counts = bucket_counts("haus haus im")
    assert len(buckets) == len(set(buckets.tolist()))
    assert counts.min() == 1
    assert counts.max() == pytest.approx(1 + np.log(2))


def test_log_odds_are_the_weighted_mean_of_a_unit_vector() -> None:
    rarity, weight = np.zeros((2, BUCKETS), dtype=np.float32)
    (buckets, _) = bucket_counts("ab")  # " ab", "ab ", " ab "
    rarity[buckets] = 2.0
    weight[buckets] = (1.0, 2.0, 6.0)
    model = LetterModel(rarity, weight, bias=-1.0)
    assert model.log_odds("ab") == pytest.approx(-1 + 9 / np.sqrt(3))


@pytest.mark.parametrize("text", ["xyz", "", "a"])
def test_unknown_letters_leave_the_bias(text: str) -> None:
    empty = np.zeros(BUCKETS, dtype=np.float32)
    assert LetterModel(empty, empty, bias=0.5).log_odds(text) == 0.5

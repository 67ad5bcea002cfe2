import numpy as np
import pytest

from ingest.guide_rows import GuideRows

ROWS = GuideRows([2, 0, 4])
SCORES = np.array([0.1, 0.5, 0.9, 0.2, 0.4, 0.6], dtype=np.float32)


def test_the_best_score_of_each_guide() -> None:
    assert ROWS.best(SCORES) == pytest.approx([0.5, 0.1, 0.9])


def test_the_mean_of_the_best_of_each_guide() -> None:
    found = ROWS.mean_of_best(SCORES, 3)
    assert found[0] == pytest.approx(0.3)
    assert found[2] == pytest.approx((0.9 + 0.6 + 0.4) / 3)
    assert found[1] == pytest.approx((found[0] + found[2]) / 2)


def test_where_the_rows_of_a_guide_stand() -> None:
    assert [ROWS.of(guide) for guide in range(3)] == [slice(0, 2), slice(2, 2), slice(2, 6)]


def test_without_any_row_no_guide_is_better() -> None:
    none = GuideRows([0, 0])
    empty = np.zeros(0, dtype=np.float32)
    assert none.mean_of_best(empty, 3).tolist() == [0.0, 0.0]


def test_many_guides_score_as_one_by_one() -> None:
    random = np.random.default_rng(7)
    counts = random.integers(0, 9, 50).tolist()
    rows, scores = GuideRows(counts), random.normal(size=sum(counts))
    best, means = rows.best(scores), rows.mean_of_best(scores, 3)
    for guide, count in enumerate(counts):
        own = np.sort(scores[rows.of(guide)])
        if count:
            assert best[guide] == own[-1]
            assert means[guide] == pytest.approx(own[-3:].mean())

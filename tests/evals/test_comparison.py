from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.comparison import NothingShared, compare
from evals.gate import BadBaseline, accept, failures, read_baseline
from evals.resampling import interval, paired
from evals.runs import Run, RunConfig
from evals.types import Reply, Trial

CONFIG = RunConfig("klein", "abc", "lotse", "000001", "gram", "r1", "2026-11-24", ("a",))


def trial(id_: str, **scores: float | None) -> Trial:
    asked = Case(id=id_, question=f"Frage {id_}", expected=("a",))
    return Trial(asked, Reply(True, "", ("a",), (), 1.0), scores)


def run(*hits: float, folder: str = "x", **more: float) -> Run:
    trials = tuple(trial(str(number), **{"hit@1": hit}, **more) for number, hit in enumerate(hits))
    return Run(Path(folder), CONFIG, trials)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_holds_its_mean(scores: list[float]) -> None:
    low, high = interval(scores)
    assert low - 1e-9 <= np.mean(scores) <= high + 1e-9


def test_an_interval_is_that_of_the_normal_curve_for_many_cases() -> None:
    scores = np.random.default_rng(1).normal(10, 2, size=2000)
    low, high = interval(scores.tolist())
    half = 1.96 * scores.std() / np.sqrt(len(scores))
    assert (low, high) == pytest.approx((scores.mean() - half, scores.mean() + half), abs=0.01)


def test_the_paired_test_agrees_with_all_sign_flips_counted_by_hand() -> None:
    # Five of five cases better: 2 of 32 sign patterns are as far from zero.
    assert paired([0] * 5, [1] * 5).p == pytest.approx(2 / 32, abs=0.01)
    assert paired([0, 1], [1, 0]).p == 1.0
    assert paired([1, 1], [1, 1]).p == 1.0


def test_what_moved_and_what_flipped_is_named() -> None:
    moved, flips = compare(run(1, 1, 0, folder="alt"), run(1, 0, 1, folder="neu"))
    assert [(row.metric, row.old, row.new, row.n) for row in moved] == [("hit@1", 2 / 3, 2 / 3, 3)]
    assert [(flip.case_id, flip.better) for flip in flips] == [("1", False), ("2", True)]


def test_runs_of_other_questions_are_not_compared() -> None:
    other = replace(run(1), trials=(trial("fremd", **{"hit@1": 1.0}),))
    with pytest.raises(NothingShared, match="keine Frage gemeinsam"):
        compare(run(1), other)


def test_what_tips_over_by_chance_grows_with_the_root_of_the_questions(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    accept([run(*[1.0] * 144)], file)
    assert read_baseline(file).suites["klein"].metrics["hit@1"].tolerance == round(4 / 144, 4)


def test_the_gate_lets_pass_what_holds_and_names_what_does_not(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    accept([run(*[1.0] * 10, faithfulness=1.0)], file)
    baseline = read_baseline(file)
    assert baseline.suites["klein"].metrics["hit@1"].tolerance == 0.2
    assert baseline.suites["klein"].metrics["faithfulness"].tolerance == 0
    assert failures(run(*[1.0] * 8, 0, 0, faithfulness=1.0), baseline) == []
    (sentence,) = failures(run(*[1.0] * 7, 0, 0, 0, faithfulness=1.0), baseline)
    assert "hit@1" in sentence
    (sentence,) = failures(run(*[1.0] * 10, faithfulness=0.99), baseline)
    assert "Belegtreue" in sentence
    (sentence,) = failures(run(*[1.0] * 10), baseline)
    assert "nicht mehr gemessen" in sentence


def test_the_gate_names_other_questions_missing_guides_and_unknown_suites(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    accept([run(1, 1)], file)
    baseline = read_baseline(file)

    def sentences(**changes: object) -> list[str]:
        return failures(replace(run(1, 1), config=replace(CONFIG, **changes)), baseline)  # type: ignore[arg-type]

    assert "Fragen haben sich geändert" in sentences(suite_sha256="xyz")[0]
    assert "»a« fehlt" in sentences(guides=("b",))[0]
    assert "keine Grundlinie" in sentences(suite="neu")[0]


def test_accepting_one_suite_keeps_the_others(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    accept([run(1)], file)
    accept([replace(run(0), config=replace(CONFIG, suite="andere"))], file)
    assert set(read_baseline(file).suites) == {"andere", "klein"}


def test_a_broken_baseline_is_named(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text('{"note": "", "suites": {}}')
    with pytest.raises(BadBaseline, match="neu"):
        read_baseline(tmp_path / "baseline.json")

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest import GoldenAnswer, IngestReport, current_generation, generations
from ingest.generation import read_documents
from ingest.golden import answer_changes, golden_suite, reason_to_hold
from ingest.releases import aside_reason

Run = Callable[..., IngestReport]


def answer(number: int, text: str = "alt", right: bool = True) -> GoldenAnswer:
    return GoldenAnswer(f"g{number}", f"Frage {number}?", True, text, ("sensor",), right)


def ask_for_300(folders: Sequence[Path]) -> list[tuple[GoldenAnswer, ...]]:
    """A golden question that is answered right as long as the sensor costs 300 €."""
    texts = [read_documents(folder)["sensor"].text for folder in folders]
    return [(answer(1, text, right="300" in text),) for text in texts]


def test_only_answers_that_differ_are_shown_and_the_worse_ones_first() -> None:
    old = [answer(1), answer(2), answer(3, right=False), answer(4)]
    new = [answer(1), answer(2, "neu"), answer(3, "neu"), answer(4, "neu", right=False)]
    changes = answer_changes(old, new)
    assert [(change.new.id, change.verdict) for change in changes] == [
        ("g4", "worse"),
        ("g3", "better"),
        ("g2", "other"),
    ]


@pytest.mark.parametrize(("lost", "questions", "holds"), [(2, 40, False), (3, 40, True)])
def test_a_twentieth_of_the_questions_may_get_worse(lost: int, questions: int, holds: bool) -> None:
    old = [answer(number) for number in range(lost)]
    new = [answer(number, "neu", right=False) for number in range(lost)]
    reason = reason_to_hold(answer_changes(old, new), questions)
    assert bool(reason) == holds
    assert not holds or "Frage 0?" in reason


def test_what_got_better_is_set_against_what_got_worse() -> None:
    old = [answer(1), answer(2, right=False)]
    new = [answer(1, "neu", right=False), answer(2, "neu")]
    assert reason_to_hold(answer_changes(old, new), 2) == ""


def test_a_worse_release_is_built_but_does_not_serve(
    run_ingest: Run, guides: Path, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    run_ingest(ask_golden=ask_for_300)  # nothing to compare the first one with
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8").replace("300", "900"), "utf-8")
    report = run_ingest(ask_golden=ask_for_300)
    assert not report.published
    assert "Frage 1?" in report.held
    assert [change.verdict for change in report.answers] == ["worse"]
    assert report.generation == current_generation(index_dir).name == "000001"
    assert generations(index_dir) == ["000001", "000002"]
    assert aside_reason(index_dir, "000002") == report.held
    again = run_ingest(ask_golden=ask_for_300)
    assert "000002" in again.held
    assert again.embedded == 0
    forced = run_ingest(ask_golden=ask_for_300, force=True)
    assert forced.published
    assert forced.answers == report.answers


def test_without_a_suite_nothing_is_asked(tmp_path: Path) -> None:
    assert golden_suite(tmp_path / "none.jsonl") is None

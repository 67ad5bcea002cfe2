"""The committed suites are sound, and their two halves share no guide."""

from pathlib import Path

import pytest

from evals.cases import BadSuite, read_suite
from tests.conftest import ROOT, SHARED

SUITES = ROOT / "evals" / "suites"


@pytest.mark.parametrize("file", sorted(SUITES.glob("*.jsonl")), ids=lambda file: file.stem)
def test_every_case_says_what_a_right_answer_holds(file: Path) -> None:
    cases = read_suite(file)
    assert len({case.question for case in cases}) == len(cases)
    for case in cases:
        assert bool(case.expected) == case.answerable, case.id
        assert all(fact.strip("|") for fact in case.must_contain), case.id


def test_no_guide_stands_in_both_halves() -> None:
    train, test = (
        {id_ for case in read_suite(SUITES / f"werkstatt-{half}.jsonl") for id_ in case.expected}
        for half in ("train", "test")
    )
    assert not train & test


def test_the_first_suite_has_forty_questions() -> None:
    assert len(read_suite(SUITES / "grundlagen.jsonl")) == 40


@pytest.mark.skipif(not SHARED.exists(), reason="the dev questions lie in ../shared")
def test_no_dev_question_was_copied() -> None:
    dev = {case.question for case in read_suite(SHARED / "evals" / "dev_questions.jsonl")}
    ours = {case.question for file in SUITES.glob("*.jsonl") for case in read_suite(file)}
    assert not dev & ours


@pytest.mark.parametrize(
    "text", ['{"id": "1"}', "kein json", '{"id": "1", "question": "?", "extra": 1}']
)
def test_a_bad_line_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "suite.jsonl"
    file.write_text('{"id": "0", "question": "?"}\n' + text)
    with pytest.raises(BadSuite, match="Zeile 2"):
        read_suite(file)


def test_an_id_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "suite.jsonl"
    file.write_text('{"id": "0", "question": "?"}\n' * 2)
    with pytest.raises(BadSuite, match="zweimal"):
        read_suite(file)


def test_an_empty_suite_is_named(tmp_path: Path) -> None:
    file = tmp_path / "suite.jsonl"
    file.write_text("\n")
    with pytest.raises(BadSuite, match="keine Frage"):
        read_suite(file)

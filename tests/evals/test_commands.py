"""The commands as one types them, over runs that were written before."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import COMMANDS, app
from evals.runs import describe, write_run
from evals.trials import run_suite
from evals.types import Reply
from ingest import Index
from tests.conftest import ROOT
from tests.evals.test_trials import CASES, REPLIES, Scripted


def evals(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def runs(small_index: Index, tmp_path: Path) -> tuple[Path, Path]:
    """A run, and a later one whose first answer is worse."""
    suite = tmp_path / "klein.jsonl"
    suite.write_text("\n".join(case.model_dump_json() for case in CASES))
    worse = REPLIES | {"a": Reply(True, "weiß nicht", ("rechnung", "sensor"), (), 10.0)}
    for name, replies in (("alt", REPLIES), ("neu", worse)):
        system = Scripted(replies, small_index.documents)
        config = describe(suite, "lotse", system, "gram")
        write_run(tmp_path / name, config, run_suite(CASES, system, small_index))
    return tmp_path / "alt", tmp_path / "neu"


def test_compare_names_the_questions_that_flipped(runs: tuple[Path, Path]) -> None:
    done = evals("compare", *runs)
    assert done.exit_code == 0, done.output
    assert "schlechter hit@1 1: a" in done.output
    assert "-0.500" in done.output


def test_the_gate_ends_with_one_and_a_list(runs: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = runs
    file = tmp_path / "baseline.json"
    assert evals("gate", old, "--baseline", file).exit_code == 2
    assert evals("baseline", old, "--file", file).exit_code == 0
    text = file.read_text().replace('"tolerance": 1.0', '"tolerance": 0.1')
    file.write_text(text)
    assert evals("gate", old, "--baseline", file).exit_code == 0
    done = evals("gate", new, "--baseline", file)
    assert done.exit_code == 1
    assert "hit@1" in done.output
    assert "fact_coverage" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "gibtsnicht.jsonl"), "lässt sich nicht lesen"),
        (("gaps", "gibtsnicht.jsonl"), "lässt sich nicht lesen"),
        (("compare", "hier", "dort"), "kein vollständiger Lauf"),
        (("run", ROOT / "evals/suites/grundlagen.jsonl", "--system", "x"), "gibt es nicht"),
    ],
)
def test_what_people_can_mend_is_said_in_german(arguments: tuple[object, ...], said: str) -> None:
    done = evals(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_every_command_says_what_it_does() -> None:
    assert all(command.__doc__ for command in COMMANDS.values())

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from typer.testing import CliRunner

from assistant import Assistant
from evals.__main__ import app
from evals.cases import Case
from ingest import GoldenAnswer, IngestReport, LiveIndex
from ingest.golden import answer_changes
from tests.fakes import AlwaysEnough, GramEmbeddings

CASES = [
    Case(id="1", question="Was kostet ein Sensor für eine alte Drehbank?", expected=("sensor",),
         must_contain=("300",)),
    Case(id="2", question="Wer gewinnt die Bundesliga am Samstag?", answerable=False),
]  # fmt: skip


@pytest.fixture
def two_generations(
    tmp_path: Path, guides: Path, run_ingest: Callable[..., IngestReport]
) -> tuple[Path, Path]:
    """The small guides before and after the price of the sensor changed."""
    old = run_ingest().generation
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8").replace("300 bis 1.500", "400 bis 1.500"), "utf-8")
    new = run_ingest().generation
    return tmp_path / "index" / old, tmp_path / "index" / new


def over(generation: Path) -> Assistant:
    live = LiveIndex(generation.parent, "gram", generation=generation)
    return Assistant(live, GramEmbeddings(), "die IHK", sufficiency=AlwaysEnough())


def test_the_command_prints_what_ingest_compares(
    two_generations: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.commands.golden.assistant_over", over)
    suite = tmp_path / "suite.jsonl"
    suite.write_text("\n".join(case.model_dump_json() for case in CASES))
    done = CliRunner().invoke(app, ["golden", "--suite", str(suite), *map(str, two_generations)])
    assert done.exit_code == 0, done.output
    old, new = TypeAdapter(list[tuple[GoldenAnswer, ...]]).validate_json(done.stdout)
    assert [[answer.right for answer in answers] for answers in (old, new)] == [
        [True, False],
        [False, False],
    ]
    assert "400" in new[0].text
    assert new[0].cited == ("sensor",)
    worse = [change.new.id for change in answer_changes(old, new) if change.verdict == "worse"]
    assert worse == ["1"]

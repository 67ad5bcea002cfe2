import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from evals.__main__ import app
from evals.cases import Case
from evals.golden import golden_answers, golden_changes
from ingest import IngestReport, LiveIndex
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


def test_an_answer_that_is_no_longer_right_is_worse(two_generations: tuple[Path, Path]) -> None:
    bots = [over(folder) for folder in two_generations]
    old, new = (golden_answers(bot, CASES) for bot in bots)
    for bot in bots:
        bot.live.close()
    assert (old[0].right, old[0].why) == (True, "")
    assert not old[1].right
    assert "sagen dazu nichts" in old[1].why
    changes = {change.new.id: change for change in golden_changes(old, new)}
    assert changes["1"].worse
    assert "»300«" in changes["1"].new.why
    assert not any(change.worse for id_, change in changes.items() if id_ != "1")
    assert golden_changes(old, old) == []


def test_the_command_speaks_the_agreed_json(
    two_generations: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.commands.golden.assistant_over", over)
    suite = tmp_path / "suite.jsonl"
    suite.write_text("\n".join(case.model_dump_json() for case in CASES))
    old, new = map(str, two_generations)

    def golden(*arguments: str) -> object:
        done = CliRunner().invoke(app, ["golden", "--suite", str(suite), *arguments])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    found = golden("--generation", new, "--baseline", old, "--json")
    assert isinstance(found, dict)
    assert (found["questions"], found["ok"]) == (2, False)
    (worse,) = found["worse"]
    assert set(worse) == {"id", "question", "why", "old", "new"}
    assert "400" in worse["new"]["text"]
    assert worse["new"]["guides"][0] == "sensor"
    assert golden("--generation", new, "--json") == {
        "questions": 2, "worse": [], "changed": [], "ok": True,
    }  # fmt: skip
    answers = golden(old, new)
    assert isinstance(answers, list)
    assert [[row["right"] for row in rows] for rows in answers] == [[True, False], [False, False]]

"""`golden`: what generations answer to the golden questions, before one of them serves."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evals.cases import Case, read_suite
from evals.commands.running import SUITES
from evals.commands.terminal import console, mendable
from evals.golden import GoldenAnswer, GoldenChange, golden_answers, golden_changes
from evals.systems import assistant_over
from ingest import end_with_parent


def golden(
    generations: Annotated[
        list[Path] | None, typer.Argument(help="Ordner von Ausgaben: ihre Antworten als JSON.")
    ] = None,
    generation: Annotated[Path | None, typer.Option(help="Ordner der neuen Ausgabe.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Ordner der alten Ausgabe.")] = None,
    suite: Annotated[Path, typer.Option(help="Die Fragen.")] = SUITES / "grundlagen.jsonl",
    as_json: Annotated[bool, typer.Option("--json", help="Der Vergleich als JSON.")] = False,
) -> None:
    """Stellt die Golden-Fragen: je Ausgabe die Antworten, mit --generation der Vergleich."""
    end_with_parent()
    with mendable():
        cases = read_suite(suite)
        if generation is None:
            answers = [_ask(folder, cases) for folder in generations or []]
            print(json.dumps([[asdict(answer) for answer in each] for each in answers]))
            return
        new = _ask(generation, cases)
        old = _ask(baseline, cases) if baseline else new
    changes = golden_changes(old, new)
    if as_json:
        print(json.dumps(_report(len(cases), changes), ensure_ascii=False))
        return
    for change in changes:
        mark = "schlechter" if change.worse else "anders"
        console.print(
            f"{mark} {change.new.id}: {change.new.question} {change.new.why}", markup=False
        )
    console.print(f"{len(cases)} Fragen, {len(changes)} anders beantwortet.")


def _ask(folder: Path, cases: Sequence[Case]) -> list[GoldenAnswer]:
    bot = assistant_over(folder)
    try:
        return golden_answers(bot, cases)
    finally:
        bot.live.close()


def _report(questions: int, changes: Sequence[GoldenChange]) -> dict[str, object]:
    worse = [_difference(change) | {"why": change.new.why} for change in changes if change.worse]
    return {
        "questions": questions,
        "worse": worse,
        "changed": [_difference(change) for change in changes],
        "ok": not worse,
    }


def _difference(change: GoldenChange) -> dict[str, object]:
    return {
        "id": change.new.id,
        "question": change.new.question,
        "old": {"text": change.old.text, "guides": change.old.guides},
        "new": {"text": change.new.text, "guides": change.new.guides},
    }

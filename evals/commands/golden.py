"""`golden`: what generations answer to the golden questions, before one of them serves."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evals.cases import Case, read_suite
from evals.commands.running import SUITES
from evals.commands.terminal import mendable
from evals.golden import golden_answers
from evals.systems import assistant_over
from ingest import GoldenAnswer, end_with_parent


def golden(
    generations: Annotated[list[Path], typer.Argument(help="Ordner von Ausgaben.")],
    suite: Annotated[Path, typer.Option(help="Die Fragen.")] = SUITES / "grundlagen.jsonl",
) -> None:
    """Stellt mehreren Ausgaben die Golden-Fragen und druckt ihre Antworten als JSON."""
    end_with_parent()
    with mendable():
        cases = read_suite(suite)
        answers = [_ask(folder, cases) for folder in generations]
    print(json.dumps([[asdict(answer) for answer in each] for each in answers]))


def _ask(folder: Path, cases: Sequence[Case]) -> list[GoldenAnswer]:
    bot = assistant_over(folder)
    try:
        return golden_answers(bot, cases)
    finally:
        bot.live.close()

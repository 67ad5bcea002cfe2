"""`calibrate` and `bench`: what is fitted, and how fast it is."""

from pathlib import Path
from typing import Annotated

import typer

from evals.bench import bench as paired_ratios
from evals.calibrate import calibrate as fit
from evals.cases import read_suite
from evals.commands.terminal import console


def calibrate(
    suites: Annotated[list[Path], typer.Argument(help="Sammlungen, auf denen gelernt wird.")],
) -> None:
    """Lernt neu, wann die Fundstellen für eine Antwort reichen (assistant/sufficiency.json)."""
    found = fit([case for suite in suites for case in read_suite(suite)])
    console.print(
        f"{found.questions} Fragen, davon {found.answerable} beantwortbar. Kreuzvalidiert: "
        f"{found.decline_recall:.0%} der unbeantwortbaren werden erkannt, "
        f"{found.false_decline_rate:.0%} der beantwortbaren zu Unrecht abgelehnt."
    )


def bench(
    suite: Annotated[Path, typer.Argument(help="Fragen, mit denen gemessen wird.")],
) -> None:
    """Misst die Geschwindigkeit als Verhältnisse gepaarter Läufe."""
    for name, ratio in paired_ratios(read_suite(suite)).items():
        console.print(f"{name}: {ratio:.2f}")

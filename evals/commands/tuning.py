"""`calibrate` and `bench`: what is fitted, and how fast it is."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from evals.bench import bench as paired_ratios
from evals.calibrate import Fit
from evals.calibrate import calibrate as fit
from evals.cases import read_suite
from evals.commands.terminal import console, mendable


def calibrate(
    suites: Annotated[list[Path], typer.Argument(help="Sammlungen, auf denen gelernt wird.")],
) -> None:
    """Lernt neu, wie gesucht und wann abgelehnt wird; die nächste Ausgabe nimmt es mit."""
    with mendable():
        found = fit([case for suite in suites for case in read_suite(suite)])
    console.print(
        f"{found.questions} Fragen, davon {found.answerable} beantwortbar. Kreuzvalidiert steht "
        f"ein richtiger Leitfaden bei {found.ranking.first:.1%} vorn, ohne Leserfragen bei "
        f"{found.ranking.unasked_first:.1%} der Leserfragen. Abgelehnt werden, je nach "
        "LOTSE_FALSE_DECLINES:"
    )
    console.print(_points(found))
    console.print("Jetzt »python -m ingest run«: die neue Ausgabe sucht und lehnt damit ab.")


def _points(found: Fit) -> Table:
    table = Table(
        "zu Unrecht abgelehnt",
        "zu Recht abgelehnt",
        "ohne das gelernte Modell (LOTSE_INTENT_MODEL)",
    )
    for with_intent, without in zip(
        found.sufficiency.with_intent.points, found.sufficiency.without_intent.points, strict=True
    ):
        table.add_row(
            f"{with_intent.false_declines:.1%}",
            f"{with_intent.recall:.0%}",
            f"{without.recall:.0%}",
        )
    return table


def bench(
    suite: Annotated[Path, typer.Argument(help="Fragen, mit denen gemessen wird.")],
) -> None:
    """Misst die Geschwindigkeit als Verhältnisse gepaarter Läufe."""
    with mendable():
        ratios = paired_ratios(read_suite(suite))
    for name, ratio in ratios.items():
        console.print(f"{name}: {ratio:.2f}")

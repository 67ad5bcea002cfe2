"""`run` and `all`: suites put to systems, written as runs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table

from evals.cases import Case, read_suite
from evals.commands.reporting import make_report
from evals.commands.terminal import console, mendable
from evals.runs import Run, describe, write_run
from evals.systems import SYSTEMS, assistant, open_system
from evals.trials import Figure, figures, run_suite

SUITES = Path(__file__).parents[1] / "suites"
# The columns of the table over several runs, under names that fit 80 characters.
COLUMNS = {
    "hit@1": "hit@1",
    "hit@3": "hit@3",
    "mrr@10": "MRR",
    "cited_expected": "belegt",
    "fact_coverage": "Fakten",
    "decline_recall": "abgel.",
    "false_decline_rate": "falsch",
}


def run(
    suite: Annotated[Path, typer.Argument(help="Fragen, eine JSON-Zeile je Fall.")],
    system: Annotated[
        str, typer.Option(help=f"{', '.join(SYSTEMS)} oder eine Adresse (http://…).")
    ] = "lotse",
    out: Annotated[Path | None, typer.Option(help="Ordner des Laufs; sonst runs/…")] = None,
) -> None:
    """Stellt alle Fragen einer Sammlung und schreibt, wie gut die Antworten sind."""
    with mendable():
        done = put(suite, system, out or Path("runs") / f"{_now()}-{suite.stem}-{_slug(system)}")
    console.print(run_table(done))
    console.print(f"Lauf geschrieben: {done.folder}")


def run_all(
    systems: Annotated[
        str, typer.Option(help="Durch Komma getrennt; auch Adressen (http://…).")
    ] = ",".join(SYSTEMS),
    suites: Annotated[Path, typer.Option(help="Ordner der Sammlungen.")] = SUITES,
    out: Annotated[Path | None, typer.Option(help="Ordner der Läufe; sonst runs/…")] = None,
) -> None:
    """Stellt alle Sammlungen allen Systemen und schreibt Läufe und Bericht."""
    folder = out or Path("runs") / _now()
    with mendable():
        runs = [
            put(suite, system, folder / f"{suite.stem}-{_slug(system)}")
            for suite in sorted(suites.glob("*.jsonl"))
            for system in systems.split(",")
        ]
        report = make_report(runs, folder / "report.html")
    console.print(runs_table(runs))
    console.print(f"Läufe und Bericht: {report}")


def put(suite: Path, name: str, folder: Path) -> Run:
    """Put a suite to a system, write the run and return it."""
    cases = read_suite(suite)
    system = open_system(name)
    asked: Sequence[Case] = cases
    progress = track(asked, f"{suite.stem} · {name}", console=console)
    with assistant().live.pinned() as index:
        config = describe(suite, name, system, index.manifest.model_id)
        trials = run_suite(progress, system, index)
    return write_run(folder, config, trials)


def run_table(done: Run) -> Table:
    """Return all figures of a run with their intervals."""
    table = Table("Maß", "Wert", "95 %", "Fälle", title=done.name)
    for name, figure in figures(done.trials).items():
        interval = f"{figure.low:.3f}–{figure.high:.3f}"
        table.add_row(name, f"{figure.mean:.3f}", interval, str(figure.n))
    return table


def runs_table(runs: Sequence[Run]) -> Table:
    """Return the main figures of several runs, a row each."""
    table = Table("Sammlung", "System", *COLUMNS.values())
    for done in runs:
        found = figures(done.trials)
        cells = [_cell(found.get(name)) for name in COLUMNS]
        table.add_row(done.config.suite, done.config.system, *cells)
    return table


def _cell(figure: Figure | None) -> str:
    return f"{figure.mean:.2f}" if figure else "–"


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}"


def _slug(system: str) -> str:
    """Return a system's name as a part of a folder's name."""
    return "".join(char if char.isalnum() else "-" for char in system).strip("-")

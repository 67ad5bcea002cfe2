"""`report` and `coverage`: the page that staff read, and what it says about the corpus."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from evals.commands.terminal import console, mendable
from evals.coverage import Coverage, outermost
from evals.coverage import coverage as reached
from evals.editorial import read_facts
from evals.gate import BASELINE, read_baseline
from evals.report import write_report
from evals.runs import Run, read_run
from evals.systems import decline_threshold, open_release
from ingest import Index

FACTS = Path("corpus") / "fakten.jsonl"

Runs = Annotated[list[Path], typer.Argument(help="Ordner von Läufen oder Ordner voller Läufe.")]
Today = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Der Tag, von dem aus gesehen wird.")
]


def report(
    runs: Runs,
    out: Annotated[Path | None, typer.Option(help="Die Seite; sonst report.html.")] = None,
    before: Annotated[
        Path | None, typer.Option(help="Ordner früherer Läufe, mit denen verglichen wird.")
    ] = None,
) -> None:
    """Schreibt aus Läufen eine Seite, die man am Handy liest und ausdruckt."""
    with mendable():
        file = make_report(read_all(runs), out or runs[0] / "report.html", before)
    console.print(f"Bericht geschrieben: {file}")


def coverage(runs: Runs, today: Today = None) -> None:
    """Nennt, was keine Frage findet, was verwechselt wird und was sein Datum hinter sich hat."""
    with mendable():
        done = _leading(read_all(runs))
        index = open_release()
        found = _reach(done, index, today.date() if today else date.today())
        index.close()
    for line in _lines(found):
        console.print(Text(line))


def make_report(runs: Sequence[Run], file: Path, before: Path | None = None) -> Path:
    """Write the page of some runs and return where it stands."""
    index = open_release()
    baseline = read_baseline() if BASELINE.exists() else None
    earlier = read_all([before]) if before else []
    reach = _reach(_leading(runs), index, date.today())
    threshold = decline_threshold()
    write_report(file, runs, index.documents, reach, threshold, baseline, earlier)
    index.close()
    return file


def read_all(folders: Sequence[Path]) -> list[Run]:
    """Return the runs in some folders, each a run or a folder of runs; Lotse's come first."""
    each = [
        run
        for folder in folders
        for run in (
            [folder]
            if (folder / "run.json").exists() or not any(folder.glob("*/run.json"))
            else sorted(file.parent for file in folder.glob("*/run.json"))
        )
    ]
    return sorted((read_run(run) for run in each), key=lambda run: run.config.system != "lotse")


def _leading(runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if run.config.system == runs[0].config.system]


def _reach(runs: Sequence[Run], index: Index, today: date) -> Coverage:
    trials = [trial for run in runs for trial in run.trials]
    sections = dict.fromkeys((p.guide_id, outermost(p.heading)) for p in index.passages)
    facts = [(row.guide, row.fact) for row in read_facts(FACTS)] if FACTS.exists() else []
    return reached(trials, index.documents, list(sections), facts, today)


def _lines(found: Coverage) -> list[str]:
    return [
        f"{len(found.unseen_guides)} von {found.guides} Leitfäden findet keine Frage:",
        *(f"  {id_}" for id_ in found.unseen_guides),
        f"{len(found.unseen_sections)} von {found.sections} Abschnitten findet keine Frage:",
        *(f"  {id_}: {heading}" for id_, heading in found.unseen_sections),
        f"{sum(row.count for row in found.confusions)} Verwechslungen (erwartet, gefunden):",
        *(f"  {row.count}× {row.expected} → {row.found}" for row in found.confusions),
        f"{len(found.overdue)} Angaben haben ihr Datum hinter sich:",
        *(f"  {due.on}: {due.guide_id} ({due.what}): {due.text}" for due in found.overdue),
    ]

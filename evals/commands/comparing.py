"""`compare`, `gate` and `baseline`: runs against runs, and against what was accepted."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from evals.commands.running import SUITES, put
from evals.commands.terminal import console, mendable
from evals.comparison import Flip, Moved
from evals.comparison import compare as compared
from evals.gate import BASELINE, accept, failures, read_baseline
from evals.runs import Run, read_run

Runs = Annotated[list[Path] | None, typer.Argument(help="Ordner von Läufen.")]


def compare(
    old: Annotated[Path, typer.Argument(help="Ordner des früheren Laufs.")],
    new: Annotated[Path, typer.Argument(help="Ordner des neuen Laufs.")],
) -> None:
    """Zeigt, was sich zwischen zwei Läufen bewegt hat und welche Fragen gekippt sind."""
    with mendable():
        moved, flips = compared(read_run(old), read_run(new))
    console.print(_moved_table(moved))
    for flip in sorted(flips, key=lambda flip: (flip.better, flip.metric)):
        console.print(_line(flip))
    console.print(f"{len(flips)} Wertungen sind gekippt.")


def gate(
    runs: Runs = None,
    baseline: Annotated[Path, typer.Option(help="Die Grundlinie.")] = BASELINE,
) -> None:
    """Endet mit 1, wenn Läufe schlechter sind als die Grundlinie; ohne Läufe fragt es Lotse neu."""
    with mendable():
        accepted = read_baseline(baseline)
        done = [read_run(folder) for folder in runs] if runs else _fresh(list(accepted.suites))
        found = [sentence for run in done for sentence in failures(run, accepted)]
    for sentence in found:
        console.print(Text(sentence))
    if found:
        raise typer.Exit(1)
    console.print(f"{len(done)} Läufe halten die Grundlinie.")


def baseline(
    runs: Annotated[list[Path], typer.Argument(help="Ordner der Läufe, die gelten sollen.")],
    file: Annotated[Path, typer.Option(help="Die Grundlinie.")] = BASELINE,
) -> None:
    """Nimmt Läufe als neue Grundlinie an."""
    with mendable():
        accept([read_run(folder) for folder in runs], file)
    console.print(f"Grundlinie geschrieben: {file}")


def _fresh(suites: list[str]) -> list[Run]:
    with TemporaryDirectory() as folder:
        return [put(SUITES / f"{name}.jsonl", "lotse", Path(folder) / name) for name in suites]


def _moved_table(moved: list[Moved]) -> Table:
    table = Table("Maß", "früher", "jetzt", "Unterschied", "95 %", "p", "Fälle")
    for row in moved:
        found = row.difference
        sure = "bold" if found.p < 0.05 else ""
        table.add_row(
            row.metric,
            f"{row.old:.3f}",
            f"{row.new:.3f}",
            f"{found.mean:+.3f}",
            f"{found.low:+.3f} … {found.high:+.3f}",
            f"{found.p:.3f}",
            str(row.n),
            style=sure,
        )
    return table


def _line(flip: Flip) -> Text:
    sign, style = ("besser", "green") if flip.better else ("schlechter", "red")
    return Text.assemble((sign, style), f" {flip.metric} {flip.case_id}: {flip.question}")

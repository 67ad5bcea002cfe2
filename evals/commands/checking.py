"""`check`: suites before they are used."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from evals.commands.terminal import console, mendable
from evals.suite_check import check_suite
from evals.systems import open_release


def check(
    suites: Annotated[list[Path], typer.Argument(help="Sammlungen, eine JSON-Zeile je Fall.")],
) -> None:
    """Prüft Sammlungen von Fragen; nennt jede falsche Zeile und endet dann mit 1."""
    with mendable():
        index = open_release()
        known = set(index.documents)
        index.close()
        faults = [(suite, fault) for suite in suites for fault in check_suite(suite, known)]
    for suite, fault in faults:
        console.print(Text(f"{suite.name}, Zeile {fault.line}: {fault.message}"))
    if faults:
        raise typer.Exit(1)
    console.print(f"{len(suites)} Sammlungen geprüft, nichts gefunden.")

"""`recommend`: whether reading paths fit the firms they are meant for."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from evals.commands.terminal import console, mendable
from evals.recommend import PROFILES, read_profiles, run_profiles, summarise_paths
from evals.systems import assistant


def recommend(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Profile; sonst alle in evals/profiles.")
    ] = None,
) -> None:
    """Misst, ob Lesewege zu den Betrieben passen, für die sie gedacht sind."""
    with mendable():
        for file in files or sorted(PROFILES.glob("*.jsonl")):
            trials = run_profiles(read_profiles(file), assistant().recommend)
            table = Table("Maß", "Wert", title=file.stem)
            for name, value in summarise_paths(trials).items():
                table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
            console.print(table)

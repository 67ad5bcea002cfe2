"""What all commands share in the terminal: settings, progress bars, JSON, failures."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from ingest.errors import IngestError, IngestRunning
from ingest.settings import IndexSettings
from ingest.vectors import Progress

SOME_FAILED, NOTHING_PUBLISHED, BUSY = 1, 2, 75  # exit codes, DESIGN 4.1

console = Console(stderr=True)
SECONDS_BETWEEN_LINES = 0.1
JsonFlag = Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")]


def settings_of(context: typer.Context) -> IndexSettings:
    """Return the settings that the entry point read."""
    settings: IndexSettings = context.obj
    return settings


def print_json(noun: Any) -> None:
    """Print a noun as JSON on standard output."""
    print(TypeAdapter(type(noun)).dump_json(noun, indent=2).decode())


@contextmanager
def failures() -> Iterator[None]:
    """End the command with a German sentence and its exit code when ingestion fails."""
    try:
        yield
    except IngestRunning as error:
        raise _stop(error, BUSY) from error
    except IngestError as error:
        raise _stop(error, NOTHING_PUBLISHED) from error


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Show a bar for each step that reports progress."""
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks = {}

        def progress(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield progress


@contextmanager
def progress_lines() -> Iterator[Progress]:
    """Print {"step", "done", "total"}, at most ten lines a second and always a step's last."""
    printed = 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal printed
        now = time.monotonic()
        if done == total or now - printed >= SECONDS_BETWEEN_LINES:
            printed = now
            print(json.dumps({"step": step, "done": done, "total": total}), flush=True)

    yield progress


def _stop(error: IngestError, code: int) -> typer.Exit:
    console.print(str(error), style="red", markup=False)
    return typer.Exit(code)

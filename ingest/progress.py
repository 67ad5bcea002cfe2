"""How far an ingest is: as bars for people, as lines of JSON for programs."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from ingest.pipeline import Progress

SECONDS_BETWEEN_LINES = 0.1


@contextmanager
def progress_bars(console: Console) -> Iterator[Progress]:
    """Show a bar for each step."""
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

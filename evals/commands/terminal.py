"""How every command prints, and how a failure that people can mend ends."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from assistant import AssistantError
from evals.cases import BadSuite
from evals.comparison import NothingShared
from evals.gate import BadBaseline
from evals.judge import NoJudge
from evals.runs import BadRun
from evals.systems import RemoteFailed, UnknownSystem
from evals.usage import BadExport
from ingest import IngestError

console = Console()
_errors = Console(stderr=True)

MENDABLE = (
    AssistantError,
    BadBaseline,
    BadExport,
    BadRun,
    BadSuite,
    IngestError,
    NoJudge,
    NothingShared,
    RemoteFailed,
    UnknownSystem,
)


@contextmanager
def mendable() -> Iterator[None]:
    """Print the German sentence of a named error and end with exit code 2."""
    try:
        yield
    except MENDABLE as error:
        _errors.print(Text(str(error), style="red"))
        raise typer.Exit(2) from error

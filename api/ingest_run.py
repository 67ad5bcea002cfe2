"""An ingest started from the staff pages: `python -m ingest run` in a process of its own."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from api.ingest_command import last_line, start_ingest_command, stop
from ingest import IndexSettings, IngestRunning

logger = logging.getLogger(__name__)

State = Literal["none", "running", "published", "unchanged", "held", "failed"]


@dataclass(frozen=True, slots=True)
class RunStatus:
    """Where a run stands. `report` is the IngestReport as JSON, `message` what went wrong."""

    state: State = "none"
    started_at: str = ""
    step: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    report: dict[str, Any] = field(default_factory=dict)


class IngestRun:
    """The last run and, while one is going on, its progress; lives on one event loop."""

    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._once_more = False
        self.status = RunStatus()

    def start(self, *, prune: bool = False) -> None:
        """Begin a run over the corpus folder; raises IngestRunning while one is going on."""
        if self.status.state == "running":
            raise IngestRunning("Es wird schon eingelesen. Bitte abwarten, bis das fertig ist.")
        self.status = _begun()
        self._task = asyncio.create_task(self._run(prune))

    def read_again(self) -> None:
        """Begin a run, or another one as soon as the one that is going on has ended."""
        if self.status.state == "running":
            self._once_more = True
        else:
            self.start()

    async def follow(self) -> AsyncIterator[RunStatus]:
        """Yield the status now and after each change, until the run has ended."""
        seen = None
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self.status is not seen)  # noqa: B023
                seen = self.status
            yield seen
            if seen.state != "running":
                return

    async def close(self) -> None:
        """Stop a run that is going on; the release that serves stays as it is."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self, prune: bool) -> None:
        while True:
            ended = await self._once(prune)
            async with self._changed:  # nobody can ask for another run in between
                again, self._once_more, prune = self._once_more, False, False
                self.status = _begun() if again else ended
                self._changed.notify_all()
            if not again:
                return

    async def _once(self, prune: bool) -> RunStatus:
        try:
            with TemporaryDirectory() as folder:
                return await self._child(Path(folder) / "report.json", prune)
        except OSError as error:
            message = f"Das Einlesen konnte nicht beginnen: {error.strerror}."
        except Exception:  # a run that never ends would keep the staff from every other one
            logger.exception("the run of ingest cannot be followed")
            message = "Wie das Einlesen ausging, ist nicht zu lesen. Bitte noch einmal einlesen."
        return replace(self.status, state="failed", message=message)

    async def _child(self, report: Path, prune: bool) -> RunStatus:
        options = ["--json", str(report), *(["--prune"] if prune else [])]
        child = await start_ingest_command(
            self._settings, "run", str(self._settings.corpus_dir), "--progress", *options
        )
        try:
            complaints, _ = await asyncio.gather(_all(child.stderr), self._watch(child.stdout))
            code = await child.wait()
        finally:
            await stop(child)
        return _ended(self.status, code, report, last_line(complaints))

    async def _watch(self, lines: asyncio.StreamReader | None) -> None:
        if lines is None:
            return
        async for line in lines:
            with suppress(json.JSONDecodeError, KeyError):
                told = json.loads(line)
                step, done, total = told["step"], told["done"], told["total"]
                await self._set(replace(self.status, step=step, done=done, total=total))

    async def _set(self, status: RunStatus) -> None:
        async with self._changed:
            self.status = status
            self._changed.notify_all()


def _begun() -> RunStatus:
    return RunStatus("running", started_at=datetime.now(UTC).isoformat(timespec="seconds"))


async def _all(stream: asyncio.StreamReader | None) -> bytes:
    return await stream.read() if stream else b""


def _ended(status: RunStatus, code: int, report: Path, last_error: str) -> RunStatus:
    if report.exists():
        told = json.loads(report.read_text("utf-8"))
        return replace(status, state=_state(told), report=told)
    if code < 0:
        last_error = "Das Einlesen wurde abgebrochen. Die bisherige Ausgabe gilt weiter."
    return replace(status, state="failed", message=last_error or f"Abbruch mit Code {code}.")


def _state(report: dict[str, Any]) -> State:
    if report.get("held"):
        return "held"
    return "published" if report["published"] else "unchanged"

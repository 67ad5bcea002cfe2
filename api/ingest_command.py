"""The commands of ingest in processes of their own, so that a failing one cannot harm the chat."""

import asyncio
import os
import sys
from dataclasses import dataclass

from ingest import IndexSettings

SECONDS_TO_STOP = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: exit code, what it printed, and the last line of what it complained."""

    code: int
    output: str
    complaint: str


async def run_ingest_command(settings: IndexSettings, *arguments: str) -> Outcome:
    """Run `python -m ingest …` to its end."""
    child = await start_ingest_command(settings, *arguments)
    try:
        output, errors = await child.communicate()
    finally:
        await stop(child)
    return Outcome(child.returncode or 0, output.decode("utf-8", "replace"), last_line(errors))


async def start_ingest_command(
    settings: IndexSettings, *arguments: str
) -> asyncio.subprocess.Process:
    """Start `python -m ingest …` with these settings; raises OSError."""
    given = {
        "LOTSE_VAR_DIR": str(settings.var_dir),
        "LOTSE_CORPUS_DIR": str(settings.corpus_dir),
        "LOTSE_EMBEDDING_MODEL": settings.embedding_model,
        "COLUMNS": "1000",  # an error stays one line
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "ingest",
        *arguments,
        env=os.environ | given,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def stop(child: asyncio.subprocess.Process) -> None:
    """End a child that still runs; what it has not published stays unpublished."""
    if child.returncode is not None:
        return
    child.terminate()
    try:
        await asyncio.wait_for(child.wait(), SECONDS_TO_STOP)
    except TimeoutError:
        child.kill()
        await child.wait()


def last_line(complaints: bytes) -> str:
    """Return the last line that says something: there a command says why it stopped."""
    lines = complaints.decode("utf-8", "replace").split("\n")
    told = (line.strip(" │╭╮╰╯─\r") for line in reversed(lines))
    return next((line for line in told if line), "")

"""The child of sandbox.py: limits as argument, jobs on stdin, blocks on stdout.

It lowers its own limits before the first byte of a foreign file reaches it.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import replace
from typing import IO

from pydantic import TypeAdapter

from ingest.archives import unpack
from ingest.errors import IngestError, TooMuchMemory, TooMuchText, UnreadableFile
from ingest.frames import read_frame, write_frame
from ingest.limits import Guard, Limits
from ingest.readers import PROPERTIES, READERS, detect
from ingest.sandbox import PAGE_TOO_SLOW
from ingest.text import mend, mend_cells
from ingest.types import RawBlock, Reading

_READING = TypeAdapter(Reading)
_BLOCKS_PER_PASSAGE = 10  # more blocks than this for every passage allowed are no text
_TIRED = 0.25  # a child that goes on holding this share of the memory allowed is replaced
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer jobs until stdin ends."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes elsewhere
    limits = Limits(**json.loads(sys.argv[1]))
    _lower(limits)
    signal.signal(signal.SIGALRM, lambda number, frame: os._exit(PAGE_TOO_SLOW))
    write_frame(answers, b"")
    with contextlib.suppress(EOFError):
        while True:
            job = json.loads(read_frame(jobs, 1_000_000))
            data = read_frame(jobs, limits.file_mb * 1_000_000)
            _answer(job, data, limits, answers)


def _lower(limits: Limits) -> None:
    """Bound memory beyond what the interpreter holds; no core dump, no file, no orphan."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    most = _held() + limits.memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(job: dict[str, str], data: bytes, limits: Limits, answers: IO[bytes]) -> None:
    frames: list[bytes] = []
    failure: IngestError | None = None
    try:
        frames = _unpacked(data, limits) if job["job"] == "unpack" else _read(data, job, limits)
    except IngestError as error:
        failure = error
    except MemoryError:
        failure = TooMuchMemory(
            f"Das Lesen braucht mehr als {limits.memory_mb} MB Speicher. "
            "Bitte teilen oder LOTSE_LIMIT_MEMORY_MB erhöhen."
        )
    except Exception as error:  # a reader's mistake over a strange file: named, not fatal
        failure = UnreadableFile(
            f"Die Datei ist beschädigt ({type(error).__name__}). Bitte neu erzeugen."
        )
    signal.setitimer(signal.ITIMER_REAL, 0)
    for frame in (_head(failure, limits), *frames):
        write_frame(answers, frame)


def _head(failure: IngestError | None, limits: Limits) -> bytes:
    """Say how it went, and whether this was the last file: the next one needs its memory whole."""
    said = {"code": failure.code, "message": str(failure)} if failure else None
    tired = _held() - _held_at_start > _TIRED * limits.memory_mb * 1_000_000
    return json.dumps({"failure": said, "last": tired}).encode()


def _held() -> int:
    """Return this process's address space in bytes."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


_held_at_start = _held()


def _read(data: bytes, job: dict[str, str], limits: Limits) -> list[bytes]:
    def arm(number: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, limits.page_seconds)

    guard = Guard(limits, on_page=arm)
    format_ = detect(data, job["name"])
    blocks = READERS[format_](data, guard)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if len(blocks) > _BLOCKS_PER_PASSAGE * limits.passages:
        raise TooMuchText("Das Dokument zerfällt in zu viele Absätze. Bitte teilen.")
    counted = Guard(limits)
    for block in blocks:
        counted.text(len(block.text) + sum(map(len, block.columns)))
    mended = tuple(map(_mended, blocks))
    reading = Reading(format_, mended, PROPERTIES[format_](data, guard))
    return [_READING.dump_json(reading)]


def _mended(block: RawBlock) -> RawBlock:
    """Mend here, so that text made to be slow to normalise is slow only in the child."""
    columns = mend_cells(block.columns)
    return replace(block, text=mend(block.text), columns=columns, marker=mend(block.marker))


def _unpacked(data: bytes, limits: Limits) -> list[bytes]:
    members = list(unpack(data, limits))
    names = json.dumps([name for name, _ in members]).encode()
    return [names, *(content for _, content in members)]


if __name__ == "__main__":
    main()

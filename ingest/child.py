"""Fresh processes that look at a generation, and end when the process that asked them ends."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_SIGN = "LOTSE_CHILD"


def run_child(arguments: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments and the packages of this process; raises TimeoutExpired.

    The child's standard input ends when this process does, even by SIGKILL: an orphan that went on
    would write into a folder that the next ingest has just removed.
    """
    ours = str(Path(__file__).parents[1])
    paths = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": paths, _SIGN: "1"}
    reading, writing = os.pipe()
    try:
        return subprocess.run(
            [sys.executable, *arguments],
            stdin=reading,
            capture_output=True,
            text=True,
            env=environment,
            timeout=seconds,
        )
    finally:
        os.close(reading)
        os.close(writing)


def end_with_parent() -> None:
    """End this process as soon as the one that started it with `run_child` has ended."""
    if os.environ.get(_SIGN):
        threading.Thread(target=_wait_for_the_end, daemon=True).start()


def last_words(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last line that a failed child wrote, or how it ended."""
    return (done.stderr.strip().splitlines() or [f"Abbruch mit {done.returncode}"])[-1]


def _wait_for_the_end() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written into it
    os._exit(1)

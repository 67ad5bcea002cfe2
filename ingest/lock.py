"""The lock that lets one ingest at a time write into an index."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IngestRunning


@contextmanager
def exclusive(index_dir: Path) -> Iterator[None]:
    """Hold the ingest lock of an index; raises IngestRunning when another process has it.

    The kernel lets go of it when the process ends, however it ends.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / "LOCK").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            since = lock.read().strip() or "kurzem"
            raise IngestRunning(
                f"Ein anderer Einlesevorgang läuft seit {since}. Bitte abwarten."
            ) from error
        lock.truncate(0)
        lock.write(datetime.now(UTC).strftime("%d.%m.%Y, %H:%M:%S Uhr (UTC)"))
        lock.flush()
        yield

"""Generations of the index and the one pointer that says which of them serves.

Nothing is ever written into a published generation. A new one is built beside it in a staging
folder and made current by replacing the pointer file: the only commit point.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IngestRunning, NoRelease

KEPT_GENERATIONS = 3
_POINTER = "CURRENT"
_STAGING = "staging-"


@contextmanager
def exclusive(index_dir: Path) -> Iterator[None]:
    """Hold the ingest lock of an index; raises IngestRunning when another process has it."""
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
        lock.write(datetime.now(UTC).strftime("%d.%m.%Y, %H:%M Uhr (UTC)"))
        lock.flush()
        yield


def current_generation(index_dir: Path) -> Path:
    """Return the folder of the release that serves; raises NoRelease when there is none."""
    try:
        name = (index_dir / _POINTER).read_text().strip()
    except FileNotFoundError:
        raise NoRelease(
            "Es sind noch keine Leitfäden eingelesen. Bitte »make ingest« ausführen."
        ) from None
    return index_dir / name


def publish(index_dir: Path, build: Callable[[Path, str], None]) -> str:
    """Build a generation with `build(folder, name)`, make it current and return its name.

    When `build` raises, the old release goes on serving and the staging folder is gone.
    """
    remove_leftovers(index_dir)
    name = _next_name(index_dir)
    staging = index_dir / f"{_STAGING}{uuid.uuid4().hex}"
    staging.mkdir()
    try:
        build(staging, name)
        _sync_tree(staging)
        os.rename(staging, index_dir / name)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync(index_dir)
    _point_to(index_dir, name)
    _retire(index_dir)
    return name


def remove_leftovers(index_dir: Path) -> None:
    """Remove what a killed ingest left behind; call it only under the lock."""
    for staging in index_dir.glob(f"{_STAGING}*"):
        shutil.rmtree(staging, ignore_errors=True)


def generations(index_dir: Path) -> list[str]:
    """Return the names of all complete generations, oldest first."""
    return sorted(path.name for path in index_dir.glob("[0-9]" * 6))


def _next_name(index_dir: Path) -> str:
    return f"{max(map(int, generations(index_dir)), default=0) + 1:06d}"


def _point_to(index_dir: Path, name: str) -> None:
    fresh = index_dir / f"{_POINTER}.tmp"
    with fresh.open("w") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, index_dir / _POINTER)
    _sync(index_dir)


def _retire(index_dir: Path) -> None:
    for name in generations(index_dir)[:-KEPT_GENERATIONS]:
        with suppress(OSError):  # still open somewhere; the next run tries again
            shutil.rmtree(index_dir / name)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

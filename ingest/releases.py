"""Generations of the index and the one pointer that says which of them serves.

    index/000017/ 000018/ …   complete generations; nothing is ever written into one
    index/CURRENT             the name of the one that serves: replacing it is the only commit point
    index/000018.aside        why a complete generation is not to serve (held back, rolled back)
    index/staging-…/          one that is being built

A generation newer than CURRENT without such a note was left by an ingest that died just before its
commit point; the next run removes it.
"""

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.durable import sync, sync_tree, write_durably
from ingest.errors import NoRelease

KEPT_GENERATIONS = 3
_POINTER = "CURRENT"
_STAGING = "staging-"
_ASIDE = ".aside"
_NAME = re.compile(r"\d{6}")


def current_generation(index_dir: Path) -> Path:
    """Return the folder of the release that serves; raises NoRelease when there is none."""
    with suppress(FileNotFoundError):
        name = (index_dir / _POINTER).read_text(errors="replace").strip()
        # The pointer is replaced at once, so only a failing disk spoils it.
        return index_dir / (name if _NAME.fullmatch(name) else _newest(index_dir))
    raise NoRelease("Es sind noch keine Leitfäden eingelesen. Bitte »make ingest« ausführen.")


def generations(index_dir: Path) -> list[str]:
    """Return the names of all complete generations, oldest first."""
    return sorted(path.name for path in index_dir.glob("[0-9]" * 6))


def servable(index_dir: Path) -> list[Path]:
    """Return the current generation and the older ones that may stand in for it, newest first.

    Raises NoRelease when there is no current one.
    """
    current = current_generation(index_dir)
    older = [
        index_dir / name
        for name in reversed(generations(index_dir))
        if name < current.name and not aside_reason(index_dir, name)
    ]
    return [current, *older]


def set_aside(index_dir: Path, name: str, reason: str) -> None:
    """Note in a German sentence why a generation is not to serve."""
    write_durably(index_dir / f"{name}{_ASIDE}", reason)


def aside_reason(index_dir: Path, name: str) -> str:
    """Return why a generation is not to serve; empty if it may."""
    with suppress(FileNotFoundError):
        return (index_dir / f"{name}{_ASIDE}").read_text("utf-8")
    return ""


@contextmanager
def staging(index_dir: Path) -> Iterator[tuple[Path, str]]:
    """Yield an empty folder to build in, and the name that the generation will have.

    What has not been committed or held when the block ends is removed.
    """
    folder = index_dir / f"{_STAGING}{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        yield folder, f"{max(map(int, generations(index_dir)), default=0) + 1:06d}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit(index_dir: Path, built: Path, name: str) -> None:
    """Make a staged generation the one that serves, and retire what is no longer kept."""
    _place(index_dir, built, name)
    point_to(index_dir, name)
    retire(index_dir)


def hold(index_dir: Path, built: Path, name: str, reason: str) -> None:
    """Keep a staged generation without letting it serve."""
    set_aside(index_dir, name, reason)
    _place(index_dir, built, name)
    retire(index_dir)


def point_to(index_dir: Path, name: str) -> None:
    """Let a complete generation serve."""
    write_durably(index_dir / _POINTER, name)
    (index_dir / f"{name}{_ASIDE}").unlink(missing_ok=True)


def remove_leftovers(index_dir: Path) -> None:
    """Remove what a killed ingest left behind; call it only under the lock."""
    for folder in index_dir.glob(f"{_STAGING}*"):
        shutil.rmtree(folder, ignore_errors=True)
    current = _current_name(index_dir)
    for name in generations(index_dir):
        if current and name > current and not aside_reason(index_dir, name):
            shutil.rmtree(index_dir / name, ignore_errors=True)
    for note in index_dir.glob(f"*{_ASIDE}"):
        if note.stem == current or not (index_dir / note.stem).exists():
            note.unlink()


def retire(index_dir: Path) -> None:
    """Keep three generations that may serve and the newest one set aside; remove the others."""
    current = _current_name(index_dir)
    every = generations(index_dir)
    noted = [name for name in every if name != current and aside_reason(index_dir, name)]
    plain = [name for name in every if name not in noted and name <= current]
    for name in {*every} - {*plain[-KEPT_GENERATIONS:]} - {*noted[-1:]}:
        remove(index_dir, name)


def remove(index_dir: Path, name: str) -> None:
    """Remove a generation and the note beside it."""
    with suppress(OSError):  # still open somewhere; the next run tries again
        shutil.rmtree(index_dir / name)
        (index_dir / f"{name}{_ASIDE}").unlink(missing_ok=True)


def _place(index_dir: Path, built: Path, name: str) -> None:
    sync_tree(built)
    os.rename(built, index_dir / name)
    sync(index_dir)


def _newest(index_dir: Path) -> str:
    plain = [name for name in generations(index_dir) if not aside_reason(index_dir, name)]
    return max(plain, default="000000")


def _current_name(index_dir: Path) -> str:
    with suppress(NoRelease):
        return current_generation(index_dir).name
    return ""

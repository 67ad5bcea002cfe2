"""Room on the disk: asked for before a build, and named when it runs out during one."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.errors import IngestError, NoRelease, NoSpace
from ingest.releases import current_generation

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# How SQLite and Chroma say it.
_WORDS = ("disk is full", "no space left", "file too large", "disk i/o error")
_SPARE = 16 * 1024 * 1024  # bytes beyond a generation: the registry's new vectors, temporary files
_NOTHING = 256 * 1024  # with less left, whatever failed failed for want of space


def require_space(index_dir: Path) -> None:
    """Raise NoSpace unless another generation half as large again as the current one fits."""
    needed = _SPARE + 3 * _size_of_current(index_dir) // 2
    free = shutil.disk_usage(index_dir).free
    if free < needed:
        raise NoSpace(
            f"Für eine neue Ausgabe fehlt Platz: {_megabytes(needed)} nötig, {_megabytes(free)} "
            f"frei. Bitte auf dem Laufwerk von »{index_dir}« Platz schaffen."
        )


@contextmanager
def space_errors(index_dir: Path) -> Iterator[None]:
    """Translate every failure for want of disk space in the block into NoSpace."""
    try:
        yield
    except Exception as error:
        if isinstance(error, NoSpace) or not _for_want_of_space(error, index_dir):
            raise
        raise NoSpace(
            f"Das Laufwerk von »{index_dir}« ist voll. Die bisherige Ausgabe gilt weiter; "
            "bitte Platz schaffen und den Befehl wiederholen."
        ) from error


def _for_want_of_space(error: Exception, index_dir: Path) -> bool:
    said = str(error).lower()
    if getattr(error, "errno", None) in _FULL or any(words in said for words in _WORDS):
        return True
    written = isinstance(error, OSError | IngestError) or "chroma" in type(error).__module__
    return written and shutil.disk_usage(index_dir).free < _NOTHING


def _size_of_current(index_dir: Path) -> int:
    with suppress(NoRelease):
        folder = current_generation(index_dir)
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return 0


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f} MB"

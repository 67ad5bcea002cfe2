"""Files that the staff upload: stored in the corpus folder under a harmless name, never opened.

What a file really is, and whether it is fit to be read, ingest finds out in its own process.
"""

import os
import shutil
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from api.failures import UploadRefused
from ingest import REPLACED, edition_name

ACCEPTED = (".md", ".pdf", ".docx", ".html", ".htm", ".zip", ".toml")  # .toml: metadata
FOLDER = "hochgeladen"  # for files that the corpus does not have yet
MAX_NAME = 100  # characters
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an upload went, relative to the corpus folder, and whether it took another's place."""

    file: str
    replaced: bool


def store_upload(corpus: Path, name: str, content: BinaryIO, most_mb: int) -> Stored:
    """Put a file into the corpus, in the place of the one with its name if there is one.

    What was there before is kept in `_ersetzt`. Raises UploadRefused, also above `most_mb`.
    """
    safe = safe_name(name)
    try:
        target = _same_name(corpus, safe) or _beside_guide(corpus, safe) or corpus / FOLDER / safe
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{uuid.uuid4().hex}")  # ingest does not read hidden files
        try:
            _copy(content, fresh, safe, most_mb)
            replaced = target.exists()
            if replaced:
                _keep(corpus, target)
            os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise UploadRefused(
            f"Die Datei kann nicht gespeichert werden ({error.strerror}). "
            "Bitte den Ordner der Leitfäden prüfen."
        ) from error
    return Stored(target.relative_to(corpus).as_posix(), replaced)


def safe_name(name: str) -> str:
    """Return a file name without path, in lower case, of letters, digits and ._- only.

    Raises UploadRefused for a name that ingest would not read.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    safe = _plain(last)
    stem, suffix = Path(safe).stem, Path(safe).suffix
    if suffix not in ACCEPTED or not stem or stem == "readme":
        raise UploadRefused(
            f"»{last[:MAX_NAME]}« wird nicht angenommen. "
            "Möglich sind Markdown, PDF, Word (.docx), HTML und ZIP."
        )
    return safe


def _plain(name: str) -> str:
    lower = unicodedata.normalize("NFC", name).lower()
    plain = "".join(char if char.isalnum() or char in "._-" else "-" for char in lower)
    stem, dot, suffix = plain.rpartition(".")
    return stem.strip("._-")[:MAX_NAME].rstrip("._-") + dot + suffix


def _same_name(corpus: Path, name: str) -> Path | None:
    """Return the one file in the corpus that would get this name if it were uploaded."""
    found = [path for path in _read_files(corpus) if _plain(path.name) == name]
    return found[0] if len(found) == 1 else None


def _beside_guide(corpus: Path, name: str) -> Path | None:
    """Return where metadata with this name belongs: beside the one guide with its stem."""
    if not name.endswith(".toml"):
        return None
    stem = Path(name).stem
    guides = [path for path in _read_files(corpus) if Path(_plain(path.name)).stem == stem]
    return guides[0].with_suffix(".toml") if len(guides) == 1 else None


def _read_files(corpus: Path) -> Iterator[Path]:
    """Yield the files that ingest may read: it sees neither links that lead out nor _."""
    inside = corpus.resolve()
    for path in corpus.rglob("*"):
        hidden = any(part.startswith(("_", ".")) for part in path.relative_to(corpus).parts)
        wanted = path.suffix.lower() in ACCEPTED and not hidden
        if wanted and path.is_file() and path.resolve().is_relative_to(inside):
            yield path


def _copy(content: BinaryIO, target: Path, name: str, most_mb: int) -> None:
    written = 0
    with target.open("wb") as file:
        while chunk := content.read(_CHUNK):
            written += len(chunk)
            if written > most_mb * 1_000_000:
                raise UploadRefused(f"»{name}« ist größer als {most_mb} MB. Bitte verkleinern.")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if written == 0:
        raise UploadRefused(f"»{name}« ist leer.")


def _keep(corpus: Path, target: Path) -> None:
    kept = corpus / REPLACED
    kept.mkdir(exist_ok=True)
    shutil.copy2(target, kept / edition_name(target.name, datetime.now(UTC)))

"""The checksums written with a generation: whether it still is what was published.

Checked before a generation is opened, because a damaged vector file can take the process with it.
"""

import hashlib
import json
from pathlib import Path

from ingest import store
from ingest.errors import DamagedRelease
from ingest.generation import damaged

_FILE = "checksums.json"


def seal(folder: Path) -> None:
    """Write the checksums of a generation's parts; no part may change afterwards."""
    (folder / _FILE).write_text(json.dumps(_checksums(folder), indent=2), "utf-8")


def check(folder: Path) -> None:
    """Raise DamagedRelease when a part of a generation is missing or has changed."""
    try:
        sealed = json.loads((folder / _FILE).read_text("utf-8"))
        found = _checksums(folder)
    except (OSError, ValueError) as error:
        raise damaged(folder) from error
    if sealed != found:
        raise damaged(folder)


def intact(folder: Path) -> bool:
    """Return whether a generation is what was published."""
    try:
        check(folder)
    except DamagedRelease:
        return False
    return True


def _checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file; of Chroma's database, which each opening changes, of its
    content."""
    database = folder / "chroma" / store.DATABASE
    found = {
        path.relative_to(folder).as_posix(): _sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _FILE and not path.name.startswith(store.DATABASE)
    }
    return found | {"chroma": store.content_digest(database)}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

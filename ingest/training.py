"""What was fitted on labelled questions: small files that each release takes along.

`python -m evals calibrate` writes them here, the next ingest publishes them, and a rollback brings
back the old ones: a release is always searched, and declined, as it was measured.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ingest.generation import damaged

RANKING = "ranking.json"
SUFFICIENCY = "sufficiency.json"
INTENT = "intent.npz"

Trained = Mapping[str, bytes]

_FOLDER = "trained"
_NEWEST = Path(__file__).parent / _FOLDER


def newest_trained() -> Trained:
    """Return the files that the next release is published with, by name."""
    return _read(_NEWEST)


def keep_trained(name: str, content: bytes) -> None:
    """Keep a fitted file for the next release."""
    (_NEWEST / name).write_bytes(content)


def write_trained(folder: Path, trained: Trained) -> None:
    """Write the files into a new generation."""
    (folder / _FOLDER).mkdir()
    for name, content in trained.items():
        (folder / _FOLDER / name).write_bytes(content)


def read_trained(folder: Path) -> Trained:
    """Return the files that a generation was published with; raises DamagedRelease."""
    try:
        return _read(folder / _FOLDER)
    except OSError as error:
        raise damaged(folder) from error


def trained_hash(trained: Trained) -> str:
    """Return a SHA-256 of all files, by which a release tells whether there are newer ones."""
    digest = hashlib.sha256()
    for name, content in sorted(trained.items()):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def _read(folder: Path) -> Trained:
    return {name: (folder / name).read_bytes() for name in (RANKING, SUFFICIENCY, INTENT)}

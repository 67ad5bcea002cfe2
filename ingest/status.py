"""What is there: the releases that are kept and the guides of the one that serves."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.checksums import intact
from ingest.errors import DamagedRelease
from ingest.generation import read_documents, read_manifest
from ingest.registry import Registry
from ingest.releases import aside_reason, current_generation, generations, servable
from ingest.types import Manifest

State = Literal["serves", "kept", "aside", "damaged"]


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """A generation on the disk; `reason` says in German why one that is aside does not serve."""

    name: str
    state: State
    created_at: str
    guides: int
    reason: str


@dataclass(frozen=True, slots=True)
class ServedGuide:
    """A guide of the release that serves and the release since which it reads as it does."""

    id: str
    title: str
    version: str
    since: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Status:
    """The release that serves, every release that is kept, and the guides that serve."""

    serves: Manifest
    releases: tuple[KeptRelease, ...]
    guides: tuple[ServedGuide, ...]


def read_status(index_dir: Path, registry: Registry) -> Status:
    """Return what is there; raises NoRelease, and DamagedRelease when no generation is whole."""
    folder = next(filter(intact, servable(index_dir)), current_generation(index_dir))
    documents = read_documents(folder).values()
    return Status(
        serves=read_manifest(folder),
        releases=tuple(_kept(index_dir, name, folder.name) for name in generations(index_dir)),
        guides=tuple(
            ServedGuide(
                document.guide.id,
                document.guide.title,
                document.guide.version,
                registry.since(document.guide.id, document.sha256),
                document.stale,
            )
            for document in documents
        ),
    )


def _kept(index_dir: Path, name: str, serves: str) -> KeptRelease:
    reason = aside_reason(index_dir, name)
    try:
        manifest = read_manifest(index_dir / name)
    except DamagedRelease:
        return KeptRelease(name, "damaged", "", 0, reason)
    state: State = "aside" if reason else "kept"
    if not intact(index_dir / name):
        state = "damaged"
    elif name == serves:
        state = "serves"
    return KeptRelease(name, state, manifest.created_at, manifest.guides, reason)

"""Going back to an older release, which is verified before it serves again."""

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnknownGeneration, VerificationFailed
from ingest.lock import exclusive
from ingest.releases import (
    current_generation,
    generations,
    point_to,
    remove_leftovers,
    servable,
    set_aside,
)
from ingest.verification import verify_in_child


@dataclass(frozen=True, slots=True)
class Rollback:
    """The release that served and the one that serves now."""

    old: str
    new: str


def roll_back(index_dir: Path, model_id: str, name: str = "") -> Rollback:
    """Let the generation `name` serve, or else the newest older one that passes verification.

    Those between it and the one that served are set aside: a later run does not publish the same
    documents again unless it is forced. Raises UnknownGeneration, VerificationFailed and
    IngestRunning.
    """
    with exclusive(index_dir):
        remove_leftovers(index_dir)
        old = current_generation(index_dir).name
        target = _named(index_dir, model_id, name) if name else _newest_older(index_dir, model_id)
        for between in generations(index_dir):
            if target < between <= old:
                set_aside(index_dir, between, f"Zurückgerollt auf Ausgabe {target}.")
        point_to(index_dir, target)
    return Rollback(old, target)


def _named(index_dir: Path, model_id: str, name: str) -> str:
    known = generations(index_dir)
    if name not in known:
        raise UnknownGeneration(
            f"Eine Ausgabe »{name}« gibt es nicht; vorhanden: {', '.join(known)}."
        )
    verify_in_child(index_dir / name, model_id)
    return name


def _newest_older(index_dir: Path, model_id: str) -> str:
    reasons = []
    for folder in servable(index_dir)[1:]:
        try:
            verify_in_child(folder, model_id)
            return folder.name
        except VerificationFailed as error:
            reasons.append(f"{folder.name}: {error}")
    raise UnknownGeneration(" ".join(["Es gibt keine ältere Ausgabe, die gelten kann.", *reasons]))

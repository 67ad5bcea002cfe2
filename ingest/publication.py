"""Embedded texts become a generation that was verified, and then serves or is held back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.changes import AnswerChange
from ingest.checksums import seal
from ingest.generation import content_hash, write_generation
from ingest.golden import AskGolden, answer_changes, reason_to_hold
from ingest.passages import CUTTER_VERSION
from ingest.registry import Registry
from ingest.releases import commit, hold, staging
from ingest.training import newest_trained, trained_hash, write_trained
from ingest.types import Manifest
from ingest.vectors import Progress, Texts
from ingest.verification import verify_in_child


@dataclass(frozen=True, slots=True)
class Publication:
    """A new generation; `held` says in German why it does not serve."""

    name: str
    answers: tuple[AnswerChange, ...] = ()
    held: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Golden questions that a new generation must not answer worse than the one in `baseline`.

    An open gate only compares.
    """

    ask: AskGolden
    baseline: Path
    open: bool = False

    def judge(self, generation: Path) -> tuple[tuple[AnswerChange, ...], str]:
        """Return the changed answers and why the generation must be held back, else ""."""
        old, new = self.ask((self.baseline, generation))
        changes = answer_changes(old, new)
        return changes, "" if self.open else reason_to_hold(changes, len(new))


def publish(
    index_dir: Path, texts: Texts, registry: Registry, gate: Gate | None, progress: Progress
) -> Publication:
    """Build a generation beside the others, verify it and let it serve.

    Whatever fails, the old release goes on serving and the half-built one is gone. Raises
    VerificationFailed.
    """
    with staging(index_dir) as (folder, name):
        progress("Ausgabe bauen", 0, 1)
        _write(folder, name, texts, registry)
        seal(folder)
        progress("Ausgabe bauen", 1, 1)
        progress("Ausgabe prüfen", 0, 1)
        verify_in_child(folder, texts.model_id)
        progress("Ausgabe prüfen", 1, 1)
        published = Publication(name)
        if gate:
            progress("Golden-Fragen", 0, 1)
            published = Publication(name, *gate.judge(folder))
            progress("Golden-Fragen", 1, 1)
        progress("Veröffentlichen", 0, 1)
        if published.held:
            hold(index_dir, folder, name, published.held)
        else:
            commit(index_dir, folder, name)
        progress("Veröffentlichen", 1, 1)
    return published


def _write(folder: Path, name: str, texts: Texts, registry: Registry) -> None:
    vectors = texts.vectors(registry)
    trained = newest_trained()
    manifest = Manifest(
        generation=name,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model_id=texts.model_id,
        dimension=vectors["passages"].shape[1],
        cutter_version=CUTTER_VERSION,
        guides=len(texts.documents),
        passages=len(texts.passages),
        sentences=len(vectors["sentences"]),
        content_hash=content_hash(texts.passages),
        trained_hash=trained_hash(trained),
    )
    write_trained(folder, trained)
    write_generation(folder, manifest, texts.documents, texts.passages, vectors)

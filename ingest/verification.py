"""A built generation looked at with fresh eyes before it may serve.

It runs in a process of its own (`python -m ingest.verification FOLDER MODEL`): nothing that the
building process still holds in memory can hide what is missing on the disk, and a vector file that
crashes its reader crashes nobody else.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np

from ingest.checksums import check
from ingest.child import end_with_parent, last_words, run_child
from ingest.errors import IngestError, VerificationFailed
from ingest.generation import content_hash, read_documents, read_manifest, read_passages
from ingest.index import Index
from ingest.store import VectorStore
from ingest.types import Manifest, Passage

SELF_QUERIES = 0.995  # the share of passages that their own vector must find
_ASKED = 2000  # self-queries at most, spread evenly
_SAME = 0.9999  # cosine at which another passage is a twin
_SECONDS = 600


def verify_in_child(folder: Path, model_id: str) -> None:
    """Verify a generation in a fresh process; raises VerificationFailed, also when it crashes."""
    try:
        done = run_child(("-m", "ingest.verification", str(folder.resolve()), model_id), _SECONDS)
    except subprocess.TimeoutExpired as error:
        raise VerificationFailed(
            f"Die Prüfung der Ausgabe {folder.name} wurde nicht fertig; sie gilt nicht."
        ) from error
    if done.returncode != 0:
        raise VerificationFailed(f"Die Ausgabe hat die Prüfung nicht bestanden: {last_words(done)}")


def verify(folder: Path, model_id: str) -> None:
    """Raise VerificationFailed or DamagedRelease unless a generation is whole and answers."""
    check(folder)
    manifest = read_manifest(folder)
    passages = read_passages(folder)
    vectors = np.load(folder / "passages.npy")
    _expect("Modell", manifest.model_id, model_id)
    _expect("Leitfäden", len(read_documents(folder)), manifest.guides)
    _expect("Passagen", len(passages), manifest.passages)
    _expect("Prüfsumme der Passagen", content_hash(passages), manifest.content_hash)
    _expect("Vektoren", vectors.shape, (manifest.passages, manifest.dimension))
    store = VectorStore(folder / "chroma")
    _expect("Kennungen im Vektorindex", store.ids() == {p.id for p in passages}, True)
    found = _self_found(store, passages, vectors)
    store.close()
    if found < SELF_QUERIES:
        raise VerificationFailed(f"Nur {found:.1%} der Passagen finden sich selbst.")
    _opens(folder, manifest)


def _self_found(store: VectorStore, passages: tuple[Passage, ...], vectors: np.ndarray) -> float:
    rows = np.unique(np.linspace(0, len(passages) - 1, min(_ASKED, len(passages))).astype(int))
    found = 0
    for row in rows:
        (id_, cosine), *_ = store.nearest(vectors[row], 1)
        found += id_ == passages[row].id or cosine > _SAME
    return found / len(rows)


def _opens(folder: Path, manifest: Manifest) -> None:
    index = Index(folder)
    _expect("Sätze", sum(len(p.sentences) for p in index.passages), manifest.sentences)
    index.close()


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise VerificationFailed(f"{what}: {found} statt {wanted}.")


def main() -> None:
    """Verify the generation in argv[1] for the model in argv[2]; the reason goes to stderr."""
    end_with_parent()
    try:
        verify(Path(sys.argv[1]), sys.argv[2])
    except IngestError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

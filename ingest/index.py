"""One generation of the index: written once by `write_index`, then opened for hybrid search."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from ingest.errors import DamagedRelease
from ingest.lexical import LexicalIndex
from ingest.store import VectorStore
from ingest.types import Document, Hit, Manifest, Passage, SentenceHit

Vector = npt.NDArray[np.float32]

# Weight of the dense half after both halves are z-scored over a question's candidates.
DENSE_WEIGHT = 0.6
_CANDIDATES = 100

_MANIFEST = TypeAdapter(Manifest)
_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])


def write_index(
    folder: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    passage_vectors: Vector,
    sentence_vectors: Vector,
) -> None:
    """Write everything a search needs into an empty folder."""
    store = VectorStore(folder / "chroma", create=True)
    store.add([passage.id for passage in passages], passage_vectors)
    store.close()
    sentences = [sentence.text for passage in passages for sentence in passage.sentences]
    LexicalIndex.build(passage.embedded_text for passage in passages).save(folder / "passages.bm25")
    LexicalIndex.build(sentences).save(folder / "sentences.bm25")
    np.save(folder / "sentences.npy", sentence_vectors)
    (folder / "documents.json").write_bytes(_DOCUMENTS.dump_json(tuple(documents)))
    (folder / "passages.json").write_bytes(_PASSAGES.dump_json(tuple(passages)))
    (folder / "manifest.json").write_bytes(_MANIFEST.dump_json(manifest, indent=2))


def read_manifest(folder: Path) -> Manifest:
    """Return what a generation says of itself; raises DamagedRelease."""
    try:
        return _MANIFEST.validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(folder) from error


def read_documents(folder: Path) -> dict[str, Document]:
    """Return the documents of a generation by guide id; raises DamagedRelease."""
    try:
        documents = _DOCUMENTS.validate_json((folder / "documents.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(folder) from error
    return {document.guide.id: document for document in documents}


class Index:
    """A generation opened for reading: its documents and hybrid search over its passages."""

    def __init__(self, folder: Path) -> None:
        """Open the generation in `folder`; raises DamagedRelease when a part of it is missing."""
        self.manifest = read_manifest(folder)
        self.documents = read_documents(folder)
        try:
            self.passages = _PASSAGES.validate_json((folder / "passages.json").read_bytes())
            self._sentence_vectors: Vector = np.load(folder / "sentences.npy", mmap_mode="r")
            self._passage_lexical = LexicalIndex.load(folder / "passages.bm25")
            self._sentence_lexical = LexicalIndex.load(folder / "sentences.bm25")
            self._store = VectorStore(folder / "chroma")
        except Exception as error:
            raise _damaged(folder) from error
        self._row = {passage.id: row for row, passage in enumerate(self.passages)}
        counts = [len(passage.sentences) for passage in self.passages]
        self._first_sentence = np.concatenate(([0], np.cumsum(counts))).astype(int)

    def search(self, vector: Vector, text: str, limit: int) -> list[Hit]:
        """Return the passages that fit a question best, by z-fused cosine and BM25, best first."""
        bm25 = self._passage_lexical.scores(text)
        cosine = dict(self._nearest(vector))
        lexical_best = np.argsort(-bm25)[:_CANDIDATES]
        rows = list(cosine | {int(row): 0.0 for row in lexical_best if bm25[row] > 0})
        if not rows:
            return []
        # A passage beyond the dense candidates is at most as near as the farthest of them.
        floor = min(cosine.values(), default=0.0)
        dense = np.array([cosine.get(row, floor) for row in rows])
        fused = DENSE_WEIGHT * _z(dense) + (1 - DENSE_WEIGHT) * _z(bm25[rows])
        return [
            Hit(self.passages[rows[at]], float(fused[at]), float(dense[at]), float(bm25[rows[at]]))
            for at in np.argsort(-fused, kind="stable")[:limit]
        ]

    def sentences(
        self, passages: Sequence[Passage], vector: Vector, text: str
    ) -> list[SentenceHit]:
        """Return the sentences of some passages, in their order, scored against a question."""
        bm25 = self._sentence_lexical.scores(text)
        found: list[SentenceHit] = []
        for passage in passages:
            first = self._first_sentence[self._row[passage.id]]
            rows = slice(first, first + len(passage.sentences))
            cosines = self._sentence_vectors[rows] @ vector
            found += [
                SentenceHit(sentence, float(cosine), float(score))
                for sentence, cosine, score in zip(
                    passage.sentences, cosines, bm25[rows], strict=True
                )
            ]
        return found

    def close(self) -> None:
        """Release the files; call it only when no search runs any more."""
        self._store.close()

    def _nearest(self, vector: Vector) -> list[tuple[int, float]]:
        nearest = self._store.nearest(vector, min(_CANDIDATES, len(self.passages)))
        return [(self._row[id_], cosine) for id_, cosine in nearest]


def _z(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    array = np.asarray(scores, dtype=np.float64)
    return np.asarray((array - array.mean()) / max(float(array.std()), 1e-6))


def _damaged(folder: Path) -> DamagedRelease:
    return DamagedRelease(
        f"Die Ausgabe {folder.name} des Index ist beschädigt. "
        "Bitte die Leitfäden neu einlesen (make ingest)."
    )

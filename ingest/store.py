"""Passage vectors in Chroma; the only room that knows chromadb.

Vectors go in and come out, never texts: Chroma must not attach or download a model of its own.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

_COLLECTION = "passages"
_BATCH = 250


class VectorStore:
    """Cosine search over the passages of one generation."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        import chromadb  # half a second that the processes which only read files need not wait
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(
            path=str(folder), settings=Settings(anonymized_telemetry=False)
        )
        if create:
            self._collection = self._client.create_collection(
                _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        else:
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)

    def add(self, ids: Sequence[str], vectors: npt.NDArray[np.float32]) -> None:
        """Add vectors, shape (ids, dimension), under new ids."""
        for at in range(0, len(ids), _BATCH):
            self._collection.add(
                ids=list(ids[at : at + _BATCH]), embeddings=vectors[at : at + _BATCH]
            )

    def count(self) -> int:
        """Return how many vectors are stored."""
        return int(self._collection.count())

    def nearest(self, vector: npt.NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Return (id, cosine) of the nearest passages, best first."""
        found = self._collection.query(
            query_embeddings=vector[np.newaxis, :], n_results=limit, include=["distances"]
        )
        distances = found["distances"] or [[]]
        return [
            (id_, 1.0 - distance)
            for id_, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def close(self) -> None:
        """Release the files; a search that still runs would raise."""
        self._client.close()  # type: ignore[attr-defined]  # of Client, not yet of ClientAPI

"""Passage vectors in Chroma; the only room that knows chromadb.

Vectors go in and come out, never texts: Chroma must not attach or download a model of its own.
"""

import ctypes
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

DATABASE = "chroma.sqlite3"
_COLLECTION = "passages"
_BATCH = 250
# Chroma adds a row to it whenever it opens a database.
_VOLATILE = "acquire_write"
_M_PERTURB = -6  # malloc.h: memory is filled with a byte when it is handed out and when it is freed


class VectorStore:
    """Cosine search over the passages of one generation."""

    def __init__(self, folder: Path, *, create_for: int = 0) -> None:
        """Open a store, or create one for a number of vectors."""
        import chromadb  # 0.4 s that an ingest without changes does not spend
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(
            path=str(folder), settings=Settings(anonymized_telemetry=False)
        )
        if create_for:
            _fill_memory(0xA5)
            # Written to the index files with the last vector: what stays in the queue is indexed
            # anew, and those files written anew, whenever the store is opened.
            self._collection = self._client.create_collection(
                _COLLECTION,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "sync_threshold": create_for,
                        "batch_size": min(100, create_for),
                    }
                },
                embedding_function=None,
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

    def ids(self) -> set[str]:
        """Return the ids of all vectors."""
        return set(self._collection.get(include=[])["ids"])

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
        _fill_memory(0)


def _fill_memory(byte: int) -> None:
    """Have glibc fill memory with a byte, or with 0 leave it as it was before.

    An index of fewer than 100 vectors is written with room for 100, and what lies in that room is
    what the process had there before: sentences of a guide, perhaps of one that is to be forgotten.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_PERTURB, byte)


def content_digest(database: Path) -> str:
    """Return a SHA-256 of what Chroma's database holds, the same after every opening.

    Raises ValueError when it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=rw", uri=True)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise ValueError(f"{database.name} is damaged")
            query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            for (table,) in connection.execute(query).fetchall():
                if table != _VOLATILE:
                    digest.update(table.encode())
                    for row in connection.execute(f'SELECT * FROM "{table}"'):
                        digest.update(repr(row).encode())
    except sqlite3.Error as error:
        raise ValueError(f"{database.name} cannot be read") from error
    return digest.hexdigest()

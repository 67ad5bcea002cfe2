"""What was embedded before: vectors by the hash of model, prefix and text, in SQLite."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
_BATCH = 64


class Registry:
    """A vector cache; each batch is committed when it is embedded, so a killed run loses little."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        with self._connection:
            self._connection.execute(_SCHEMA)

    def close(self) -> None:
        """Close the SQLite file."""
        self._connection.close()

    def missing(self, texts: Iterable[str], namespace: str) -> list[str]:
        """Return the texts without a vector, each once, in their order."""
        return [text for text in dict.fromkeys(texts) if self._find(text, namespace) is None]

    def embed_missing(
        self,
        texts: Sequence[str],
        namespace: str,
        embed: Callable[[list[str]], list[list[float]]],
        progress: Callable[[int], None],
    ) -> int:
        """Embed and keep what has no vector yet; return how many; `progress` gets counts done."""
        missing = self.missing(texts, namespace)
        missing.sort(key=len)  # batches of one length waste no padding
        for batch in _batched(missing, _BATCH):
            vectors = np.asarray(embed(batch), dtype=np.float32)
            rows = [
                (_key(text, namespace), vector.tobytes())
                for text, vector in zip(batch, vectors, strict=True)
            ]
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            progress(len(batch))
        return len(missing)

    def vectors(self, texts: Sequence[str], namespace: str) -> Vectors:
        """Return the kept vectors, shape (texts, dimension); KeyError for a text never embedded."""
        rows = []
        for text in texts:
            blob = self._find(text, namespace)
            if blob is None:
                raise KeyError(text)
            rows.append(np.frombuffer(blob, dtype=np.float32))
        return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)

    def _find(self, text: str, namespace: str) -> bytes | None:
        query = "SELECT vector FROM vectors WHERE key = ?"
        with closing(self._connection.execute(query, (_key(text, namespace),))) as cursor:
            row = cursor.fetchone()
        return None if row is None else row[0]


def _key(text: str, namespace: str) -> bytes:
    return hashlib.sha256(f"{namespace}\0{text}".encode()).digest()


def _batched(texts: list[str], size: int) -> Iterable[list[str]]:
    return (texts[at : at + size] for at in range(0, len(texts), size))

"""What was read and embedded before, in SQLite: guides, their versions, their texts' vectors."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.types import Document

Vectors = npt.NDArray[np.float32]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS guides (id TEXT PRIMARY KEY, title TEXT NOT NULL, file TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS versions (
    guide_id TEXT, sha256 TEXT, version TEXT, as_of TEXT, generation TEXT,
    PRIMARY KEY (guide_id, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (
    guide_id TEXT, key BLOB, PRIMARY KEY (guide_id, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS texts_by_key ON texts (key);
"""
_BATCH = 64


class Registry:
    """A vector cache; each batch is committed when it is embedded, so a killed run loses little."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA secure_delete=ON")  # what is purged is overwritten
        with self._connection:
            self._connection.executescript(_SCHEMA)

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

    def claim(self, guide_id: str, namespace: str, texts: Iterable[str]) -> None:
        """Note that a guide holds some texts."""
        rows = [(guide_id, _key(text, namespace)) for text in texts]
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", rows)

    def record(self, generation: str, documents: Iterable[Document]) -> None:
        """Note the guides of a release, and for each new version the release that brought it."""
        known = list(documents)
        guides = [(d.guide.id, d.guide.title, d.guide.file) for d in known]
        versions = [
            (d.guide.id, d.sha256, d.guide.version, str(d.guide.as_of or ""), generation)
            for d in known
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO guides VALUES (?, ?, ?)", guides)
            self._connection.executemany(
                "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?)", versions
            )

    def since(self, guide_id: str, sha256: str) -> str:
        """Return the release that brought a version of a guide; empty if it is not known."""
        query = "SELECT generation FROM versions WHERE guide_id = ? AND sha256 = ?"
        row = self._connection.execute(query, (guide_id, sha256)).fetchone()
        return row[0] if row else ""

    def forget(self, guide_id: str) -> int:
        """Remove a guide, its versions and the vectors of texts that no other guide holds.

        Returns how many vectors went; their bytes are gone from the file afterwards.
        """
        only_here = """DELETE FROM vectors WHERE key IN (
            SELECT key FROM texts GROUP BY key
            HAVING count(*) = 1 AND max(guide_id) = ?)"""
        with self._connection:
            gone = self._connection.execute(only_here, (guide_id,)).rowcount
            for table, column in (
                ("texts", "guide_id"),
                ("versions", "guide_id"),
                ("guides", "id"),
            ):
                self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (guide_id,))
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def files(self) -> list[Path]:
        """Return the files that SQLite keeps, with its journals."""
        return sorted(self._file.parent.glob(f"{self._file.name}*"))

    def _find(self, text: str, namespace: str) -> bytes | None:
        query = "SELECT vector FROM vectors WHERE key = ?"
        with closing(self._connection.execute(query, (_key(text, namespace),))) as cursor:
            row = cursor.fetchone()
        return None if row is None else row[0]


def _key(text: str, namespace: str) -> bytes:
    return hashlib.sha256(f"{namespace}\0{text}".encode()).digest()


def _batched(texts: list[str], size: int) -> Iterable[list[str]]:
    return (texts[at : at + size] for at in range(0, len(texts), size))

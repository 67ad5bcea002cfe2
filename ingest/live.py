"""The release that serves, swapped for a newer one while questions are being answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import WrongModel
from ingest.generation import read_manifest
from ingest.index import Index
from ingest.releases import current_generation


class _Lease:
    """An open index and how many questions are using it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.users = 0
        self.retired = False


class LiveIndex:
    """Hands out the current index; a question keeps the one it began with until it ends."""

    def __init__(self, index_dir: Path, model_id: str) -> None:
        """Open the current release for questions embedded by `model_id`.

        Raises NoRelease, DamagedRelease or WrongModel.
        """
        self._index_dir = index_dir
        self._model_id = model_id
        self._lock = threading.Lock()
        self._lease = _Lease(self._open(current_generation(index_dir)))

    @classmethod
    def of(cls, generation: Path, model_id: str) -> "LiveIndex":
        """Serve one generation, published or not, and never another."""
        live = cls.__new__(cls)
        live._index_dir, live._model_id, live._lock = generation.parent, model_id, threading.Lock()
        live._lease = _Lease(live._open(generation))
        return live

    @contextmanager
    def pinned(self) -> Iterator[Index]:
        """Yield the index that serves now; it stays open until the block ends."""
        with self._lock:
            lease = self._lease
            lease.users += 1
        try:
            yield lease.index
        finally:
            with self._lock:
                lease.users -= 1
            self._close_if_done(lease)

    def refresh(self) -> bool:
        """Open a newer release, if one was published, and serve it from now on.

        Raises DamagedRelease or WrongModel; the old release then goes on serving.
        """
        folder = current_generation(self._index_dir)
        if folder.name == self._lease.index.manifest.generation:
            return False
        fresh = _Lease(self._open(folder))
        with self._lock:
            old, self._lease = self._lease, fresh
            old.retired = True
        self._close_if_done(old)
        return True

    def close(self) -> None:
        """Close the index when the last question that uses it has ended."""
        self._lease.retired = True
        self._close_if_done(self._lease)

    def _open(self, folder: Path) -> Index:
        made_by = read_manifest(folder).model_id
        if made_by != self._model_id:
            raise WrongModel(
                f"Die Ausgabe {folder.name} gehört zum Modell {made_by}, gefragt wird mit "
                f"{self._model_id}. Bitte neu einlesen (make ingest) und den Server neu starten."
            )
        return Index(folder)

    def _close_if_done(self, lease: _Lease) -> None:
        with self._lock:
            done = lease.retired and lease.users == 0
            lease.retired = lease.retired and not done  # only one caller closes it
        if done:
            lease.index.close()

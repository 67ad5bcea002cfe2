"""The release that serves, swapped for a newer one while questions are being answered."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.checksums import check
from ingest.errors import DamagedRelease, WrongModel
from ingest.generation import read_manifest
from ingest.index import Index
from ingest.ranking import Weights
from ingest.releases import current_generation, servable

logger = logging.getLogger(__name__)


class _Lease:
    """An open index and how many questions are using it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.users = 0
        self.retired = False


class LiveIndex:
    """Hands out the current index; a question keeps the one it began with until it ends."""

    def __init__(
        self,
        index_dir: Path,
        model_id: str,
        weights: Weights | None = None,
        generation: Path | None = None,
    ) -> None:
        """Open the current release for questions embedded by `model_id`.

        `weights` rank in place of those that a release was fitted with; `generation` is opened in
        place of the current one, published or not.

        A damaged one is passed over for the newest older one that is whole. Raises NoRelease,
        DamagedRelease when none is, or WrongModel.
        """
        self._index_dir = index_dir
        self._model_id = model_id
        self._weights = weights
        self._lock = threading.Lock()
        self.refused = ""
        opened = self._open(generation) if generation else self._open_newest(servable(index_dir))
        self._lease = _Lease(opened)

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
        """Open the release that the pointer names, if it is another one, and serve it from now on.

        One that cannot be served is refused once: this raises DamagedRelease or WrongModel,
        `refused` names it, and the old release goes on serving until the pointer moves again.
        """
        folder = current_generation(self._index_dir)
        if folder.name == self._lease.index.manifest.generation:
            self.refused = ""
        if folder.name in (self._lease.index.manifest.generation, self.refused):
            return False
        try:
            fresh = _Lease(self._open(folder))
        except (DamagedRelease, WrongModel):
            self.refused = folder.name
            raise
        with self._lock:
            old, self._lease = self._lease, fresh
            old.retired = True
        self.refused = ""
        self._close_if_done(old)
        return True

    def close(self) -> None:
        """Close the index when the last question that uses it has ended."""
        self._lease.retired = True
        self._close_if_done(self._lease)

    def _open_newest(self, folders: list[Path]) -> Index:
        for folder in folders:
            try:
                return self._open(folder)
            except DamagedRelease:
                logger.exception("release %s is damaged; trying an older one", folder.name)
                self.refused = self.refused or folder.name
            except WrongModel:
                if folder == folders[0]:
                    raise
        raise DamagedRelease(
            "Keine Ausgabe des Index ist unbeschädigt. Bitte die Leitfäden neu einlesen "
            "(make ingest)."
        )

    def _open(self, folder: Path) -> Index:
        check(folder)
        made_by = read_manifest(folder).model_id
        if made_by != self._model_id:
            raise WrongModel(
                f"Die Ausgabe {folder.name} gehört zum Modell {made_by}, gefragt wird mit "
                f"{self._model_id}. Bitte neu einlesen (make ingest) und den Server neu starten."
            )
        return Index(folder, self._weights)

    def _close_if_done(self, lease: _Lease) -> None:
        with self._lock:
            done = lease.retired and lease.users == 0
            lease.retired = lease.retired and not done  # only one caller closes it
        if done:
            lease.index.close()

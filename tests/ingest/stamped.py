"""A corpus in which every sentence carries its guide's edition, so that a mixture is seen at once.

Also what ingests it in a process of its own; the embedding is cheap, everything else is real.
"""

import os
import re
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import chromadb  # noqa: F401  # so that a process forked from here has it
import numpy as np

from ingest import (
    GoldenAnswer,
    Index,
    IngestReport,
    LiveIndex,
    Registry,
    ingest,
    releases,
)
from tests.fakes import GramEmbeddings

GUIDES = ("drehbank", "lager", "rechnung", "sensor", "zeiterfassung")
_EDITION = re.compile(r"Fassung (\d+)")
# Named moments of a release: steps that report progress, and calls around the commit point.
STEPS = (
    "Leitfäden lesen 1",
    "Modell laden 1",
    "Ausgabe bauen 0",
    "Ausgabe bauen 1",
    "Ausgabe prüfen 0",
    "Ausgabe prüfen 1",
    "Golden-Fragen 0",
    "Golden-Fragen 1",
    "Veröffentlichen 0",
    "before the rename",
    "before the pointer",
    "after the pointer",
    "Veröffentlichen 1",
)


def write_guide(corpus: Path, guide: str, edition: int) -> None:
    """Write one edition of a guide."""
    corpus.mkdir(exist_ok=True)
    parts = [
        f"## Teil {part}\n\nIn Fassung {edition} sagt {guide} hier {word}. Das gilt für Fassung "
        f"{edition} von {guide} und für {word}."
        for part, word in enumerate(("Kosten", "Dauer", "Recht", "Beispiel"))
    ]
    (corpus / f"{guide}.md").write_text("\n\n".join((f"# {guide.title()}", *parts)), "utf-8")


def write_corpus(corpus: Path, edition: int) -> None:
    """Write one edition of every guide."""
    for guide in GUIDES:
        write_guide(corpus, guide, edition)


def run(
    place: Path, progress: Callable[[str, int, int], None] = lambda *_: None, **options: bool
) -> IngestReport:
    """Ingest `place/corpus` into `place/index`."""
    with closing(Registry(place / "registry.sqlite")) as registry:
        return ingest(
            place / "corpus",
            place / "index",
            registry,
            "gram",
            GramEmbeddings,
            ask_golden=lambda folders: [_golden(folder) for folder in folders],
            progress=progress,
            **options,
        )


def run_and_die(place: Path, moment: str) -> None:
    """Ingest in this process, which is killed at a named moment, if there is one."""

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def progress(step: str, done: int, total: int) -> None:
        if moment == f"{step} {done}":
            die()

    if moment == "before the rename":
        releases.sync_tree = lambda folder: die()
    if moment == "before the pointer":
        releases.point_to = lambda index_dir, name: die()
    if moment == "after the pointer":
        releases.retire = lambda index_dir: die()
    run(place, progress)


def _golden(folder: Path) -> tuple[GoldenAnswer, ...]:
    return (GoldenAnswer("g", "Was gilt?", True, folder.name, (), True),)


class Reader:
    """Asks the live index without pause, from a thread, and collects what is wrong."""

    def __init__(self, index_dir: Path) -> None:
        self.live = LiveIndex(index_dir, "gram")
        self.problems: list[str] = []
        self.asked = 0
        self.releases: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.live.close()

    def _ask(self) -> None:
        vectors = [np.asarray(GramEmbeddings().embed_query(guide), np.float32) for guide in GUIDES]
        while not self._stop.wait(0.002):
            try:
                self.live.refresh()
                with self.live.pinned() as index:
                    guide = GUIDES[self.asked % len(GUIDES)]
                    self.problems += _problems(index, guide, vectors[self.asked % len(GUIDES)])
                    self.releases.add(index.manifest.generation)
                self.asked += 1
            except Exception as error:  # collected for the test's assertion
                self.problems.append(repr(error))


def _problems(index: Index, guide: str, vector: np.ndarray) -> list[str]:
    found = index.search(vector, guide, 1000)
    problems = []
    if tuple(index.documents) != GUIDES:
        problems.append(f"guides {tuple(index.documents)}")
    if len(found.passages) != index.manifest.passages:
        problems.append(f"{len(found.passages)} of {index.manifest.passages} passages visible")
    if found.passages[0].passage.guide_id != guide:
        problems.append(f"{guide} not found")
    for hit in found.passages:
        whole = index.documents[hit.passage.guide_id].text
        if len(set(_EDITION.findall(hit.passage.text + whole))) != 1:
            problems.append(f"editions mixed in {hit.passage.guide_id}")
    return problems

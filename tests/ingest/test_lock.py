import multiprocessing
from pathlib import Path

import pytest

from ingest import IngestRunning
from ingest.lock import exclusive


def _hold(index_dir: Path, held: multiprocessing.Event, done: multiprocessing.Event) -> None:  # type: ignore[valid-type]
    with exclusive(index_dir):
        held.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_a_second_ingest_is_told_since_when_the_first_runs(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, held, done))
    other.start()
    assert held.wait(30)
    with pytest.raises(IngestRunning, match=r"seit \d\d\.\d\d\.\d{4}"), exclusive(tmp_path):
        pass
    done.set()
    other.join(30)
    with exclusive(tmp_path):  # free again
        pass

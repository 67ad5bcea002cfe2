import multiprocessing
from pathlib import Path

import pytest

from ingest import IngestRunning, NoRelease, current_generation, generations
from ingest.releases import KEPT_GENERATIONS, exclusive, publish


def build(folder: Path, name: str) -> None:
    (folder / "part").mkdir()
    (folder / "part" / "file").write_text(name)


def test_nothing_is_served_before_the_first_release(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        current_generation(tmp_path)


def test_a_release_is_served_when_it_is_complete(tmp_path: Path) -> None:
    name = publish(tmp_path, build)
    assert current_generation(tmp_path).name == name
    assert (current_generation(tmp_path) / "part" / "file").read_text() == name


def test_a_failed_build_leaves_the_old_release(tmp_path: Path) -> None:
    old = publish(tmp_path, build)

    def fail(folder: Path, name: str) -> None:
        (folder / "half").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish(tmp_path, fail)
    assert current_generation(tmp_path).name == old
    assert generations(tmp_path) == [old]
    assert not list(tmp_path.glob("staging-*"))


def test_what_a_killed_ingest_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "staging-dead").mkdir()
    publish(tmp_path, build)
    assert not list(tmp_path.glob("staging-*"))


def test_old_generations_are_retired(tmp_path: Path) -> None:
    names = [publish(tmp_path, build) for _ in range(KEPT_GENERATIONS + 2)]
    assert generations(tmp_path) == names[-KEPT_GENERATIONS:]


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

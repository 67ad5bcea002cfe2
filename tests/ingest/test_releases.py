from pathlib import Path

import pytest

from ingest import NoRelease, current_generation, generations
from ingest.releases import (
    KEPT_GENERATIONS,
    aside_reason,
    commit,
    hold,
    point_to,
    remove_leftovers,
    servable,
    set_aside,
    staging,
)


def publish(index_dir: Path) -> str:
    with staging(index_dir) as (folder, name):
        (folder / "part").mkdir()
        (folder / "part" / "file").write_text(name)
        commit(index_dir, folder, name)
    return name


def held(index_dir: Path, reason: str = "schlechter") -> str:
    with staging(index_dir) as (folder, name):
        hold(index_dir, folder, name, reason)
    return name


def test_nothing_is_served_before_the_first_release(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        current_generation(tmp_path)


def test_a_release_is_served_when_it_is_complete(tmp_path: Path) -> None:
    name = publish(tmp_path)
    assert current_generation(tmp_path).name == name
    assert (current_generation(tmp_path) / "part" / "file").read_text() == name


def test_a_failed_build_leaves_the_old_release(tmp_path: Path) -> None:
    old = publish(tmp_path)

    def fail() -> None:
        with staging(tmp_path) as (folder, _):
            (folder / "half").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert current_generation(tmp_path).name == old
    assert generations(tmp_path) == [old]
    assert not list(tmp_path.glob("staging-*"))


def test_what_a_killed_ingest_left_is_removed(tmp_path: Path) -> None:
    served = publish(tmp_path)
    (tmp_path / "staging-dead").mkdir()
    (tmp_path / "000002").mkdir()  # complete, but it died before the pointer moved
    set_aside(tmp_path, "000003", "died before it was in its place")
    remove_leftovers(tmp_path)
    assert generations(tmp_path) == [served]
    assert {path.name for path in tmp_path.iterdir()} == {served, "CURRENT"}


def test_nothing_is_removed_when_the_pointer_is_lost(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / "CURRENT").unlink()
    remove_leftovers(tmp_path)
    assert generations(tmp_path) == ["000001"]


@pytest.mark.parametrize("rubbish", [b"", b"\0\0\0\0\0\0", b"../../etc", b"\xff\xfe"])
def test_a_spoilt_pointer_means_the_newest_release(tmp_path: Path, rubbish: bytes) -> None:
    publish(tmp_path)
    newest = publish(tmp_path)
    (tmp_path / "CURRENT").write_bytes(rubbish)
    assert current_generation(tmp_path).name == newest


def test_old_generations_are_retired(tmp_path: Path) -> None:
    names = [publish(tmp_path) for _ in range(KEPT_GENERATIONS + 2)]
    assert generations(tmp_path) == names[-KEPT_GENERATIONS:]


def test_a_held_generation_is_kept_but_never_serves(tmp_path: Path) -> None:
    served, first = publish(tmp_path), held(tmp_path)
    assert current_generation(tmp_path).name == served
    assert servable(tmp_path) == [tmp_path / served]
    assert aside_reason(tmp_path, first) == "schlechter"
    second = held(tmp_path)
    assert generations(tmp_path) == [served, second]  # only the newest one is kept
    last = publish(tmp_path)
    assert servable(tmp_path) == [tmp_path / last, tmp_path / served]


def test_the_release_that_serves_is_never_retired(tmp_path: Path) -> None:
    names = [publish(tmp_path) for _ in range(3)]
    for name in names[1:]:
        set_aside(tmp_path, name, "zurückgerollt")
    point_to(tmp_path, names[0])
    held(tmp_path)
    assert current_generation(tmp_path).exists()
    assert publish(tmp_path) == "000005"  # no number is used twice
    assert servable(tmp_path)[1:] == [tmp_path / names[0]]

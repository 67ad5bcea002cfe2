"""Generations damaged on the disk: none is served, the previous one is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import DamagedRelease, LiveIndex
from tests.ingest.stamped import run, write_corpus, write_guide

FILES = (
    "documents.json",
    "manifest.json",
    "passages.json",
    "checksums.json",
    "passages.npy",
    "sentences.npy",
    "passages.bm25/data.csc.index.npy",
    "wordings.bm25/vocab.index.json",
    "chroma/chroma.sqlite3",
    "chroma/*/data_level0.bin",
    "chroma/*/header.bin",
    "chroma/*/index_metadata.pickle",
)


def truncated(file: Path, other: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def zeroed(file: Path, other: Path) -> None:
    content = file.read_bytes()
    third = len(content) // 3
    file.write_bytes(bytes(third) + content[third:])


def swapped(file: Path, other: Path) -> None:
    file.write_bytes(other.read_bytes())


def removed(file: Path, other: Path) -> None:
    file.unlink()


DAMAGES = [
    *[(truncated, file) for file in FILES],
    *[(zeroed, file) for file in FILES],
    *[(swapped, file) for file in FILES if "manifest" not in file and "header" not in file],
    (removed, "chroma/chroma.sqlite3"),
    (removed, "passages.npy"),
]
# In the small corpus both generations hold the same words, and so the same vocabulary.
DAMAGES.remove((swapped, "wordings.bm25/vocab.index.json"))


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("two")
    write_corpus(place / "corpus", 0)
    run(place)
    write_guide(place / "corpus", "lager", 1)
    run(place)
    return place / "index"


@pytest.mark.parametrize(("damage", "part"), DAMAGES)
def test_the_previous_release_serves_instead(
    two_releases: Path, tmp_path: Path, damage: Callable[[Path, Path], None], part: str
) -> None:
    index_dir = tmp_path / "index"
    shutil.copytree(two_releases, index_dir)
    (file,) = (index_dir / "000002").glob(part)
    (other,) = (index_dir / "000001").glob(part)
    damage(file, other)
    live = LiveIndex(index_dir, "gram")
    assert live.refused == "000002"
    with live.pinned() as index:
        assert index.manifest.generation == "000001"
        assert len(index.documents) == 5
    live.close()


def test_a_damaged_new_release_is_refused_once_while_the_old_one_serves(
    two_releases: Path, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    shutil.copytree(two_releases, index_dir)
    (index_dir / "CURRENT").write_text("000001")
    live = LiveIndex(index_dir, "gram")
    truncated(index_dir / "000002" / "sentences.npy", Path())
    (index_dir / "CURRENT").write_text("000002")
    with pytest.raises(DamagedRelease):
        live.refresh()
    assert not live.refresh()
    with live.pinned() as index:
        assert index.manifest.generation == "000001"
    live.close()


def test_nothing_is_served_when_every_release_is_damaged(
    two_releases: Path, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    shutil.copytree(two_releases, index_dir)
    for name in ("000001", "000002"):
        removed(index_dir / name / "documents.json", Path())
    with pytest.raises(DamagedRelease, match="neu einlesen"):
        LiveIndex(index_dir, "gram")

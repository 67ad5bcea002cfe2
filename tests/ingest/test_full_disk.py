"""A disk that fills up at different moments of an ingest."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import NoSpace
from ingest.releases import generations
from tests.ingest.stamped import Reader, run, write_corpus

SIZE = 48 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 48 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small file system")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, left: int = 0) -> None:
    """Leave `left` bytes free."""
    free = shutil.disk_usage(disk).free
    with (disk / "filler").open("ab") as filler:
        filler.write(bytes(max(free - left, 0)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    ["start", "Modell laden 1", "Ausgabe bauen 0", "Ausgabe prüfen 0", "Veröffentlichen 0"],
)
def test_the_chat_goes_on_and_nothing_is_damaged(small_disk: Path, moment: str) -> None:
    write_corpus(small_disk / "corpus", 0)
    run(small_disk)
    write_corpus(small_disk / "corpus", 1)
    if moment == "start":
        fill(small_disk, left=4 * 1024 * 1024)

    def progress(step: str, done: int, total: int) -> None:
        if moment == f"{step} {done}":
            fill(small_disk)

    with Reader(small_disk / "index") as reader:
        with pytest.raises(NoSpace, match="Platz"):
            run(small_disk, progress)
        (small_disk / "filler").unlink()
        assert run(small_disk).published
    assert reader.problems == []
    assert reader.asked > 0
    assert len(generations(small_disk / "index")) == 2

"""Files made to hurt: nobody dies, nothing hangs, each ends in text or in an error with a name."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Index, IngestReport, current_generation
from ingest.errors import IngestError
from ingest.limits import Limits
from ingest.sandbox import Sandbox
from tests.conftest import SHARED
from tests.ingest.mutants import bombs, mutant, originals

pytestmark = pytest.mark.slow

LIMITS = Limits(page_seconds=2, seconds=3, memory_mb=500)
GRACE = 5  # seconds that a file may take beyond its limit, for ending the child
GOOD = b"# Gut\n\nEin guter Satz steht hier."
SEED = 20261124
HOSTILE = SHARED / "testdata" / "hostile_pdf"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS) as opened:
        yield opened


def outcome(sandbox: Sandbox, data: bytes, name: str) -> str:
    """How reading ends: "ok" or the code of a named error; then a good file must be read."""
    sandbox.read(GOOD, "gut.md")  # so that the start of a new child counts for nobody
    started = time.monotonic()
    try:
        if name.endswith(".zip"):
            sandbox.unpack(data, name)
        else:
            sandbox.read(data, name)
        ended = "ok"
    except IngestError as error:
        ended = error.code
    assert time.monotonic() - started < LIMITS.seconds + GRACE, name
    assert sandbox.read(GOOD, "gut.md").blocks
    return ended


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile PDFs lie in ../shared")
def test_pdfs_made_to_hurt_end_in_a_named_error(sandbox: Sandbox) -> None:
    files = sorted(HOSTILE.iterdir())
    ends = {file.name: outcome(sandbox, file.read_bytes(), file.name) for file in files}
    print(ends)
    assert len(ends) == 11
    assert "ok" not in ends.values()


def test_bombs_end_in_text_or_a_named_error(sandbox: Sandbox) -> None:
    ends = {name: outcome(sandbox, data, name) for name, data in bombs().items()}
    print(ends)
    assert ends["lachen.docx"] == "forbidden_file"
    assert ends["dicht.docx"] == ends["dicht.zip"] == ends["viele.zip"] == "file_too_large"
    assert ends["innen.zip"] == ends["hinaus.zip"] == "forbidden_file"
    assert {
        ends[name] for name in ("utf16.md", "latin1.md", "ueberlang.md", "halbe.md", "null.md")
    } == {"unreadable_file"}


@pytest.mark.parametrize("batch", range(8))
def test_damaged_files_end_in_text_or_a_named_error(sandbox: Sandbox, batch: int) -> None:
    chance = random.Random(SEED + batch)
    files = list(originals().items())
    ends: Counter[str] = Counter()
    for number in range(25):
        name, data = files[number % len(files)]
        print(f"seed {SEED + batch}, mutant {number} of {name}")
        ends[outcome(sandbox, mutant(data, name, chance), name)] += 1
    print(ends)
    assert ends.total() == 25
    assert not ends["reader_crashed"], "a reader's mistake is an error, no crash"


def test_a_good_file_beside_bad_ones_is_always_published(
    run_ingest: Callable[..., IngestReport], guides: Path, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    for name, data in bombs().items():
        (guides / name).write_bytes(data)
    for number, (name, data) in enumerate(originals().items()):
        (guides / f"{number}-{name}").write_bytes(mutant(data, name, chance))
    if HOSTILE.exists():
        for file in HOSTILE.iterdir():
            (guides / file.name).write_bytes(file.read_bytes())
    report = run_ingest(limits=replace(LIMITS, seconds=2, characters=200_000))
    assert report.published
    assert {"rechnung", "sensor"} <= set(report.added)
    assert len(report.failed) >= 15
    assert all(failure.code and failure.message for failure in report.failed)
    index = Index(current_generation(tmp_path / "index"))
    assert {"rechnung", "sensor"} <= set(index.documents)
    index.close()

"""Ingests killed at random and at named moments while a reader asks without pause."""

import multiprocessing
import random
import signal
import time
from pathlib import Path

import pytest

from tests.ingest.stamped import GUIDES, STEPS, Reader, run, run_and_die, write_corpus, write_guide

KILLS = 100
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.ingest.stamped"])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An index with one release of the stamped corpus."""
    write_corpus(tmp_path / "corpus", 0)
    assert run(tmp_path).published
    return tmp_path


def finishes_unaided(place: Path) -> None:
    """The next run publishes what is missing and embeds only what has no vector yet."""
    expected = run(place, dry_run=True)
    report = run(place)
    assert report.embedded == expected.embedded
    assert report.failed == ()
    assert not run(place).published
    assert not list((place / "index").glob("staging-*"))


@pytest.mark.slow
def test_a_hundred_ingests_killed_at_random(place: Path, capsys: pytest.CaptureFixture) -> None:  # type: ignore[type-arg]
    seed = random.randrange(10**6)
    with capsys.disabled():
        print(f"\nseed {seed}")
    chance = random.Random(seed)
    started = time.monotonic()
    write_guide(place / "corpus", "lager", 1)
    run(place)
    whole = time.monotonic() - started  # how long an ingest takes
    killed = 0
    with Reader(place / "index") as reader:
        edition = 1
        while killed < KILLS:
            edition += 1
            for guide in chance.sample(GUIDES, chance.randint(1, 3)):
                write_guide(place / "corpus", guide, edition)
            process = CONTEXT.Process(target=run_and_die, args=(place, ""))
            process.start()
            process.join(whole * chance.random() ** 2)  # more often while files are written
            process.kill()
            process.join()
            killed += process.exitcode == -signal.SIGKILL
            if edition % 10 == 0:
                finishes_unaided(place)
        finishes_unaided(place)
    with capsys.disabled():
        print(f"{killed} killed of {edition}, {reader.asked} questions")
    assert reader.problems == []
    assert reader.asked > KILLS
    assert len(reader.releases) > KILLS // 10


@pytest.mark.slow
def test_an_ingest_killed_at_each_step(place: Path) -> None:
    with Reader(place / "index") as reader:
        for edition, step in enumerate(STEPS, start=1):
            write_guide(place / "corpus", GUIDES[edition % len(GUIDES)], edition)
            process = CONTEXT.Process(target=run_and_die, args=(place, step))
            process.start()
            process.join()
            assert process.exitcode == -signal.SIGKILL, step
            finishes_unaided(place)
    assert reader.problems == []

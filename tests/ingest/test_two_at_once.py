"""Two ingests of one index: the second one is told so and changes nothing."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest import IngestRunning, generations
from tests.conftest import ROOT
from tests.ingest.stamped import run, write_corpus

TRIES = 50


def hold(place: Path, begun: Any, go_on: Any) -> None:
    """Ingest in this process and stop in the middle of it until told to go on."""

    def progress(step: str, done: int, total: int) -> None:
        if (step, done) == ("Ausgabe bauen", 0):
            begun.set()
            go_on.wait(120)

    run(place, progress)


@pytest.mark.slow
def test_the_second_one_ends_with_75_and_says_since_when(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 0)
    context = multiprocessing.get_context("spawn")
    begun, go_on = context.Event(), context.Event()
    first = context.Process(target=hold, args=(tmp_path, begun, go_on))
    first.start()
    assert begun.wait(120)
    for _ in range(TRIES):
        with pytest.raises(IngestRunning, match=r"läuft seit \d\d\.\d\d\.\d{4}, \d\d:\d\d"):
            run(tmp_path)
    own = {"LOTSE_VAR_DIR": str(tmp_path), "LOTSE_CORPUS_DIR": str(tmp_path / "corpus")}
    command = [sys.executable, "-m", "ingest", "run"]
    second = subprocess.run(
        command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False
    )
    assert second.returncode == 75
    assert "läuft seit" in second.stderr
    go_on.set()
    first.join(120)
    assert first.exitcode == 0
    assert generations(tmp_path / "index") == ["000001"]
    assert not run(tmp_path).published

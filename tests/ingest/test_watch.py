import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.releases import generations
from tests.conftest import ROOT

# The command with a cheap embedding, in a process of its own.
PROGRAM = """
import sys
from ingest.__main__ import app
from tests.fakes import GramEmbeddings

sys.modules["ingest.commands.run"].load_embeddings = lambda model, folder: GramEmbeddings()
app()
"""


@pytest.mark.slow
def test_files_that_settled_are_published(guides: Path, tmp_path: Path) -> None:
    own = {
        "LOTSE_VAR_DIR": str(tmp_path),
        "LOTSE_CORPUS_DIR": str(guides),
        "LOTSE_GOLDEN_SUITE": str(tmp_path / "none.jsonl"),
    }
    command = [sys.executable, "-c", PROGRAM, "watch"]
    log = tmp_path / "log"
    with log.open("w") as opened:
        watching = subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stderr=opened)
    try:
        assert wait_for(lambda: generations(tmp_path / "index") == ["000001"]), log.read_text()
        (guides / "lack.md").write_text("# Lack\n\nEin Satz über Lacke steht hier.", "utf-8")
        assert wait_for(lambda: "000002" in generations(tmp_path / "index")), log.read_text()
    finally:
        watching.terminate()
        watching.wait(60)


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether a condition came true within two minutes."""
    for _ in range(1200):
        if condition():
            return True
        time.sleep(0.1)
    return False

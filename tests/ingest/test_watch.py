import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.releases import generations
from tests.conftest import ROOT


@pytest.mark.slow
def test_files_that_settled_are_published(guides: Path, tmp_path: Path) -> None:
    own = {
        "LOTSE_VAR_DIR": str(tmp_path),
        "LOTSE_CORPUS_DIR": str(guides),
        "LOTSE_GOLDEN_SUITE": str(tmp_path / "none.jsonl"),
    }
    (tmp_path / "models").symlink_to(ROOT / "var" / "models")
    command = [sys.executable, "-m", "ingest", "watch"]
    watching = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | own, stderr=subprocess.PIPE, text=True
    )
    try:
        assert wait_for(lambda: generations(tmp_path / "index") == ["000001"])
        (guides / "lack.md").write_text("# Lack\n\nEin Satz über Lacke steht hier.", "utf-8")
        assert wait_for(lambda: generations(tmp_path / "index") == ["000001", "000002"])
    finally:
        watching.terminate()
        watching.communicate(timeout=60)


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether a condition came true within two minutes."""
    for _ in range(1200):
        if condition():
            return True
        time.sleep(0.1)
    return False

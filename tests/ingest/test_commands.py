"""The commands as people and scripts call them: output, JSON and exit codes."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest import publication
from ingest.__main__ import app
from ingest.lock import exclusive
from ingest.verification import verify
from tests.fakes import GramEmbeddings


@pytest.fixture(autouse=True)
def _place(guides: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("LOTSE_CORPUS_DIR", str(guides))
    monkeypatch.setenv("LOTSE_GOLDEN_SUITE", str(tmp_path / "none.jsonl"))
    for name in ("run", "purge"):
        module = sys.modules[f"ingest.commands.{name}"]
        monkeypatch.setattr(module, "load_embeddings", lambda model, folder: GramEmbeddings())
    monkeypatch.setattr(sys.modules["ingest.commands.purge"], "GRACE", 0.0)
    monkeypatch.setattr(publication, "verify_in_child", verify)  # see tests/conftest.py


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def change(guides: Path) -> None:
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8").replace("300", "400"), "utf-8")


def test_all_is_fine(tmp_path: Path) -> None:
    done = call("run", "--json", "report.json")
    assert done.exit_code == 0
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["added"] == ["rechnung", "sensor"]
    assert report["published"]


def test_some_files_failed(guides: Path) -> None:
    (guides / "kaputt.md").write_bytes(b"\xff\xfe\xff")
    done = call("run")
    assert done.exit_code == 1
    assert "kaputt.md" in done.output
    assert json.loads(call("status", "--json").output)["serves"]["guides"] == 2


def test_nothing_is_published(guides: Path) -> None:
    for file in guides.iterdir():
        file.unlink()
    assert call("run").exit_code == 2
    assert call("status").exit_code == 2
    assert call("rollback").exit_code == 2
    assert call("diff").exit_code == 2


def test_another_one_is_running(tmp_path: Path) -> None:
    with exclusive(tmp_path / "index"):
        done = call("run")
    assert done.exit_code == 75
    assert "läuft seit" in done.output


def test_a_dry_run_publishes_nothing(tmp_path: Path) -> None:
    done = call("run", "--dry-run")
    assert done.exit_code == 0
    assert "Probelauf" in done.output
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_two_folders_are_one_corpus(guides: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "lack.md").write_text("# Lack\n\nEin Satz über Lacke steht hier.", "utf-8")
    (more / "sensor.md").write_text("# Sensor\n\nEin zweiter mit derselben Kennung.", "utf-8")
    done = call("run", str(guides), str(more))
    assert done.exit_code == 1
    assert "steht schon in" in done.output.replace("\n", " ")
    assert json.loads(call("status", "--json").output)["serves"]["guides"] == 3


def test_too_many_guides_would_go(guides: Path) -> None:
    call("run")
    (guides / "sensor.md").unlink()
    assert call("run").exit_code == 0
    refused = call("run", "--prune")
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert call("run", "--prune", "--force").exit_code == 0


def test_back_and_what_changed(guides: Path) -> None:
    call("run")
    change(guides)
    call("run")
    told = json.loads(call("diff", "--json", "--html", "diff.html").output)
    assert [guide["guide_id"] for guide in told["guides"]] == ["sensor"]
    assert Path("diff.html").read_text("utf-8").startswith("<!doctype html>")
    assert json.loads(call("rollback", "--json").output) == {"old": "000002", "new": "000001"}
    assert call("run").exit_code == 2  # the same documents were rolled back
    states = {
        r["name"]: r["state"] for r in json.loads(call("status", "--json").output)["releases"]
    }
    assert states == {"000001": "serves", "000002": "aside"}
    assert call("diff", "000001", "000009").exit_code == 2


def test_purge_asks_first(guides: Path) -> None:
    call("run")
    refused = CliRunner().invoke(app, ["purge", "sensor"], input="n\n")
    assert refused.exit_code == 1
    assert (guides / "sensor.md").exists()
    done = json.loads(call("purge", "sensor", "--yes", "--json").stdout)
    assert done["guide_id"] == "sensor"
    assert not (guides / "sensor.md").exists()

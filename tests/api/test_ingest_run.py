"""An ingest in a real process of its own, followed to its end."""

import asyncio
import fcntl
from pathlib import Path

import pytest

from api.ingest_run import IngestRun, RunStatus
from ingest import IndexSettings, IngestRunning
from tests.conftest import ROOT


def run(settings: IndexSettings) -> list[RunStatus]:
    async def scene() -> list[RunStatus]:
        ingest_run = IngestRun(settings)
        ingest_run.start()
        with pytest.raises(IngestRunning):
            ingest_run.start()
        seen = [status async for status in ingest_run.follow()]
        await ingest_run.close()
        return seen

    return asyncio.run(scene())


def test_why_nothing_was_published_is_said(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    last = run(IndexSettings(corpus_dir=tmp_path / "leer", var_dir=tmp_path))[-1]
    assert last.state == "failed"
    assert "kein lesbarer Leitfaden" in last.message


def test_an_ingest_from_elsewhere_is_waited_for(tmp_path: Path, guides: Path) -> None:
    (tmp_path / "index").mkdir()
    with (tmp_path / "index" / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        last = run(IndexSettings(corpus_dir=guides, var_dir=tmp_path))[-1]
    assert last.state == "failed"
    assert "läuft seit" in last.message


def test_what_comes_in_between_is_read_in_another_run(tmp_path: Path) -> None:
    corpus = tmp_path / "leer"
    corpus.mkdir()

    async def scene() -> list[RunStatus]:
        ingest_run = IngestRun(IndexSettings(corpus_dir=corpus, var_dir=tmp_path))
        ingest_run.read_again()
        seen = []
        async for status in ingest_run.follow():
            if not seen:
                ingest_run.read_again()
            seen.append(status)
        await ingest_run.close()
        return seen

    seen = asyncio.run(scene())
    assert [status.state for status in seen] == ["running", "running", "failed"]
    assert [status.step for status in seen] == ["", "", ""]


def test_a_run_whose_report_cannot_be_read_has_failed(
    tmp_path: Path, guides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def child(settings: IndexSettings, *arguments: str) -> asyncio.subprocess.Process:
        Path(arguments[arguments.index("--json") + 1]).write_text('{"gener', "utf-8")
        quiet = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec("true", stdout=quiet, stderr=quiet)

    monkeypatch.setattr("api.ingest_run.start_ingest_command", child)
    last = run(IndexSettings(corpus_dir=guides, var_dir=tmp_path))[-1]
    assert last.state == "failed"
    assert "nicht zu lesen" in last.message


def test_a_stopped_server_takes_its_ingest_along(tmp_path: Path, guides: Path) -> None:
    async def scene() -> RunStatus:
        ingest_run = IngestRun(IndexSettings(corpus_dir=guides, var_dir=tmp_path))
        ingest_run.start()
        await asyncio.sleep(0.2)
        await ingest_run.close()
        return ingest_run.status

    assert asyncio.run(scene()).state == "running"
    assert not (tmp_path / "index" / "CURRENT").exists()


@pytest.mark.slow
def test_progress_is_told_until_the_release_is_published(tmp_path: Path, guides: Path) -> None:
    (tmp_path / "models").symlink_to(ROOT / "var" / "models")
    seen = run(IndexSettings(corpus_dir=guides, var_dir=tmp_path))
    assert {status.state for status in seen[:-1]} == {"running"}
    assert {"Leitfäden lesen", "Texte einbetten"} <= {status.step for status in seen}
    assert seen[-1].state == "published"
    assert seen[-1].report["added"] == ["rechnung", "sensor"]
    again = run(IndexSettings(corpus_dir=guides, var_dir=tmp_path))
    assert again[-1].state == "unchanged"

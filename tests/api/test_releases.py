"""A serving process follows the pointer by itself, but not into a damaged release."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant
from ingest import IngestReport, LiveIndex
from ingest.releases import point_to
from ingest.rollback import roll_back
from tests.fakes import GramEmbeddings

Run = Callable[..., IngestReport]


@pytest.fixture
def serving(run_ingest: Run, tmp_path: Path) -> Iterator[TestClient]:
    """The application over the small guides."""
    run_ingest()
    live = LiveIndex(tmp_path / "index", "gram")
    assistant = Assistant(live, GramEmbeddings(), "die IHK")
    app = create_app(ApiSettings(), build=lambda settings: assistant)
    with TestClient(app) as client:
        yield client


def ready_with(client: TestClient, **wanted: Any) -> dict[str, Any]:
    """Wait until /readyz says what is wanted; the last answer if it never does."""
    for _ in range(200):
        said: dict[str, Any] = client.get("/readyz").json()
        if wanted.items() <= said.items():
            break
        time.sleep(0.05)
    return said


def test_it_switches_forward_and_back(serving: TestClient, run_ingest: Run, tmp_path: Path) -> None:
    assert serving.get("/readyz").json()["release"] == "000001"
    run_ingest(force=True)
    assert ready_with(serving, release="000002")["release"] == "000002"
    roll_back(tmp_path / "index", "gram")
    assert ready_with(serving, release="000001")["release"] == "000001"


def test_it_stays_with_the_old_one_when_the_new_one_is_damaged(
    serving: TestClient, run_ingest: Run, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    run_ingest(force=True)
    assert ready_with(serving, release="000002")["release"] == "000002"
    run_ingest(force=True)
    point_to(index_dir, "000002")  # before the server looks, damage the third one
    (index_dir / "000003" / "sentences.npy").write_bytes(b"")
    point_to(index_dir, "000003")
    said = ready_with(serving, refused="000003")
    assert said["refused"] == "000003"
    assert said["status"] == "ok"
    answer = serving.post("/api/chat", json={"question": "Was kostet ein Sensor?"})
    assert answer.status_code == 200
    run_ingest()  # replaces it
    mended = ready_with(serving, release="000004")
    assert (mended["release"], mended.get("refused")) == ("000004", None)

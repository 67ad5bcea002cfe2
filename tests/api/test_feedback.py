from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.database import Entry
from api.dependencies import QuestionLog
from tests.api.conftest import KEY, sign_in

FULL = {
    "rating": "down",
    "reason": "outdated",
    "comment": "Mein Name ist <b>Kunze</b>, das Datum stimmt nicht",
    "question": "Wann muss ich Rechnungen empfangen können?",
    "guides": ["rechnung"],
    "release": "000001",
    "status": "answered",
}
UNKNOWN = {"question": "Wie backe ich einen Apfelkuchen für die Schwiegermutter?"}


def stored(client: TestClient) -> str:
    """Everything that the database file holds, as text."""
    shared = client.app.state.shared  # type: ignore[attr-defined]
    entries = [*shared.database.ratings(), *shared.database.unanswered()]
    return repr(entries)


def test_words_are_not_stored_unless_the_operator_says_so(
    serve: Callable[..., TestClient], tmp_path: Path
) -> None:
    client = serve()
    agent = {"user-agent": "Seltener-Browser/1.0"}
    assert client.post("/api/feedback", json=FULL, headers=agent).status_code == 204
    assert client.post("/api/chat", json=UNKNOWN).json()["status"] == "declined"
    kept = stored(client)
    assert "outdated" in kept
    assert "rechnung" in kept
    raw = (tmp_path / "lotse.sqlite").read_bytes()
    for secret in (b"Kunze", b"empfangen", b"Apfelkuchen", b"Browser", b"10.0.0.1"):
        assert secret not in raw


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_with_the_setting_declined_questions_are_kept(
    serve: Callable[..., TestClient], accept: str
) -> None:
    client = serve(log_questions=True)
    client.post("/api/feedback", json=FULL)
    client.post("/api/chat", json=UNKNOWN, headers={"accept": accept})
    kept = stored(client)
    assert "Kunze" in kept
    assert "Apfelkuchen" in kept
    assert "10.0.0.1" not in kept


def test_answered_questions_are_never_kept(serve: Callable[..., TestClient]) -> None:
    client = serve(log_questions=True)
    state = client.app.state  # type: ignore[attr-defined]
    answer = state.assistant.ask("Was kostet ein Sensor?")
    for status in ("answered", "declined"):
        QuestionLog(state.shared).note(f"Frage, {status}", replace(answer, status=status))
    assert [entry.question for entry in state.shared.database.unanswered()] == ["Frage, declined"]


def test_a_rating_alone_is_enough(serve: Callable[..., TestClient]) -> None:
    response = serve().post("/api/feedback", json={"rating": "up"})
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": "sehr gut"},
        {"rating": None},
        {"reason": "Herr Kunze war es"},
        {"comment": "x" * 2001},
        {"guides": ["../../etc/passwd"]},
        {"guides": ["x"] * 11},
        {"release": "42; DROP TABLE entries"},
        {"status": "vielleicht"},
    ],
)
def test_what_is_not_a_rating_is_refused(
    serve: Callable[..., TestClient], wrong: dict[str, object]
) -> None:
    response = serve().post("/api/feedback", json=FULL | wrong)
    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")


def test_without_a_database_answers_go_on(serve: Callable[..., TestClient], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    client = serve(database_url=f"sqlite:///{tmp_path}/file/db", log_questions=True, admin_keys=KEY)
    refused = client.post("/api/feedback", json=FULL)
    assert (refused.status_code, refused.json()["code"]) == (503, "database_unavailable")
    assert client.post("/api/chat", json=UNKNOWN).status_code == 200
    assert client.get("/readyz").json()["database"] == "unavailable"
    sign_in(client)
    assert "nicht erreichbar" in client.get("/staff").text
    assert client.get("/staff/feedback").status_code == 503


def test_one_client_cannot_flood_the_database(serve: Callable[..., TestClient]) -> None:
    client = serve()
    statuses = {client.post("/api/feedback", json=FULL).status_code for _ in range(61)}
    assert statuses == {204, 429}


def test_old_entries_are_gone_after_a_start(serve: Callable[..., TestClient]) -> None:
    first = serve(retention_days=36_500)
    shared = first.app.state.shared  # type: ignore[attr-defined]
    shared.database.add(Entry("answered", rating="up", asked_at="2020-01-01T00:00:00+00:00"))
    assert "2020" in stored(first)
    second = serve(retention_days=30)
    second.get("/healthz")
    for _ in range(100):
        if "2020" not in stored(second):
            break
        second.get("/healthz")
    assert "2020" not in stored(second)

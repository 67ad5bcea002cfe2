import json

import pytest
from fastapi.testclient import TestClient

ASKED = {"question": "Ab wann muss ich E-Rechnungen annehmen?"}


def events(body: str) -> list[tuple[str, dict]]:  # type: ignore[type-arg]
    found = []
    for block in body.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_answer_cites_what_the_guide_says(client: TestClient) -> None:
    answer = client.post("/api/chat", json=ASKED).json()
    assert answer["status"] == "answered"
    assert "1.1.2025" in answer["text"]
    for citation in answer["citations"]:
        guide = client.get(f"/api/guides/{citation['guide_id']}").json()
        assert guide["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert guide["release"] == answer["release"]
        assert client.get(citation["url"].split("#")[0]).status_code == 200


def test_the_stream_ends_with_the_same_answer(client: TestClient) -> None:
    response = client.post("/api/chat", json=ASKED, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    names, data = zip(*events(response.text), strict=True)
    assert names[0] == "sources"
    assert names[-2:] == ("answer", "done")
    assert set(names[1:-2]) == {"token"}
    plain = client.post("/api/chat", json=ASKED).json()
    for answer in (plain, data[-2]):
        del answer["timings_ms"]
    assert data[-2] == plain
    assert "".join(piece["text"] for piece in data[1:-2]) == plain["text"]


def test_an_error_in_a_stream_is_an_event(client: TestClient) -> None:
    response = client.post(
        "/api/chat", json={"question": "?!"}, headers={"accept": "text/event-stream"}
    )
    assert [name for name, _ in events(response.text)] == ["error", "done"]
    assert events(response.text)[0][1]["code"] == "bad_question"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_request"),
        ({"question": ""}, "invalid_request"),
        ({"question": "x" * 2001}, "invalid_request"),
        ({"question": ["x"]}, "invalid_request"),
        ({"question": "x", "history": [{"role": "system", "content": "x"}]}, "invalid_request"),
        ({"question": "x", "history": [{"role": "user", "content": "x"}] * 41}, "invalid_request"),
        ({"question": "x", "language": "fr"}, "invalid_request"),
        ({"question": "  \u200b "}, "bad_question"),
    ],
)
def test_bad_input_gets_a_code_and_a_german_sentence(
    client: TestClient, body: object, code: str
) -> None:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 422
    assert response.json()["code"] == code
    assert response.json()["message"].endswith(".")


def test_broken_json_and_huge_bodies_are_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    broken = client.post("/api/chat", content=b'{"question": ', headers=headers)
    assert (broken.status_code, broken.json()["code"]) == (422, "invalid_request")
    huge = client.post("/api/chat", content=b"x" * 600_000, headers=headers)
    assert (huge.status_code, huge.json()["code"]) == (413, "too_large")


def test_other_methods_and_addresses_answer_in_german(client: TestClient) -> None:
    assert client.delete("/api/chat").json()["code"] == "method_not_allowed"
    missing = client.get("/api/nirgends")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_a_failure_shows_no_stack_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(client.app.state.assistant, "ask", fail)  # type: ignore[attr-defined]
    response = client.post("/api/chat", json=ASKED)
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_reading_ease_is_told_only_to_those_who_ask(client: TestClient) -> None:
    assert "reading_ease" not in client.post("/api/chat", json=ASKED).json()
    simple = client.post("/api/chat", json={**ASKED, "simple": True}).json()
    assert 0 <= simple["reading_ease"] <= 100
    assert any("nicht vereinfacht" in notice for notice in simple["notices"])

"""The staff pages over two small guides: feedback, questions, releases, reports, uploads."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.database import Entry
from api.ingest_command import Outcome
from api.ingest_run import RunStatus
from ingest import IngestReport
from ingest.report import report_json
from tests.api.conftest import KEY, sign_in

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def database(client: TestClient):  # type: ignore[no-untyped-def]
    return client.app.state.shared.database  # type: ignore[attr-defined]


def test_what_people_wrote_is_shown_as_text(staff: TestClient) -> None:
    sign_in(staff)
    database(staff).add(
        Entry("answered", (EVIL,), rating="down", comment=EVIL, question=f"Was? {EVIL}")
    )
    database(staff).add(Entry("declined", (EVIL,), question=EVIL))
    for address in ("/staff/feedback", "/staff/questions", f"/staff/feedback?suche={EVIL}"):
        page = staff.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_feedback_is_filtered_and_searched(staff: TestClient) -> None:
    sign_in(staff)
    database(staff).add(Entry("answered", ("rechnung",), rating="up", question="Wie hoch?"))
    database(staff).add(Entry("answered", rating="down", comment="Kosten fehlen", reason="wrong"))
    assert "2 Rückmeldungen" in staff.get("/staff/feedback").text
    down = staff.get("/staff/feedback?bewertung=down").text
    assert "Kosten fehlen" in down
    assert "falsch" in down
    assert "Wie hoch?" not in down
    assert "Wie hoch?" in staff.get("/staff/feedback?suche=RECHNUNG").text
    assert "auf die das passt" in staff.get("/staff/feedback?suche=xyz").text


def test_chosen_entries_are_deleted(staff: TestClient) -> None:
    csrf = sign_in(staff)
    for number in (1, 2):
        database(staff).add(Entry("declined", question=f"Frage {number}"))
    newest = database(staff).unanswered()[0]
    form = {"csrf": csrf, "ids": [str(newest.id)]}
    page = staff.post("/staff/questions/delete", data=form).text
    assert "gelöscht" in page
    assert "Frage 1" in page
    assert "Frage 2" not in page
    assert staff.post("/staff/questions/delete", data={"csrf": csrf}).status_code == 200
    assert staff.post("/staff/andere/delete", data=form).status_code == 422


def test_everything_can_be_downloaded(staff: TestClient) -> None:
    sign_in(staff)
    database(staff).add(Entry("declined", question="Wo ist das?"))
    response = staff.get("/staff/feedback.jsonl")
    assert '"Wo ist das?"' in response.text
    assert "attachment" in response.headers["content-disposition"]


def test_without_the_setting_the_pages_say_that_questions_are_not_kept(
    serve: Callable[..., TestClient],
) -> None:
    client = serve(admin_keys=KEY)
    sign_in(client)
    for address in ("/staff", "/staff/questions"):
        assert "LOTSE_LOG_QUESTIONS=1" in client.get(address).text


def test_notices_of_a_run_are_read_as_sentences(
    staff: TestClient, guides: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    for name in ("a", "b"):
        (guides / f"{name}.md").write_text(f"# {name}\n\nEin Satz von {name}.", "utf-8")
    report = json.loads(report_json(run_ingest()))
    status = RunStatus("published", "2026-11-27T12:00:00+00:00", report=report)
    staff.app.state.shared.ingest_run.status = status  # type: ignore[attr-defined]
    sign_in(staff)
    page = staff.get("/staff/ingest").text
    assert "a.md, b.md: Ohne Stand" in page
    assert "{" not in page


def test_releases_are_listed_newest_first(
    staff: TestClient, guides: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    (guides / "neu.md").write_text("# Neu\n\nEin Satz steht hier.", "utf-8")
    run_ingest()
    sign_in(staff)
    page = staff.get("/staff/releases").text
    assert page.index("000002") < page.index("000001")
    assert page.count(" einsetzen</button>") == 1
    assert staff.get("/staff/releases/000009").status_code == 404
    assert staff.get("/staff/releases/..%2f..%2fsecret").status_code == 404


DIFF = """{"old": "000001", "new": "000002", "stale": ["rechnung"], "notices": ["Ein Hinweis."],
 "guides": [{"guide_id": "x", "title": "<b>Titel</b>", "fate": "changed", "old_version": "1.0",
   "new_version": "1.1", "metadata": ["stand"],
   "sections": [{"heading": ["Kosten"], "lines": ["-alt <i>", "+neu <i>", " gleich"]}]}],
 "answers": [{"old": {"id": "q", "question": "Was?", "answered": true, "text": "alt <u>",
   "cited": ["x"], "right": false}, "new": {"id": "q", "question": "Was?", "answered": true,
   "text": "neu <u>", "cited": ["x"], "right": true}}]}"""


def test_changes_are_shown_as_ingest_tells_them(
    staff: TestClient, run_ingest: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_ingest(force=True)
    asked = []

    async def told(_: object, *arguments: str) -> Outcome:
        asked.append(arguments)
        return Outcome(0, DIFF, "")

    monkeypatch.setattr("api.release_history.run_ingest_command", told)
    sign_in(staff)
    assert "jetzt richtig" not in staff.get("/staff/releases/000002").text
    page = staff.get("/staff/releases/000002?antworten=1").text
    assert asked == [
        ("diff", "000001", "000002", "--no-answers", "--json"),
        ("diff", "000001", "000002", "--answers", "--json"),
    ]
    for word in ("geändert", "1.0 → 1.1", "Kosten", "jetzt richtig", "Ein Hinweis.", "stand"):
        assert word in page
    for evil in ("<b>Titel", "<i>", "<u>"):
        assert evil not in page
    assert '<span class="minus">-alt &lt;i&gt;</span>' in page


def test_a_refused_rollback_is_explained(
    staff: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> Outcome:
        return Outcome(2, "", "Die Ausgabe 000001 ist beschädigt.")

    monkeypatch.setattr("api.release_history.run_ingest_command", refused)
    csrf = sign_in(staff)
    response = staff.post("/staff/releases/000001/rollback", data={"csrf": csrf})
    assert response.status_code == 409
    assert "beschädigt" in response.text


def test_a_report_is_locked_into_its_frame(
    serve: Callable[..., TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    client = serve(admin_keys=KEY)
    sign_in(client)
    assert "noch nicht" in client.get("/staff/report").text
    assert client.get("/staff/report/content").status_code == 404
    for number, name in enumerate(("alt", "neu")):
        folder = tmp_path / "runs" / name
        folder.mkdir(parents=True)
        (folder / "report.html").write_text(f"<h1>{name}</h1><script>alert(1)</script>", "utf-8")
        os.utime(folder / "report.html", (1e9 + number, 1e9 + number))
    page = client.get("/staff/report")
    assert "<iframe" in page.text
    assert "sandbox" in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    content = client.get("/staff/report/content")
    assert "<h1>neu</h1>" in content.text
    policy = content.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert "allow-same-origin" not in policy + page.text
    assert "connect-src" not in policy
    assert content.headers["cache-control"] == "no-store"


def test_the_gaps_are_found_where_the_evals_write_them(
    serve: Callable[..., TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "luecken.html").write_text("<h1>Roboter</h1>", "utf-8")
    client = serve(admin_keys=KEY)
    sign_in(client)
    assert "<iframe" in client.get("/staff/gaps").text
    assert "Roboter" in client.get("/staff/gaps/content").text


def test_the_report_of_the_setting_is_shown(
    serve: Callable[..., TestClient], tmp_path: Path
) -> None:
    (tmp_path / "bericht.html").write_text("<h1>Quartal</h1>", "utf-8")
    client = serve(admin_keys=KEY, report=str(tmp_path / "bericht.html"))
    sign_in(client)
    assert "Quartal" in client.get("/staff/report/content").text


def test_an_upload_is_stored_and_an_unreadable_name_refused(
    staff: TestClient, guides: Path
) -> None:
    csrf = sign_in(staff)
    files = [
        ("files", ("../../Neuer Leitfaden.md", io.BytesIO(b"# Neu\n\nEin Satz."))),
        ("files", ("boese.exe", io.BytesIO(b"MZ"))),
    ]
    page = staff.post("/staff/ingest/uploads", data={"csrf": csrf}, files=files).text
    assert "hochgeladen/neuer-leitfaden.md" in page
    assert "boese.exe" in page
    assert "wird nicht angenommen" in page
    assert (guides / "hochgeladen" / "neuer-leitfaden.md").read_bytes() == b"# Neu\n\nEin Satz."


def test_nothing_but_refused_files_starts_nothing(staff: TestClient) -> None:
    csrf = sign_in(staff)
    files = [("files", ("<b>x</b>.svg", io.BytesIO(b"<svg onload=alert(1)>")))]
    response = staff.post("/staff/ingest/uploads", data={"csrf": csrf}, files=files)
    assert response.status_code == 422
    assert "<b>x" not in response.text
    assert "Noch nichts eingelesen" in response.text


def test_a_body_over_the_limit_is_a_page(staff: TestClient) -> None:
    csrf = sign_in(staff)
    huge = io.BytesIO(b"x" * 600_000)
    assert staff.post("/staff/ingest/uploads", data={"csrf": csrf}, files={"files": ("a.md", huge)})
    response = staff.post("/staff/logout", data={"csrf": csrf + "x" * 600_000})
    assert response.status_code == 413
    assert "zu groß" in response.text
    assert '<html lang="de">' in response.text


def test_one_run_at_a_time(staff: TestClient) -> None:
    csrf = sign_in(staff)
    staff.post("/staff/ingest", data={"csrf": csrf})
    second = staff.post("/staff/ingest", data={"csrf": csrf})
    assert second.status_code == 409
    assert "schon eingelesen" in second.text

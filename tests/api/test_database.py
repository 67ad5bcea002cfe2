import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from typer.testing import CliRunner

from api.__main__ import app
from api.database import Database, Entry, _engine
from api.failures import DatabaseUnavailable


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/lotse.sqlite"


def test_entries_come_back_newest_first_and_apart(address: str) -> None:
    database = Database(address)
    database.add(Entry("answered", ("e-rechnung",), "000042", rating="up"))
    database.add(Entry("declined", question="Was kostet ein Roboter?"))
    database.add(Entry("answered", rating="down", reason="veraltet", comment="2024?"))
    assert [entry.rating for entry in database.ratings()] == ["down", "up"]
    assert [entry.reason for entry in database.ratings("down")] == ["veraltet"]
    assert database.ratings("up")[0].guides == ("e-rechnung",)
    assert [entry.question for entry in database.unanswered()] == ["Was kostet ein Roboter?"]
    database.close()
    again = Database(address)
    assert len(again.ratings()) == 2
    again.close()


def test_only_the_chosen_entries_are_removed(address: str) -> None:
    database = Database(address)
    for number in range(3):
        database.add(Entry("declined", question=str(number)))
    newest, *_ = database.unanswered()
    assert database.remove([newest.id or 0, 99]) == 1
    assert [entry.question for entry in database.unanswered()] == ["1", "0"]
    assert database.remove([]) == 0
    database.close()


def test_old_entries_are_purged_to_the_second(address: str) -> None:
    database = Database(address)
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    for age in (timedelta(days=30), timedelta(days=30, seconds=1)):
        when = (now - age).isoformat(timespec="seconds")
        database.add(Entry("declined", question=str(age), asked_at=when))
    assert database.purge(30, now) == 1
    assert [entry.question for entry in database.unanswered()] == ["30 days, 0:00:00"]
    database.close()


def test_what_was_removed_is_not_in_the_file_any_more(address: str) -> None:
    database = Database(address)
    for number in range(50):
        database.add(Entry("declined", question=f"Wer ist Erika Mustermann {number}?"))
    database.remove([entry.id or 0 for entry in database.unanswered()])
    database.close()
    assert b"Mustermann" not in Path(make_url(address).database or "").read_bytes()


def test_texts_with_nul_are_stored_without(address: str) -> None:
    database = Database(address)
    database.add(Entry("declined", question="a\x00b"))
    assert database.unanswered()[0].question == "ab"
    database.close()


def test_the_database_of_a_newer_version_is_refused(address: str) -> None:
    database = Database(address)
    database.check()
    database.close()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 2"))
    engine.dispose()
    newer = Database(address)
    with pytest.raises(DatabaseUnavailable, match="Fassung 2"):
        newer.check()
    newer.close()


def test_a_database_out_of_reach_is_named_without_its_content(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("x")
    database = Database(f"sqlite:///{tmp_path}/file/lotse.sqlite")
    with pytest.raises(DatabaseUnavailable, match="nicht erreichbar"):
        database.add(Entry("declined", question="Geheime Frage"))
    assert "Geheime" not in caplog.text


def test_a_postgresql_address_asks_for_psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("api.database.create_engine", lambda url, **_: asked.append(url))
    _engine("postgresql://lotse:geheim@db/lotse")
    assert asked[0].drivername == "postgresql+psycopg"
    assert asked[0].password == "geheim"


def test_the_export_is_what_the_evals_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path))
    database = Database(f"sqlite:///{tmp_path}/lotse.sqlite")
    database.add(
        Entry("declined", ("a",), "000001", question="Wo?", asked_at="2026-11-01T08:00:00")
    )
    database.add(Entry("answered", ("b",), rating="down", question="Wie?"))
    database.add(Entry("answered", ("c",), rating="up"))
    database.close()
    out = tmp_path / "out.jsonl"
    for arguments in (["export-feedback"], ["export-feedback", str(out)]):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["question"], row["rating"], row["guides"]) for row in rows] == [
        ("Wo?", None, ["a"]),
        ("Wie?", "down", ["b"]),
    ]
    assert [row["reason"] for row in rows] == ["", ""]
    assert rows[0].keys() >= {"asked_at", "question", "status", "rating", "reason", "guides"}

"""Proposals: by section, for review, asked for once a text; the model is a real server's."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.__main__ import app
from ingest.enrichment import PROPOSALS_FILE, propose, questions_in, without_wordings
from ingest.errors import ChatModelFailed
from ingest.index import Index
from ingest.wordings import WORDINGS_FILE, read_wordings
from tests.scripted_model import says, scripted_model

WRITTEN = """Hier sind Fragen:
1. was kostet son sensor
- ab wann müssen wir das machen?
<script>alert(1)</script> was nun?
siehe http://boese.example
Das ist ein Satz.
was kostet son sensor
"""


def test_only_what_a_person_could_have_typed_is_kept() -> None:
    assert questions_in(WRITTEN) == ["was kostet son sensor", "ab wann müssen wir das machen?"]


def test_a_section_is_asked_for_once(small_index: Index, tmp_path: Path) -> None:
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return WRITTEN

    documents = small_index.documents.values()
    lines = list(propose(documents, tmp_path, ask))
    assert len(lines) == len(prompts) > 1
    assert all(line.fragen and line.sha256 for line in lines)
    assert list(propose(documents, tmp_path, ask)) == []
    assert len(prompts) == len(lines)
    # An accepted line is moved as it is.
    (tmp_path / PROPOSALS_FILE).rename(tmp_path / WORDINGS_FILE)
    asked = read_wordings(tmp_path)
    assert {one.text for own in asked.values() for one in own} == set(questions_in(WRITTEN))


def test_what_was_proposed_before_a_failure_stays(small_index: Index, tmp_path: Path) -> None:
    answers = iter([WRITTEN])

    def ask(_: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise ChatModelFailed("aus") from None

    with pytest.raises(ChatModelFailed):
        list(propose(small_index.documents.values(), tmp_path, ask))
    (line,) = (tmp_path / PROPOSALS_FILE).read_text("utf-8").splitlines()
    assert json.loads(line)["fragen"] == questions_in(WRITTEN)


def test_guides_without_questions_are_meant_unless_some_are_named(small_index: Index) -> None:
    documents = list(small_index.documents.values())
    named = without_wordings(documents, [documents[0].guide.id])
    assert [document.guide.id for document in named] == [documents[0].guide.id]
    assert all(not document.guide.phrasings for document in without_wordings(documents, []))


def test_the_command_asks_the_configured_server(
    small_index: Index, guides: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("LOTSE_CORPUS_DIR", str(guides))
    runner = CliRunner()
    assert runner.invoke(app, ["enrich"]).exit_code == 2  # no model is set
    guide_id = next(iter(small_index.documents))
    with scripted_model(says("was kostet das ungefähr?")) as scripted:
        monkeypatch.setenv("LOTSE_CHAT_MODEL", "openai:test")
        monkeypatch.setenv("LOTSE_CHAT_BASE_URL", scripted.url)
        result = runner.invoke(app, ["enrich", guide_id])
    assert result.exit_code == 0, result.output
    lines = (guides / PROPOSALS_FILE).read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {guide_id}

"""Readers' questions lead to their guide and survive a run over one file only."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import IngestReport, current_generation, read_documents
from ingest.errors import BadMetadata
from ingest.wordings import WORDINGS_FILE, read_wordings

LINE = '{"id": "a", "abschnitt": "Kosten", "fragen": ["was kost das", "teuer?"]}\n'


def test_questions_come_with_their_section(tmp_path: Path) -> None:
    (tmp_path / WORDINGS_FILE).write_text(LINE + "\n" + LINE.replace("Kosten", "Recht"), "utf-8")
    asked = read_wordings(tmp_path)["a"]
    assert [(one.text, one.heading) for one in asked] == [
        ("was kost das", "Kosten"),
        ("teuer?", "Kosten"),
        ("was kost das", "Recht"),
        ("teuer?", "Recht"),
    ]


def test_a_line_may_name_the_sentence_that_answers(tmp_path: Path) -> None:
    line = LINE.replace('"fragen"', '"satz": "Es kostet 200 €.", "fragen"')
    (tmp_path / WORDINGS_FILE).write_text(line, "utf-8")
    assert {one.sentence for one in read_wordings(tmp_path)["a"]} == {"Es kostet 200 €."}


def test_a_folder_without_them_has_none(tmp_path: Path) -> None:
    assert read_wordings(tmp_path) == {}


@pytest.mark.parametrize("line", ["kein json", '{"id": "a"}', LINE.replace("fragen", "frage")])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / WORDINGS_FILE).write_text(LINE + line, "utf-8")
    with pytest.raises(BadMetadata, match="Zeile 2"):
        read_wordings(tmp_path)


def test_a_run_over_another_folder_leaves_the_questions_of_the_rest(
    tmp_path: Path, guides: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    def asked() -> dict[str, list[str]]:
        documents = read_documents(current_generation(tmp_path / "index"))
        return {
            id_: [question.text for question in document.guide.reader_questions]
            for id_, document in documents.items()
        }

    corpus, partner = tmp_path / "corpus", tmp_path / "partner"
    guides.rename(corpus)
    (corpus / WORDINGS_FILE).write_text(LINE.replace('"a"', '"sensor"'), "utf-8")
    run_ingest(root=[corpus])
    partner.mkdir()
    (partner / "presse.md").write_text("# Die Presse\n\nDie Presse braucht Öl.\n", "utf-8")
    lines = [LINE.replace('"a"', '"presse"'), LINE.replace('"a"', '"sensor"')]
    (partner / WORDINGS_FILE).write_text(lines[0], "utf-8")
    run_ingest(root=[partner])
    both = ["was kost das", "teuer?"]
    assert asked() == {"presse": both, "rechnung": [], "sensor": both}
    (partner / WORDINGS_FILE).write_text("".join(lines), "utf-8")
    run_ingest(root=[corpus, partner])
    assert asked() == {"presse": both, "rechnung": [], "sensor": both + both}

"""From a log of use to suite candidates and to gaps in the corpus."""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant import Assistant
from evals.__main__ import app
from evals.cases import read_suite
from evals.gaps import gaps, question_vectors
from evals.suite_check import check_suite
from evals.usage import Asked, BadExport, candidates, read_export, without_personal_data
from tests.evals.log_of_use import NOISE, PLANTED, lines

TOPIC = {question: topic for topic, text in PLANTED.items() for question in lines(text)}


def asked(question: str, **changes: object) -> Asked:
    row = {"asked_at": "2026-11-24T10:00:00", "question": question, "status": "declined"}
    return Asked.model_validate(row | changes)


def export() -> list[Asked]:
    """The log in a fixed mixed order; every third question was answered and rated down."""
    questions = [*TOPIC, *lines(NOISE)]
    mixed = np.random.default_rng(7).permutation(len(questions))
    return [
        asked(questions[at], **({"status": "answered", "rating": "down"} if at % 3 == 0 else {}),
              guides=("mid-nrw", "e-rechnung"))
        for at in mixed
    ]  # fmt: skip


def test_planted_gaps_are_found_and_named(assistant: Assistant) -> None:
    log = export()
    found = gaps(log, *question_vectors(assistant, log))
    main = {}
    for gap in found:
        topics = Counter(TOPIC.get(question, "-") for question in gap.examples)
        topic, count = topics.most_common(1)[0]
        assert count == len(gap.examples), gap
        main.setdefault(topic, gap)
    assert set(PLANTED) <= set(main)
    for topic in PLANTED:
        assert main[topic].questions >= 5
        assert any(topic.lower()[:5] in word for word in main[topic].words), main[topic]
        assert main[topic].declined + main[topic].rated_down == main[topic].questions
        assert main[topic].nearest == ("mid-nrw", "e-rechnung")
    assert len(found) <= len(PLANTED) + 2


def test_the_command_writes_a_page_and_a_table(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = [asked(f"=HYPERLINK(1) <b>Zoll</b> nach Land {n}?", guides=["x"]) for n in range(3)]
    happy = [asked(f"Gut beantwortet {n}", status="answered", rating="up") for n in range(9)]
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(item.model_dump_json() for item in (*export(), *hostile, *happy)))
    monkeypatch.setattr("evals.commands.usage.assistant", lambda: assistant)
    monkeypatch.setattr("evals.commands.usage.documents", dict)
    done = CliRunner().invoke(app, ["gaps", str(file), "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "luecken.html").read_text("utf-8")
    assert "&lt;b&gt;Zoll" in page
    assert "<b>Zoll" not in page
    assert "61 Fragen ohne gute Antwort" in page
    table = (tmp_path / "luecken.csv").read_text("utf-8-sig")
    rows = list(csv.reader(table.splitlines(), delimiter=";"))
    assert rows[0][0] == "Thema"
    assert all(row[5][0] not in "=+-@" for row in rows[1:])
    assert "Gut beantwortet" not in page


def test_too_few_questions_make_no_gap() -> None:
    one = np.ones((1, 4), dtype=np.float32)
    assert gaps([asked("Zoll?")], one, one[0]) == []


def test_candidates_wait_for_a_decision(tmp_path: Path) -> None:
    log = [
        asked("Was kostet der Zoll?", guides=["mid-nrw"], reason="stimmt nicht"),
        asked("was kostet der ZOLL", status="answered", rating="down"),
        asked("Gut beantwortet", status="answered", rating="up"),
        asked("Schon in einer Sammlung!"),
        asked("Rechnung falsch", status="answered", rating="down"),
    ]
    found = candidates(log, {"Schon in einer Sammlung"})
    assert [case.question for case in found] == ["Was kostet der Zoll?", "Rechnung falsch"]
    assert found[0].note == "24.11.2026 abgelehnt; Grund: stimmt nicht; gezeigt: mid-nrw"
    file = tmp_path / "kandidaten.jsonl"
    file.write_text("\n".join(case.model_dump_json(exclude_defaults=True) for case in found))
    assert read_suite(file) == found
    faults = check_suite(file, {"mid-nrw"})
    assert [fault.line for fault in faults] == [1, 2]
    assert "keinen erwarteten Leitfaden" in faults[0].message


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Mail an max.muster@firma-xy.de bitte", "Mail an [E-Mail] bitte"),
        ("Ruft an: 0231 / 123 45 67", "Ruft an: [Telefon]"),
        ("unter +49 231 1234567 erreichbar", "unter [Telefon] erreichbar"),
        ("IBAN DE02 1203 0000 0000 2020 51", "IBAN [IBAN]"),
        ("bis 800.000 € ab 1.1.2027 nach § 14", "bis 800.000 € ab 1.1.2027 nach § 14"),
        (
            "Fehler 0815 an 12 Maschinen, 10 bis 15 Tage",
            "Fehler 0815 an 12 Maschinen, 10 bis 15 Tage",
        ),
    ],
)
def test_what_says_who_asked_is_left_out(text: str, clean: str) -> None:
    assert without_personal_data(text) == clean


def test_an_export_is_read_line_by_line() -> None:
    good = {"asked_at": "2026-11-24T10:00:00Z", "question": "?", "status": "declined",
            "rating": None, "reason": "", "guides": [], "id": 7}  # fmt: skip
    assert len(read_export([json.dumps(good), "", json.dumps(good)])) == 2
    with pytest.raises(BadExport, match=r"Zeile 2 .* \(status\)"):
        read_export([json.dumps(good), json.dumps(good | {"status": "vielleicht"})])

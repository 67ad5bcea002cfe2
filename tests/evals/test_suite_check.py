import json
from pathlib import Path

import pytest

from evals.suite_check import check_suite
from tests.conftest import ROOT

GOOD: dict[str, object] = {
    "id": "1",
    "question": "Was kostet das?",
    "expected": ["a"],
    "type": "zahl",
}
GUIDES = {"a", "b"}


def faults(tmp_path: Path, *lines: dict[str, object] | str) -> list[tuple[int, str]]:
    file = tmp_path / "suite.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), "utf-8")
    return [(fault.line, fault.message) for fault in check_suite(file, GUIDES)]


def test_a_sound_suite_has_no_faults(tmp_path: Path) -> None:
    none = {"id": "2", "question": "Wetter?", "answerable": False, "type": "ausserhalb"}
    assert faults(tmp_path, GOOD, "", none) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected": ["weg"]}, "»weg« gibt es nicht"),
        ({"expected": []}, "keinen erwarteten Leitfaden"),
        ({"expected": ["a", "a"]}, "zweimal"),
        ({"must_contain": ["ja|"]}, "leeren Fakt"),
        ({"must_contain": [""]}, "leeren Fakt"),
        ({"answerable": False}, "unbeantwortbar"),
        ({"answerable": "ja"}, "true oder false"),
        ({"expected": "a"}, "Liste"),
        ({"id": 7}, "ein Text"),
        ({"typ": "zahl"}, "gibt es nicht"),
        ({"type": "quiz"}, "»quiz«"),
        ({"type": "kombi"}, "mindestens zwei"),
        ({"type": "folgefrage"}, "Gespräch davor"),
        ({"question": " "}, "leer"),
        ({"history": [{"role": "chef", "content": "x"}]}, "nicht erlaubt"),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    other = {"id": "0", "question": "Etwas anderes?", "expected": ["b"], "type": "howto"}
    ((line, message),) = faults(tmp_path, other, GOOD | change)
    assert line == 2
    assert said in message


def test_broken_json_and_twins_are_named(tmp_path: Path) -> None:
    found = faults(
        tmp_path, GOOD, "kein json", GOOD | {"id": "2", "question": "was  KOSTET das?"}, GOOD
    )
    assert [line for line, _ in found] == [2, 3, 4, 4]
    assert "JSON" in found[0][1]
    assert "Dieselbe Frage steht schon in Zeile 1" in found[1][1]
    assert "Dieselbe id" in found[2][1]


def test_an_empty_suite_is_a_fault(tmp_path: Path) -> None:
    assert "keine brauchbare Frage" in faults(tmp_path, "")[0][1]


@pytest.mark.parametrize(
    "suite", sorted((ROOT / "evals" / "suites").glob("*.jsonl")), ids=lambda file: file.stem
)
def test_the_committed_suites_are_sound(suite: Path) -> None:
    corpus = ROOT / "corpus"
    guides = {
        file.stem
        for folder in ("leitfaeden", "berichte", "formate")
        for file in (corpus / folder).glob("*.*")
    }
    assert check_suite(suite, guides) == []

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.__main__ import _ANSWER, run
from assistant.checking import Reason
from assistant.errors import BadAnswer, ReleaseGone
from assistant.recheck import LazyEmbeddings, read_answer, recheck
from assistant.types import Answer, Citation, Statement
from ingest import Index, IngestReport

LAZY = LazyEmbeddings("bundled", Path("nowhere"))
TRUE = "Seit 1.1.2025 muss jeder Betrieb elektronische Rechnungen empfangen können."


@pytest.fixture
def answer(small_index: Index) -> Answer:
    start = small_index.documents["rechnung"].text.index(TRUE)
    citation = Citation(
        1, "rechnung", "T", "", (), TRUE, start, start + len(TRUE), None, "", "", None, None
    )
    return Answer(
        status="answered",
        text=f"{TRUE} [1]",
        statements=(Statement(TRUE, (1,), verified=True),),
        citations=(citation,),
        guides=(),
        follow_ups=(),
        notices=(),
        release=small_index.manifest.generation,
        language="de",
        timings_ms={},
    )


def verdict_of(answer: Answer, folder: Path) -> Reason:
    (checked,) = recheck(answer, folder, LAZY)
    return checked.verdict.reason


def test_a_true_answer_stays_true(answer: Answer, tmp_path: Path) -> None:
    assert verdict_of(answer, tmp_path / "index") == Reason.VERBATIM


def test_a_changed_statement_is_caught(answer: Answer, tmp_path: Path) -> None:
    said = Statement(TRUE.replace("2025", "2026"), (1,), verified=True)
    changed = replace(answer, statements=(said,))
    assert verdict_of(changed, tmp_path / "index") == Reason.FIGURE_MISSING


def test_a_quote_that_is_not_verbatim_fails(answer: Answer, tmp_path: Path) -> None:
    citation = replace(answer.citations[0], quote=TRUE.replace("muss", "darf"))
    changed = replace(answer, citations=(citation,))
    assert verdict_of(changed, tmp_path / "index") == Reason.QUOTE_MISSING


def test_a_number_without_citation_is_named(answer: Answer, tmp_path: Path) -> None:
    changed = replace(answer, statements=(Statement(TRUE, (7,), verified=True),))
    assert verdict_of(changed, tmp_path / "index") == Reason.UNKNOWN_NUMBER


@pytest.mark.parametrize("release", ["000099", "../index", ""])
def test_a_release_that_is_gone_is_said(answer: Answer, tmp_path: Path, release: str) -> None:
    with pytest.raises(ReleaseGone, match="nicht mehr"):
        recheck(replace(answer, release=release), tmp_path / "index", LAZY)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff", b'{"status": "maybe"}'])
def test_what_is_no_answer_is_said(raw: bytes) -> None:
    with pytest.raises(BadAnswer, match="keine gespeicherte Antwort"):
        read_answer(raw)


def test_an_older_release_is_checked_as_it_was(
    answer: Answer, tmp_path: Path, guides: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    file = guides / "rechnung.md"
    file.write_text(file.read_text("utf-8").replace("1.1.2025", "1.1.2026"), "utf-8")
    run_ingest()
    assert verdict_of(answer, tmp_path / "index") == Reason.VERBATIM


def test_the_terminal_checks_a_file_and_says_so(
    answer: Answer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path))
    file = tmp_path / "answer.json"
    for stored, code in (
        (answer, 0),
        (replace(answer, statements=(Statement(TRUE + " Sofort.", (1,), verified=True),)), 1),
        (replace(answer, release="000099"), 3),
    ):
        file.write_bytes(_ANSWER.dump_json(stored))
        with pytest.raises(SystemExit) as ended:
            run(["verify", str(file), "--json"])
        assert ended.value.code == code
    out, err = capsys.readouterr()
    assert '"reason": "woertlich"' in out
    assert "000099" in err


def test_a_missing_file_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        run(["verify", str(tmp_path / "fehlt.json")])
    assert ended.value.code == 2
    assert "nicht lesen" in capsys.readouterr().err

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from rich.console import Console

from ingest import IngestReport, ReleaseDiff
from ingest.diff import diff_releases
from ingest.diff_page import diff_page
from ingest.report import print_diff
from tests.ingest.test_golden import ask_for_300

Run = Callable[..., IngestReport]


@pytest.fixture
def diff(run_ingest: Run, guides: Path, tmp_path: Path) -> ReleaseDiff:
    """One guide changed, one came, one went, and a golden answer is another one."""
    run_ingest()
    sensor = guides / "sensor.md"
    text = sensor.read_text("utf-8").replace("300", "900 < 1000 & `<script>alert(1)</script>`")
    sensor.write_text(text, "utf-8")
    (guides / "lack.md").write_text("# Lack\n\nEin Satz über Lacke steht hier.", "utf-8")
    (guides / "rechnung.md").unlink()
    run_ingest(prune=True, force=True)
    index_dir = tmp_path / "index"
    return diff_releases(index_dir / "000001", index_dir / "000002", ask_for_300)


def test_it_says_which_guides_came_changed_and_went(diff: ReleaseDiff) -> None:
    assert [(change.guide_id, change.fate) for change in diff.guides] == [
        ("lack", "added"),
        ("rechnung", "withdrawn"),
        ("sensor", "changed"),
    ]


def test_a_changed_section_is_a_unified_diff(diff: ReleaseDiff) -> None:
    (section,) = diff.guides[2].sections
    assert section.heading == ("Kosten",)
    assert any(line.startswith("-") and "300" in line for line in section.lines[2:])
    assert any(line.startswith("+") and "900" in line for line in section.lines[2:])


def test_changed_answers_stand_side_by_side(diff: ReleaseDiff) -> None:
    (change,) = diff.answers
    assert change.verdict == "worse"
    assert "300" in change.old.text
    assert "900" in change.new.text


def test_the_page_shows_it_and_runs_nothing_from_a_guide(diff: ReleaseDiff) -> None:
    page = diff_page(diff)
    assert "<script>" not in page
    assert "900 &lt; 1000 &amp; &lt;script&gt;" in page
    for words in ("zurückgezogen: Rechnungen elektronisch", "Kosten", "Frage 1?", "schlechter"):
        assert words in page


def test_the_terminal_and_json_say_the_same(
    diff: ReleaseDiff, capsys: pytest.CaptureFixture[str]
) -> None:
    print_diff(diff, Console(width=200))
    shown = capsys.readouterr().out
    assert "geändert: sensor" in shown
    assert "Frage 1?" in shown
    told = json.loads(TypeAdapter(ReleaseDiff).dump_json(diff))
    assert [guide["fate"] for guide in told["guides"]] == ["added", "withdrawn", "changed"]


def test_releases_that_are_the_same_differ_in_nothing(run_ingest: Run, tmp_path: Path) -> None:
    run_ingest()
    run_ingest(force=True)
    index_dir = tmp_path / "index"
    same = diff_releases(index_dir / "000001", index_dir / "000002", ask_for_300)
    assert (same.guides, same.answers) == ((), ())

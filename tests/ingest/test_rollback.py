from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import IngestReport, UnknownGeneration, VerificationFailed, current_generation
from ingest.releases import aside_reason
from ingest.rollback import Rollback, roll_back

Run = Callable[..., IngestReport]


@pytest.fixture
def two(run_ingest: Run, guides: Path, tmp_path: Path) -> Path:
    """Two releases: in the second, one guide says something else."""
    run_ingest()
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8").replace("300", "900"), "utf-8")
    run_ingest()
    return tmp_path / "index"


def test_the_older_release_serves_again(two: Path) -> None:
    assert roll_back(two, "gram") == Rollback("000002", "000001")
    assert current_generation(two).name == "000001"
    assert "000001" in aside_reason(two, "000002")


def test_a_run_after_it_does_not_publish_the_same_again(
    two: Path, run_ingest: Run, guides: Path
) -> None:
    roll_back(two, "gram")
    report = run_ingest()
    assert not report.published
    assert "000002" in report.held
    assert run_ingest(force=True).generation == "000003"


def test_a_run_after_it_publishes_what_was_mended(two: Path, run_ingest: Run, guides: Path) -> None:
    roll_back(two, "gram")
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8").replace("900", "400"), "utf-8")
    report = run_ingest()
    assert (report.generation, report.published, report.changed) == ("000003", True, ("sensor",))
    assert roll_back(two, "gram").new == "000001"  # never to the one that was rolled back


def test_it_can_be_undone(two: Path) -> None:
    roll_back(two, "gram")
    assert roll_back(two, "gram", "000002") == Rollback("000001", "000002")
    assert aside_reason(two, "000002") == ""


def test_a_damaged_release_is_not_gone_back_to(two: Path) -> None:
    (two / "000001" / "documents.json").write_bytes(b"{}")
    with pytest.raises(UnknownGeneration, match="beschädigt"):
        roll_back(two, "gram")
    with pytest.raises(VerificationFailed):
        roll_back(two, "gram", "000001")
    with pytest.raises(UnknownGeneration, match="vorhanden: 000001, 000002"):
        roll_back(two, "gram", "000009")
    assert current_generation(two).name == "000002"

"""What was fitted travels with the release that is searched with it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import DamagedRelease, Index, IngestReport, current_generation, training
from ingest.checksums import seal
from ingest.rollback import roll_back
from ingest.training import RANKING, keep_trained, newest_trained, read_trained, trained_hash

Run = Callable[..., IngestReport]


@pytest.fixture(autouse=True)
def newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what is fitted, for a test to change."""
    folder = tmp_path / "trained"
    shutil.copytree(training._NEWEST, folder)
    monkeypatch.setattr(training, "_NEWEST", folder)
    return folder


def fit_again() -> dict[str, float]:
    """Keep a ranking in which only says_how counts; return its weights."""
    ranking = json.loads(newest_trained()[RANKING])
    weights = {name: float(name == "says_how") for name in ranking["asked"]}
    keep_trained(RANKING, json.dumps(ranking | {"asked": weights}).encode())
    return weights


def opened_weights(index_dir: Path) -> dict[str, float]:
    index = Index(current_generation(index_dir))
    index.close()
    return dict(index.weights)


def test_what_is_newly_fitted_is_published_and_rolled_back(run_ingest: Run, tmp_path: Path) -> None:
    run_ingest()
    index_dir = tmp_path / "index"
    before = opened_weights(index_dir)
    after = fit_again()
    assert opened_weights(index_dir) == before  # a release keeps what it was published with
    report = run_ingest()
    assert report.published
    assert "Neu gelernt" in report.rebuild
    assert report.embedded == 0
    assert opened_weights(index_dir) == after
    roll_back(index_dir, "gram")
    assert opened_weights(index_dir) == before
    assert "gilt nicht" in run_ingest().held


def test_what_is_fitted_anew_after_a_rollback_is_published(run_ingest: Run, tmp_path: Path) -> None:
    run_ingest()
    fit_again()
    run_ingest()
    roll_back(tmp_path / "index", "gram")
    keep_trained(RANKING, newest_trained()[RANKING] + b"\n")
    assert run_ingest().published


def test_nothing_new_is_nothing_to_publish(run_ingest: Run) -> None:
    run_ingest()
    assert not run_ingest().published


def without_fitted_files(release: Path) -> None:
    shutil.rmtree(release / "trained")
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    del manifest["trained_hash"]
    (release / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def with_a_ranking_of_another_form(release: Path) -> None:
    (release / "trained" / RANKING).write_text(json.dumps({"weights": {}}), "utf-8")
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    manifest["trained_hash"] = trained_hash(read_trained(release))
    (release / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("age", [without_fitted_files, with_a_ranking_of_another_form])
def test_a_release_of_older_code_is_built_anew(
    run_ingest: Run, tmp_path: Path, age: Callable[[Path], None]
) -> None:
    run_ingest()
    old = current_generation(tmp_path / "index")
    age(old)
    seal(old)
    with pytest.raises(DamagedRelease, match="neu einlesen"):
        Index(old)
    asked: list[Path] = []
    report = run_ingest(ask_golden=lambda folder: asked.append(folder) or ())
    assert report.published
    assert asked == []  # it cannot be asked what the new one is compared with
    assert opened_weights(tmp_path / "index")

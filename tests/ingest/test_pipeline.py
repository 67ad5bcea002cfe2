from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Index, IngestReport, NothingToPublish, current_generation
from tests.fakes import GramEmbeddings

Run = Callable[..., IngestReport]


def test_the_first_run_publishes_everything(run_ingest: Run, embeddings: GramEmbeddings) -> None:
    report = run_ingest()
    assert report.published
    assert report.added == ("rechnung", "sensor")
    assert report.embedded > 0


def test_an_unchanged_corpus_embeds_and_publishes_nothing(
    run_ingest: Run, embeddings: GramEmbeddings, tmp_path: Path
) -> None:
    first = run_ingest()
    embeddings.embedded.clear()
    second = run_ingest()
    assert not second.published
    assert second.generation == first.generation
    assert second.unchanged == 2
    assert embeddings.embedded == []


def test_only_what_changed_is_embedded(
    run_ingest: Run, embeddings: GramEmbeddings, guides: Path
) -> None:
    run_ingest()
    embeddings.embedded.clear()
    file = guides / "sensor.md"
    file.write_text(file.read_text() + "\n\nNeu ist dieser Satz hier.", "utf-8")
    report = run_ingest()
    assert report.changed == ("sensor",)
    assert embeddings.embedded
    assert not any("Rechnung" in text for text in embeddings.embedded)


def test_an_unreadable_file_keeps_its_old_text(
    run_ingest: Run, guides: Path, tmp_path: Path
) -> None:
    run_ingest()
    (guides / "sensor.md").write_bytes(b"\xff\xfe\xff")
    report = run_ingest()
    assert [failure.file for failure in report.failed] == ["sensor.md"]
    index = Index(current_generation(tmp_path / "index"))
    assert index.documents["sensor"].stale
    assert "Drehbank" in index.documents["sensor"].text
    index.close()


def test_a_vanished_guide_stays_until_it_is_pruned(run_ingest: Run, guides: Path) -> None:
    run_ingest()
    (guides / "sensor.md").unlink()
    assert not run_ingest().published
    report = run_ingest(prune=True, force=True)
    assert report.withdrawn == ("sensor",)
    assert report.published


def test_an_empty_folder_publishes_nothing(run_ingest: Run, guides: Path, tmp_path: Path) -> None:
    for file in guides.iterdir():
        file.unlink()
    with pytest.raises(NothingToPublish):
        run_ingest()
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_a_guide_without_title_takes_its_first_heading(
    run_ingest: Run, guides: Path, tmp_path: Path
) -> None:
    (guides / "ohne-kopf.md").write_text("# Erste Zeile\n\nEin Satz über Lacke steht hier.")
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    assert index.documents["ohne-kopf"].guide.title == "Erste Zeile"
    index.close()

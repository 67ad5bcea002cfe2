import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from ingest import Index, IngestReport, NothingToPublish, current_generation, read_documents
from ingest.limits import Limits
from ingest.report import print_report, report_json
from tests.documents import zipped
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


@pytest.mark.parametrize("prune", [False, True])
def test_a_damaged_archive_keeps_its_guides(
    run_ingest: Run, guides: Path, tmp_path: Path, prune: bool
) -> None:
    archive = guides / "paket.zip"
    archive.write_bytes(zipped({"innen/presse.md": "# Die Presse\n\nSie braucht jede Woche Öl.\n"}))
    run_ingest()
    archive.write_bytes(archive.read_bytes()[:-40])
    report = run_ingest(prune=prune)
    assert [failure.file for failure in report.failed] == ["paket.zip"]
    assert report.withdrawn == ()
    documents = read_documents(current_generation(tmp_path / "index"))
    assert documents["presse"].stale
    assert not documents["sensor"].stale


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


def test_a_guide_without_a_date_is_published_with_a_notice(run_ingest: Run) -> None:
    report = run_ingest()
    assert report.failed == ()
    assert [(notice.file, notice.code) for notice in report.notices] == [("sensor.md", "no_date")]
    assert run_ingest().notices == ()  # nothing was read again


def test_formats_stand_side_by_side_and_a_wrong_name_is_noticed(
    run_ingest: Run, guides: Path, tmp_path: Path
) -> None:
    page = "<html><head><title>Lager</title></head><body><p>Ein Platz je Teil.</p></body></html>"
    (guides / "lager.pdf").write_text(page, "utf-8")
    (guides / "paket.zip").write_bytes(zipped({"einkauf.html": page, "kaputt.docx": "PK"}))
    report = run_ingest()
    assert set(report.added) == {"einkauf", "lager", "rechnung", "sensor"}
    assert [failure.file for failure in report.failed] == ["paket.zip/kaputt.docx"]
    assert ("lager.pdf", "other_format") in [(n.file, n.code) for n in report.notices]
    index = Index(current_generation(tmp_path / "index"))
    assert index.documents["einkauf"].guide.title == "Lager"
    index.close()


def test_a_document_of_too_many_passages_is_refused(run_ingest: Run, guides: Path) -> None:
    (guides / "viele.md").write_text("# A\n\nb\n\n" * 30)
    report = run_ingest(limits=Limits(passages=20))
    assert [(failure.file, failure.code) for failure in report.failed] == [
        ("viele.md", "too_much_text")
    ]


def test_a_name_that_is_no_text_stops_nobody(run_ingest: Run, guides: Path) -> None:
    (guides / os.fsdecode(b"k\xfchlung[x].md")).write_text("# Kühlung\n\nEin Satz.")
    (guides / os.fsdecode(b"kaputt\xff[x].md")).write_bytes(b"\xff")
    (guides / "paket.zip").write_bytes(zipped({"[/x]/../../a.md": "x"}))
    report = run_ingest()
    assert {failure.file for failure in report.failed} == {"paket.zip", "kaputt?[x].md"}
    assert "k?hlung[x].md" in [notice.file for notice in report.notices]
    print_report(report, Console(file=io.StringIO()))
    assert report_json(report)


def test_one_notice_about_many_files_is_printed_once(run_ingest: Run, guides: Path) -> None:
    for number in range(6):
        (guides / f"ohne-{number}.md").write_text(f"# Ohne {number}\n\nText {number}.", "utf-8")
    shown = io.StringIO()
    print_report(run_ingest(), Console(file=shown, width=1000))
    (notice,) = [line for line in shown.getvalue().splitlines() if line.startswith("Hinweis")]
    assert "ohne-4.md und 2 weitere: Ohne Stand" in notice
    assert "ohne-5.md" not in notice

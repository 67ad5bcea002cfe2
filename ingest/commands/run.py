"""`ingest run`: read the guides and publish what changed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from ingest.commands.terminal import (
    NOTHING_PUBLISHED,
    SOME_FAILED,
    console,
    failures,
    progress_bars,
    progress_lines,
    settings_of,
)
from ingest.embeddings import BatchEmbeddings, load_embeddings, model_id
from ingest.golden import golden_suite
from ingest.outcome import IngestReport
from ingest.pipeline import ingest
from ingest.registry import Registry
from ingest.report import print_report, report_json
from ingest.settings import IndexSettings
from ingest.vectors import Progress


def run(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Ordner oder Dateien; sonst corpus/")
    ] = None,
    prune: Annotated[bool, typer.Option(help="Verschwundene Leitfäden zurückziehen.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Nur zeigen, was sich ändern würde.")] = False,
    force: Annotated[
        bool, typer.Option(help="Auch ohne Änderung bauen und gegen jede Warnung veröffentlichen.")
    ] = False,
    json: Annotated[Path | None, typer.Option(help="Bericht als JSON schreiben.")] = None,
    progress: Annotated[
        bool, typer.Option("--progress", help="Fortschritt als JSON-Zeilen statt als Balken.")
    ] = False,
) -> None:
    """Liest Leitfäden ein und veröffentlicht eine neue Ausgabe, wenn sich etwas geändert hat."""
    settings = settings_of(context)
    with failures():
        shown = progress_lines if progress else progress_bars
        report = run_once(settings, paths or [settings.corpus_dir], prune, dry_run, force, shown)
    print_report(report, console)
    if json:
        json.write_text(report_json(report), "utf-8")
    if report.held:
        raise typer.Exit(NOTHING_PUBLISHED)
    if report.failed:
        raise typer.Exit(SOME_FAILED)


def run_once(
    settings: IndexSettings,
    roots: Sequence[Path],
    prune: bool = False,
    dry_run: bool = False,
    force: bool = False,
    shown: Callable[[], AbstractContextManager[Progress]] = progress_bars,
) -> IngestReport:
    """Ingest, showing progress; raises IngestError."""
    with closing(Registry(settings.registry_file)) as registry, shown() as progress:
        return ingest(
            roots,
            settings.index_dir,
            registry,
            model_id(settings.embedding_model),
            lambda: _model(settings.embedding_model, settings.models_dir),
            prune=prune,
            force=force,
            dry_run=dry_run,
            ask_golden=golden_suite(settings.golden_suite),
            limits=settings.limits,
            ocr=settings.ocr,
            progress=progress,
        )


@cache
def _model(name: str, models_dir: Path) -> BatchEmbeddings:
    """Return the model, loaded once for all runs of a watch."""
    return load_embeddings(name, models_dir)

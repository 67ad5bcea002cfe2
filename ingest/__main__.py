"""Commands: `python -m ingest run [PATH]`, `status` and `model`."""

from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ingest.bundled_model import ensure_bundled_model
from ingest.embeddings import load_embeddings, model_id
from ingest.errors import IngestError, IngestRunning
from ingest.generation import read_manifest
from ingest.pipeline import Progress, ingest
from ingest.progress import progress_bars, progress_lines
from ingest.registry import Registry
from ingest.releases import current_generation
from ingest.report import manifest_json, print_manifest, print_report, report_json
from ingest.settings import IndexSettings
from ingest.types import IngestReport

SOME_FAILED, NOTHING_PUBLISHED, BUSY = 1, 2, 75  # exit codes, DESIGN 4.1

app = typer.Typer(help="Leitfäden einlesen und veröffentlichen.", no_args_is_help=True)
console = Console(stderr=True)


@app.command()
def run(
    path: Annotated[Path | None, typer.Argument(help="Ordner oder Datei; sonst corpus/")] = None,
    prune: Annotated[bool, typer.Option(help="Verschwundene Leitfäden zurückziehen.")] = False,
    force: Annotated[bool, typer.Option(help="Auch ohne Änderung neu bauen.")] = False,
    json: Annotated[Path | None, typer.Option(help="Bericht als JSON schreiben.")] = None,
    progress: Annotated[
        bool, typer.Option("--progress", help="Fortschritt als JSON-Zeilen ausgeben.")
    ] = False,
) -> None:
    """Liest Leitfäden ein und veröffentlicht eine neue Ausgabe, wenn sich etwas geändert hat."""
    settings = IndexSettings()
    shown = progress_lines() if progress else progress_bars(console)
    try:
        report = _run(settings, path or settings.corpus_dir, prune, force, shown)
    except IngestRunning as error:
        raise _stop(error, BUSY) from error
    except IngestError as error:
        raise _stop(error, NOTHING_PUBLISHED) from error
    print_report(report, console)
    if json:
        json.write_text(report_json(report), "utf-8")
    if report.failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def status(
    json: Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")] = False,
) -> None:
    """Zeigt, welche Ausgabe gerade gilt."""
    try:
        manifest = read_manifest(current_generation(IndexSettings().index_dir))
    except IngestError as error:
        raise _stop(error, NOTHING_PUBLISHED) from error
    if json:
        print(manifest_json(manifest))
    else:
        print_manifest(manifest, Console())


@app.command()
def model() -> None:
    """Packt das mitgelieferte Einbettungsmodell aus, falls es gebraucht wird und noch fehlt."""
    settings = IndexSettings()
    try:
        if settings.embedding_model == "bundled":
            console.print(f"Modell liegt in {ensure_bundled_model(settings.models_dir)}")
    except IngestError as error:
        raise _stop(error, NOTHING_PUBLISHED) from error


def _run(
    settings: IndexSettings,
    root: Path,
    prune: bool,
    force: bool,
    shown: AbstractContextManager[Progress],
) -> IngestReport:
    with closing(Registry(settings.registry_file)) as registry, shown as progress:
        return ingest(
            root,
            settings.index_dir,
            registry,
            model_id(settings.embedding_model),
            lambda: load_embeddings(settings.embedding_model, settings.models_dir),
            prune=prune,
            force=force,
            progress=progress,
        )


def _stop(error: IngestError, code: int) -> typer.Exit:
    console.print(str(error), style="red")
    return typer.Exit(code)


if __name__ == "__main__":
    app()

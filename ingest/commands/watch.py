"""`ingest watch`: ingest whenever files in the folder of guides have settled."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from watchfiles import watch as changes_in

from ingest.commands.run import run_once
from ingest.commands.terminal import console, settings_of
from ingest.errors import IngestError
from ingest.report import print_report, report_json
from ingest.settings import IndexSettings

SETTLED = 2000  # milliseconds without another change


def watch(
    context: typer.Context,
    prune: Annotated[bool, typer.Option(help="Verschwundene Leitfäden zurückziehen.")] = False,
    json: Annotated[Path | None, typer.Option(help="Jeden Bericht als JSON-Datei.")] = None,
) -> None:
    """Liest jedes Mal neu ein, wenn sich im Ordner der Leitfäden etwas geändert hat."""
    settings = settings_of(context)
    console.print(f"Beobachte »{settings.corpus_dir}«; Ende mit Strg+C.", markup=False)
    # It yields once without a change: what changes while that first ingest runs is not missed.
    changes = changes_in(
        settings.corpus_dir,
        debounce=60_000,
        step=SETTLED,
        rust_timeout=SETTLED,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for number, changed in enumerate(changes):
        if changed:
            console.print(f"{datetime.now():%H:%M:%S} Dateien haben sich geändert.")
        if changed or number == 0:
            _ingest(settings, prune, json)


def _ingest(settings: IndexSettings, prune: bool, json: Path | None) -> None:
    """Ingest once; a failure is said, and the watch goes on."""
    try:
        report = run_once(settings, [settings.corpus_dir], prune)
    except IngestError as error:
        console.print(str(error), style="red", markup=False)
        return
    print_report(report, console)
    if json:
        json.write_text(report_json(report), "utf-8")

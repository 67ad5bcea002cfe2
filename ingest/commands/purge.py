"""`ingest purge`: remove a guide from everywhere."""

import time
from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console

from ingest.commands.terminal import JsonFlag, failures, print_json, progress_bars, settings_of
from ingest.embeddings import load_embeddings, model_id
from ingest.purge import purge as purge_guide
from ingest.registry import Registry
from ingest.report import print_purge

GRACE = 10.0  # seconds in which a server switches and the answers under way end


def purge(
    context: typer.Context,
    guide: Annotated[str, typer.Argument(help="Kennung des Leitfadens.")],
    yes: Annotated[bool, typer.Option("--yes", help="Nicht nachfragen.")] = False,
    json: JsonFlag = False,
) -> None:
    """Entfernt einen Leitfaden aus allen Ausgaben, dem Speicher und dem Ordner der Originale."""
    settings = settings_of(context)
    if not yes:
        typer.confirm(
            f"»{guide}« endgültig entfernen, auch die Originaldatei und alle älteren Ausgaben, "
            "die ihn enthalten?",
            abort=True,
            err=True,
        )
    with (
        failures(),
        closing(Registry(settings.registry_file)) as registry,
        progress_bars() as progress,
    ):
        found = purge_guide(
            guide,
            settings.corpus_dir,
            settings.index_dir,
            registry,
            model_id(settings.embedding_model),
            lambda: load_embeddings(settings.embedding_model, settings.models_dir),
            lambda: time.sleep(GRACE),
            settings.limits,
            progress,
        )
    if json:
        print_json(found)
    else:
        print_purge(found, Console())

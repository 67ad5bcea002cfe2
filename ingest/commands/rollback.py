"""`ingest rollback`: let an older release serve again."""

from typing import Annotated

import typer
from rich.console import Console

from ingest.commands.terminal import JsonFlag, failures, print_json, settings_of
from ingest.embeddings import model_id
from ingest.rollback import roll_back


def rollback(
    context: typer.Context,
    generation: Annotated[
        str, typer.Argument(help="Ausgabe, die gelten soll; sonst die vorige.")
    ] = "",
    json: JsonFlag = False,
) -> None:
    """Lässt nach einer Prüfung eine ältere Ausgabe wieder gelten."""
    settings = settings_of(context)
    with failures():
        found = roll_back(settings.index_dir, model_id(settings.embedding_model), generation)
    if json:
        print_json(found)
    else:
        Console().print(
            f"Ausgabe {found.new} gilt wieder, statt {found.old}. Ein laufender Server wechselt "
            "von selbst. Derselbe Stand der Dateien wird erst mit --force wieder veröffentlicht.",
            highlight=False,
        )

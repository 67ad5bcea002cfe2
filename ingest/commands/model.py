"""`ingest model`: unpack the bundled embedding model."""

import typer

from ingest.bundled_model import ensure_bundled_model
from ingest.commands.terminal import console, failures, settings_of


def model(context: typer.Context) -> None:
    """Packt das mitgelieferte Einbettungsmodell aus, falls es gebraucht wird und noch fehlt."""
    settings = settings_of(context)
    if settings.embedding_model == "bundled":
        with failures():
            console.print(f"Modell liegt in {ensure_bundled_model(settings.models_dir)}")

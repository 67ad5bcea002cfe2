"""Commands: `python -m ingest run|status|diff|rollback|purge|enrich|watch|model`."""

import typer

from ingest.commands import COMMANDS
from ingest.settings import IndexSettings

app = typer.Typer(help="Leitfäden einlesen und veröffentlichen.", no_args_is_help=True)


@app.callback()
def settings(context: typer.Context) -> None:
    """Leitfäden einlesen, prüfen, veröffentlichen und zurückrollen."""
    context.obj = IndexSettings()


for command in COMMANDS:
    app.command()(command)

if __name__ == "__main__":
    app()

"""`python -m api`: serve the chat on LOTSE_HOST:LOTSE_PORT; `export-feedback` for the evals."""

import logging
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.database import Database
from api.export import feedback_lines
from api.failures import DatabaseUnavailable
from api.settings import ApiSettings
from assistant import operating_point
from ingest import IngestError

app = typer.Typer(help="Lotse im Netz.")


@app.callback(invoke_without_command=True)
def serve(context: typer.Context) -> None:
    """Startet den Server, wenn kein Befehl genannt ist."""
    if context.invoked_subcommand:
        return
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = ApiSettings()
    print(f"Lotse startet auf http://{settings.host}:{settings.port} …", flush=True)
    with suppress(IngestError):  # the first release may still be on its way
        point = operating_point(settings)
        print(
            f"Abgelehnt werden voraussichtlich {point.recall:.0%} der Fragen, auf die kein "
            f"Leitfaden antwortet, und {point.false_declines:.0%} der anderen "
            "(LOTSE_FALSE_DECLINES).",
            flush=True,
        )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        timeout_keep_alive=75,  # longer than a proxy's: else both reuse what the other has closed
        access_log=False,  # it would hold addresses of people
        proxy_headers=False,  # create_app believes the proxies of LOTSE_TRUSTED_PROXIES only
    )


@app.command()
def export_feedback(
    out: Annotated[Path | None, typer.Argument(help="Datei; sonst die Standardausgabe.")] = None,
) -> None:
    """Schreibt Rückmeldungen und unbeantwortete Fragen als JSON-Zeilen."""
    with closing(Database(ApiSettings().database_address)) as database:
        try:
            lines = "".join(feedback_lines(database))
        except DatabaseUnavailable as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from error
    if out:
        out.write_text(lines, "utf-8")
    else:
        sys.stdout.write(lines)


if __name__ == "__main__":
    app()

"""`ingest status`: which release serves, which others are kept, and how old each guide is."""

from contextlib import closing

import typer
from rich.console import Console

from ingest.commands.terminal import JsonFlag, failures, print_json, settings_of
from ingest.registry import Registry
from ingest.report import print_status
from ingest.status import read_status


def status(context: typer.Context, json: JsonFlag = False) -> None:
    """Zeigt, welche Ausgabe gilt, welche es noch gibt und seit wann jeder Leitfaden so lautet."""
    settings = settings_of(context)
    with failures(), closing(Registry(settings.registry_file)) as registry:
        found = read_status(settings.index_dir, registry)
    if json:
        print_json(found)
    else:
        print_status(found, Console())

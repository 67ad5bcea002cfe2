"""`ingest diff`: what changed between two releases, to read, as JSON and as a page."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ingest.commands.terminal import JsonFlag, failures, print_json, settings_of
from ingest.diff import diff_releases
from ingest.diff_page import diff_page
from ingest.errors import UnknownGeneration
from ingest.golden import golden_suite
from ingest.releases import current_generation, generations
from ingest.report import print_diff


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="Ältere Ausgabe; sonst die vor der neueren.")] = "",
    new: Annotated[str, typer.Argument(help="Neuere Ausgabe; sonst die geltende.")] = "",
    answers: Annotated[bool, typer.Option(help="Golden-Fragen an beide stellen.")] = True,
    suite: Annotated[
        Path | None, typer.Option(help="Golden-Fragen; sonst LOTSE_GOLDEN_SUITE.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Als Webseite in diese Datei.")] = None,
    json: JsonFlag = False,
) -> None:
    """Zeigt, was sich zwischen zwei Ausgaben geändert hat: Leitfäden, Abschnitte, Antworten."""
    settings = settings_of(context)
    ask = golden_suite(suite or settings.golden_suite) if answers else None
    with failures():
        found = diff_releases(*_two(settings.index_dir, old, new), ask)
    if html:
        html.write_text(diff_page(found), "utf-8")
    if json:
        print_json(found)
    else:
        print_diff(found, Console())


def _two(index_dir: Path, old: str, new: str) -> tuple[Path, Path]:
    """Return the folders of two generations; raises UnknownGeneration."""
    known = generations(index_dir)
    new = new or current_generation(index_dir).name
    before = [name for name in known if name < new]
    old = old or (before[-1] if before else "")
    for name in (old, new):
        if name not in known:
            raise UnknownGeneration(
                f"Eine Ausgabe »{name}« gibt es nicht; vorhanden: {', '.join(known)}."
                if name
                else "Es gibt noch keine zweite Ausgabe, mit der sich vergleichen ließe."
            )
    return index_dir / old, index_dir / new

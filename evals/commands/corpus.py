"""`corpus`: the documents against the rules of their editors."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from evals.commands.terminal import console
from evals.editorial import Finding, Source, check_corpus, read_sources


def corpus(
    folder: Annotated[Path, typer.Argument(help="Ordner des Korpus.")] = Path("corpus"),
) -> None:
    """Prüft das Korpus gegen die Redaktionsregeln; endet mit 1, wenn etwas fehlt."""
    findings = check_corpus(folder, date.today())
    console.print(_table(read_sources(folder), findings))
    for finding in findings:
        console.print(f"{finding.id}: {finding.rule}: {finding.message}", markup=False)
    if findings:
        raise typer.Exit(1)


def _table(sources: Sequence[Source], findings: Sequence[Finding]) -> Table:
    """Return documents, words and findings by kind of document."""
    table = Table("Art", "Dokumente", "Wörter", "Befunde", title="Korpus")
    kinds = {source.id: source.kind for source in sources}
    for kind in dict.fromkeys(kinds.values()):
        words = sum(len(source.text.split()) for source in sources if source.kind == kind)
        count = sum(kinds.get(finding.id) == kind for finding in findings)
        table.add_row(kind, str(list(kinds.values()).count(kind)), f"{words:,}", str(count))
    return table

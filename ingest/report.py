"""What an ingest did, as a table for people and as JSON for programs."""

from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingest.types import IngestReport, Manifest

_REPORT = TypeAdapter(IngestReport)
_MANIFEST = TypeAdapter(Manifest)


def report_json(report: IngestReport) -> str:
    """Return the report as a JSON object."""
    return _REPORT.dump_json(report, indent=2).decode()


def manifest_json(manifest: Manifest) -> str:
    """Return the manifest of a release as a JSON object."""
    return _MANIFEST.dump_json(manifest, indent=2).decode()


def print_report(report: IngestReport, console: Console) -> None:
    """Print what changed, what failed and which release serves now."""
    groups = {
        "neu": report.added,
        "geändert": report.changed,
        "zurückgezogen": report.withdrawn,
    }
    for label, ids in groups.items():
        if ids:
            console.print(f"[bold]{label}[/bold] ({len(ids)}): {', '.join(ids)}")
    if report.failed:
        table = Table("Datei", "Was ist los", title="Nicht eingelesen")
        for failure in report.failed:
            table.add_row(escape(failure.file), escape(failure.message))
        console.print(table)
    for notice in report.notices:
        console.print(f"[yellow]Hinweis[/yellow] {escape(notice.file)}: {escape(notice.message)}")
    if report.published:
        console.print(
            f"Ausgabe {report.generation} veröffentlicht: {report.passages} Passagen, "
            f"{report.embedded} Texte neu eingebettet, {report.seconds:.1f} s."
        )
    else:
        console.print(
            f"Nichts geändert; Ausgabe {report.generation} gilt weiter ({report.seconds:.1f} s)."
        )


def print_manifest(manifest: Manifest, console: Console) -> None:
    """Print which release serves and what it holds."""
    table = Table(show_header=False)
    table.add_row("Ausgabe", manifest.generation)
    table.add_row("veröffentlicht", manifest.created_at)
    table.add_row("Modell", f"{manifest.model_id}, {manifest.dimension} Dimensionen")
    table.add_row("Leitfäden", str(manifest.guides))
    table.add_row("Passagen", str(manifest.passages))
    table.add_row("Sätze", str(manifest.sentences))
    console.print(table)

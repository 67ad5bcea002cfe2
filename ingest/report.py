"""Reports for people in the terminal, and the one of a run as JSON."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ingest.changes import AnswerChange, GoldenAnswer, GuideChange, ReleaseDiff
from ingest.outcome import IngestReport
from ingest.purge import Purge
from ingest.status import Status

VERDICTS = {"worse": "schlechter", "better": "besser", "other": "anders"}
FATES = {"added": "neu", "changed": "geändert", "withdrawn": "zurückgezogen"}
_NAMED = 5  # files that one notice is about; the rest are counted
_STATES = {"serves": "gilt", "kept": "", "aside": "gilt nicht", "damaged": "beschädigt"}
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def report_json(report: IngestReport) -> str:
    """Return the report as a JSON object."""
    return TypeAdapter(IngestReport).dump_json(report, indent=2).decode()


def print_report(report: IngestReport, console: Console) -> None:
    """Print what changed, what failed, how answers change and which release serves now."""
    if report.rebuild:
        console.print(report.rebuild, style="yellow", markup=False)
    groups = {"neu": report.added, "geändert": report.changed, "zurückgezogen": report.withdrawn}
    for label, ids in groups.items():
        if ids:
            console.print(f"[bold]{label}[/bold] ({len(ids)}): {escape(', '.join(ids))}")
    if report.failed:
        table = Table("Datei", "Was ist los", title="Nicht eingelesen")
        for failure in report.failed:
            table.add_row(escape(failure.file), escape(failure.message))
        console.print(table)
    for message in dict.fromkeys(notice.message for notice in report.notices):
        files = [notice.file for notice in report.notices if notice.message == message]
        more = f" und {len(files) - _NAMED} weitere" if len(files) > _NAMED else ""
        named = escape(", ".join(files[:_NAMED]))
        console.print(f"[yellow]Hinweis[/yellow] {named}{more}: {escape(message)}")
    if report.answers:
        console.print(_answers_table(report.answers))
    console.print(_outcome(report), style="red" if report.held else "", markup=False)


def _outcome(report: IngestReport) -> str:
    took = f"{report.seconds:.1f} s"
    if report.held:
        return f"Nicht veröffentlicht: {report.held}"
    if report.published:
        return (
            f"Ausgabe {report.generation} veröffentlicht: {report.passages} Passagen, "
            f"{report.embedded} Texte neu eingebettet, {took}. "
            "Was sich geändert hat, zeigt »python -m ingest diff«."
        )
    if report.dry_run:
        return (
            f"Probelauf, nichts veröffentlicht: {report.passages} Passagen, "
            f"{report.embedded} Texte wären neu einzubetten ({took})."
        )
    return f"Nichts geändert; Ausgabe {report.generation} gilt weiter ({took})."


def print_status(status: Status, console: Console) -> None:
    """Print which release serves, which others are kept, and the guides."""
    manifest = status.serves
    releases = Table("Ausgabe", "vom", "Leitfäden", "Zustand", title="Ausgaben")
    for release in status.releases:
        state = escape(" ".join(filter(None, (_STATES[release.state], release.reason))))
        releases.add_row(release.name, release.created_at, str(release.guides), state)
    guides = Table("Leitfaden", "Version", "so seit Ausgabe", "", title="Leitfäden")
    for guide in status.guides:
        note = "veraltet: neuere Datei unlesbar" if guide.stale else ""
        guides.add_row(escape(guide.id), escape(guide.version), guide.since, note)
    console.print(guides)
    console.print(releases)
    console.print(
        f"Es gilt Ausgabe {manifest.generation}: {manifest.guides} Leitfäden, "
        f"{manifest.passages} Passagen, {manifest.sentences} Sätze; Modell {manifest.model_id}, "
        f"{manifest.dimension} Dimensionen.",
        markup=False,
    )


def print_diff(diff: ReleaseDiff, console: Console) -> None:
    """Print the changed guides with their sections, then the changed answers side by side."""
    console.print(f"Von Ausgabe {diff.old} zu {diff.new}", style="bold", highlight=False)
    for change in diff.guides:
        console.print(_guide_lines(change))
    for guide_id in diff.stale:
        console.print(f"veraltet: {guide_id} (die neuere Datei ist unlesbar)", markup=False)
    if not diff.guides:
        console.print("Kein Leitfaden hat sich geändert.")
    if diff.answers:
        console.print(_answers_table(diff.answers))
    for notice in diff.notices:
        console.print(notice, style="yellow", markup=False)


def _guide_lines(change: GuideChange) -> Text:
    versions = " → ".join(filter(None, (change.old_version, change.new_version)))
    text = Text(f"\n{FATES[change.fate]}: {change.guide_id} »{change.title}« {versions}", "bold")
    if change.metadata:
        text.append(f"\n  Kopfdaten: {', '.join(change.metadata)}", "not bold")
    for section in change.sections:
        text.append(f"\n  § {' › '.join(section.heading) or change.title}", "not bold italic")
        for line in section.lines[2:]:
            text.append(f"\n    {line}", f"not bold {_COLOURS.get(line[:1], '')}")
    return text


def _answers_table(answers: Sequence[AnswerChange]) -> Table:
    table = Table("Frage", "vorher", "jetzt", "", title="Geänderte Antworten", show_lines=True)
    for change in answers:
        table.add_row(
            Text(f"{change.new.question} ({change.new.id})"),
            _answer(change.old),
            _answer(change.new),
            VERDICTS[change.verdict],
        )
    return table


def _answer(answer: GoldenAnswer) -> Text:
    cited = f"\n[{', '.join(answer.cited)}]" if answer.cited else ""
    return Text(f"{'✓' if answer.right else '✗'} {answer.text}{cited}")


def print_purge(purge: Purge, console: Console) -> None:
    """Print what was removed and what was searched for its words."""
    removed = ", ".join((*purge.removed_generations, *purge.removed_files)) or "nichts"
    console.print(
        f"»{purge.guide_id}« ist entfernt: {removed}; {purge.vectors} Vektoren. "
        f"Es gilt Ausgabe {purge.generation}.\n"
        f"Durchsucht nach {purge.searched_texts} Sätzen: {purge.searched_files} Dateien, "
        f"{purge.searched_bytes / 1e6:.1f} MB; nichts gefunden.",
        markup=False,
        highlight=False,
    )

"""Commands: `python -m evals run SUITE`, `calibrate SUITE …`, `bench SUITE`, `golden`, `corpus`."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track

from assistant import AssistantSettings
from evals.bench import bench as paired_ratios
from evals.calibrate import calibrate as fit
from evals.cases import BadSuite, read_suite
from evals.editorial import check_corpus, read_sources
from evals.golden import golden_answers
from evals.report import corpus_table, summary_table, write_run
from evals.systems import SYSTEMS, assistant, documents
from evals.trials import run_suite, summarise
from ingest import GoldenAnswer, IngestError, end_with_parent, load_embeddings

app = typer.Typer(help="Antworten messen.", no_args_is_help=True)
console = Console()


@app.command()
def run(
    suite: Annotated[Path, typer.Argument(help="Fragen, eine JSON-Zeile je Fall.")],
    system: Annotated[str, typer.Option(help=f"Eines von: {', '.join(SYSTEMS)}")] = "lotse",
    out: Annotated[Path | None, typer.Option(help="Ordner des Laufs; sonst runs/…")] = None,
) -> None:
    """Stellt alle Fragen einer Sammlung und schreibt, wie gut die Antworten sind."""
    if system not in SYSTEMS:
        raise typer.BadParameter(f"»{system}« gibt es nicht; möglich: {', '.join(SYSTEMS)}")
    try:
        cases = read_suite(suite)
        known = documents()
    except (BadSuite, IngestError, FileNotFoundError) as error:
        console.print(str(error), style="red")
        raise typer.Exit(2) from error
    trials = run_suite(track(cases, "Fragen stellen", console=console), SYSTEMS[system], known)
    with assistant().live.pinned() as index:
        release = index.manifest
    summary = {
        "suite": suite.stem,
        "system": system,
        "release": release.generation,
        "model": release.model_id,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **summarise(trials),
    }
    folder = out or Path("runs") / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{suite.stem}-{system}"
    write_run(folder, summary, trials)
    console.print(summary_table(summary))
    console.print(f"Lauf geschrieben: {folder}")


@app.command()
def calibrate(
    suites: Annotated[list[Path], typer.Argument(help="Sammlungen, auf denen gelernt wird.")],
) -> None:
    """Lernt neu, wann die Fundstellen für eine Antwort reichen (assistant/sufficiency.json)."""
    found = fit([case for suite in suites for case in read_suite(suite)])
    console.print(
        f"{found.questions} Fragen, davon {found.answerable} beantwortbar. Kreuzvalidiert: "
        f"{found.decline_recall:.0%} der unbeantwortbaren werden erkannt, "
        f"{found.false_decline_rate:.0%} der beantwortbaren zu Unrecht abgelehnt."
    )


@app.command()
def bench(
    suite: Annotated[Path, typer.Argument(help="Fragen, mit denen gemessen wird.")],
) -> None:
    """Misst die Geschwindigkeit als Verhältnisse gepaarter Läufe."""
    for name, ratio in paired_ratios(read_suite(suite)).items():
        console.print(f"{name}: {ratio:.2f}")


@app.command()
def golden(
    generations: Annotated[list[Path], typer.Argument(help="Ordner von Ausgaben des Index.")],
    suite: Annotated[Path, typer.Option(help="Die Golden-Fragen.")],
) -> None:
    """Gibt als JSON, was jede Ausgabe auf die Golden-Fragen antwortet; `ingest` fragt so."""
    end_with_parent()
    settings = AssistantSettings()
    try:
        cases = read_suite(suite)
        model = load_embeddings(settings.embedding_model, settings.models_dir)
        found = [golden_answers(folder, model.model_id, model, cases) for folder in generations]
    except (BadSuite, IngestError) as error:
        Console(stderr=True).print(str(error), soft_wrap=True)
        raise typer.Exit(2) from error
    print(TypeAdapter(list[list[GoldenAnswer]]).dump_json(found).decode())


@app.command()
def corpus(
    folder: Annotated[Path, typer.Argument(help="Ordner des Korpus.")] = Path("corpus"),
) -> None:
    """Prüft das Korpus gegen die Redaktionsregeln; endet mit 1, wenn etwas fehlt."""
    findings = check_corpus(folder, date.today())
    console.print(corpus_table(read_sources(folder), findings))
    for finding in findings:
        console.print(f"{finding.id}: {finding.rule}: {finding.message}", markup=False)
    if findings:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()

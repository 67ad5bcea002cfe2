"""`judge`: a language model's opinion of a run, beside that of people."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from evals.commands.terminal import console, mendable
from evals.judge import agreement, judged, open_judge, read_labels
from evals.resampling import interval
from evals.runs import read_run
from evals.systems import judge_model


def judge(
    run: Annotated[Path, typer.Argument(help="Ordner eines Laufs.")],
    labels: Annotated[
        Path | None, typer.Option(help='Urteile von Menschen, je Zeile {"id", "good"}.')
    ] = None,
) -> None:
    """Lässt ein Sprachmodell (LOTSE_JUDGE_MODEL) Antworten beurteilen und misst sein Augenmaß."""
    with mendable():
        known = read_labels(labels) if labels else {}
        trials = read_run(run).trials
        model = open_judge(judge_model())
        verdicts = judged(track(trials, "Urteilen", console=console), model)
        found = agreement(verdicts, known) if labels else None
    if not verdicts:
        console.print("Das Modell hat zu keiner Antwort ja oder nein gesagt.")
        raise typer.Exit(1)
    scores = [float(good) for good in verdicts.values()]
    low, high = interval(scores)
    mean = sum(scores) / len(scores)
    console.print(f"{len(scores)} Antworten beurteilt, gut: {mean:.2f} [{low:.2f}, {high:.2f}]")
    if found is None:
        console.print("Ohne Urteile von Menschen (--labels) ist diese Zahl nichts wert.")
    else:
        console.print(
            f"Mit Menschen einig bei {found.share:.0%} von {found.n}, "
            f"Cohens Kappa {found.kappa:.2f} (0 ist Zufall, 1 ist einig)."
        )

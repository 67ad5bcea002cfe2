"""The report as one file: template, style and script put together, everything escaped."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.cases import TYPES
from evals.comparison import NothingShared, compare
from evals.coverage import Coverage
from evals.gaps import Gap
from evals.gate import Baseline, failures
from evals.metrics import METRICS
from evals.report import views
from evals.runs import Run
from evals.trials import figures
from evals.types import Trial
from evals.verdict import VERDICTS
from ingest import Document

PAGES = Path(__file__).parent / "pages"
SIDE_BY_SIDE = ("hit@1", "hit@3", "mrr@10", "passage_ndcg@10", "cited_expected", "fact_coverage",
                "decline_recall", "false_decline_rate")  # fmt: skip


def write_report(
    file: Path,
    runs: Sequence[Run],
    documents: Mapping[str, Document],
    reach: Coverage,
    threshold: float,
    baseline: Baseline | None = None,
    before: Sequence[Run] = (),
) -> None:
    """Write the page of some runs; those of the first system are shown question by question.

    `threshold` is the sufficiency below which Lotse declines; `before` are runs to compare with.
    """
    leading = [run for run in runs if run.config.system == runs[0].config.system]
    trials = [trial for run in leading for trial in run.trials]
    style, script = ((PAGES / name).read_text("utf-8") for name in ("report.css", "report.js"))
    page = _environment().get_template("report.html").render(
        config=leading[0].config,
        today=date.today(),
        count=len(trials),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        style=Markup(style),
        script=Markup(script),
        heads={run.config.suite: views.headlines(run, baseline) for run in leading},
        short=[s for run in leading for s in failures(run, baseline)] if baseline else None,
        moved=_moved(before, leading),
        systems=_systems(runs),
        metrics=METRICS,
        columns=SIDE_BY_SIDE,
        plots=_plots(trials, threshold),
        guides=views.guide_rows(trials, documents),
        reach=reach,
        titles={id_: document.guide.title for id_, document in documents.items()},
        questions=[q for run in leading for q in views.questions(run, documents)],
        types=TYPES,
        verdicts=VERDICTS,
        suites=[run.config.suite for run in leading],
    )  # fmt: skip
    file.write_text(page, "utf-8")


def write_gaps(file: Path, gaps: Sequence[Gap], asked: int, titles: Mapping[str, str]) -> None:
    """Write the page that tells authors which topics are missing; `asked` is of how many."""
    style = (PAGES / "report.css").read_text("utf-8")
    page = (
        _environment()
        .get_template("gaps.html")
        .render(
            today=date.today(),
            policy=f"default-src 'none'; style-src '{_hash(style)}'",
            style=Markup(style),
            gaps=gaps,
            asked=asked,
            titles=titles,
        )
    )
    file.write_text(page, "utf-8")


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.filters["figure"] = lambda value: f"{value:.2f}".replace(".", ",")
    found.filters["day"] = lambda day: f"{day.day}.{day.month}.{day.year}"
    return found


def _plots(trials: Sequence[Trial], threshold: float) -> dict[str, Markup]:
    plots = {"Treffer unter 3 nach Art der Frage": views.by_type(trials, "hit@3")}
    plots["Fakten genannt nach Art der Frage"] = views.by_type(trials, "fact_coverage")
    plots["Unbeantwortbares abgelehnt nach Art"] = views.by_type(trials, "decline_recall")
    if any(trial.reply.sufficiency is not None for trial in trials):
        plots["Wie gut die Vorhersage stimmt"] = views.calibration_plot(trials, threshold)
    plots["Antwortzeit"] = views.latency_plot(trials)
    return plots


def _moved(before: Sequence[Run], after: Sequence[Run]) -> list[tuple[str, object, object]]:
    """Return suite, what moved and what flipped, for every suite that both have."""
    old = {(run.config.suite, run.config.system): run for run in before}
    found: list[tuple[str, object, object]] = []
    for run in after:
        key = (run.config.suite, run.config.system)
        if key not in old:
            continue
        try:
            found.append((run.config.suite, *compare(old[key], run)))
        except NothingShared:  # all questions are new: nothing has moved
            continue
    return found


def _systems(runs: Sequence[Run]) -> list[tuple[Run, dict[str, object]]]:
    first = runs[0].config.system
    ordered = sorted(runs, key=lambda run: (run.config.suite, run.config.system != first))
    return [(run, dict(figures(run.trials))) for run in ordered]


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"

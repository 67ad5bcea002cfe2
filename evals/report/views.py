"""What the report page shows, computed from runs; the template only lays it out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from markupsafe import Markup

from evals.cases import TYPES
from evals.gate import Baseline
from evals.metrics import METRICS
from evals.report.plots import Bin, Dot, dots, histogram, reliability
from evals.resampling import interval
from evals.runs import Run
from evals.trials import Figure, figures, scores_of
from evals.types import CitedSpan, Trial
from evals.verdict import Verdict, judge_answer
from ingest import Document

HEADLINE = ("hit@1", "hit@3", "cited_expected", "fact_coverage", "citation_validity",
            "faithfulness", "decline_recall", "false_decline_rate")  # fmt: skip
BINS = 8
AROUND = 160  # characters of a guide shown before and behind a quote


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of a suite beside what was accepted for it."""

    name: str
    label: str
    meaning: str
    figure: Figure
    accepted: float | None


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with the words around it and the name of its guide."""

    title: str
    before: str
    quote: str
    behind: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the list: what was said, what should have been, and what went wrong."""

    suite: str
    trial: Trial
    verdict: Verdict
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class GuideRow:
    """How often a guide was expected, cited rightly, and cited where another was expected."""

    title: str
    expected: int
    cited: int
    intruding: int


def headlines(run: Run, baseline: Baseline | None) -> list[Headline]:
    """Return the figures that stand at the top."""
    found = figures(run.trials)
    accepted = baseline.suites.get(run.config.suite) if baseline else None
    bars = accepted.metrics if accepted else {}
    return [
        Headline(
            name,
            METRICS[name].label,
            METRICS[name].meaning,
            found[name],
            bars[name].value if name in bars else None,
        )
        for name in HEADLINE
        if name in found
    ]


def by_type(trials: Sequence[Trial], metric: str) -> Markup:
    """Plot a metric for each type of question that it is measured for."""
    ordered = sorted(trials, key=lambda trial: trial.case.type)
    rows = []
    for type_, group in groupby(ordered, key=lambda trial: trial.case.type):
        scores = scores_of(list(group), metric)
        if scores:
            mean = sum(scores) / len(scores)
            rows.append(Dot(TYPES.get(type_, type_), mean, *interval(scores), len(scores)))
    rows.sort(key=lambda row: -row.value)
    return dots(rows, f"{METRICS[metric].label} nach Art der Frage")


def calibration_plot(trials: Sequence[Trial], threshold: float) -> Markup:
    """Plot predicted sufficiency against the share of answerable questions, in equal-sized bins."""
    told = [(t.reply.sufficiency, t.case.answerable) for t in trials]
    scored = sorted((score, answerable) for score, answerable in told if score is not None)
    bins = []
    for rows in np.array_split(np.asarray(scored, dtype=np.float64), min(BINS, len(scored))):
        low, high = interval(rows[:, 1].tolist())
        bins.append(Bin(float(rows[:, 0].mean()), float(rows[:, 1].mean()), low, high, len(rows)))
    return reliability(bins, threshold, "Vorhergesagt und wirklich beantwortbar")


def latency_plot(trials: Sequence[Trial]) -> Markup:
    """Plot how long answers took."""
    times = [trial.reply.latency_ms for trial in trials]
    p50, p95 = (float(value) for value in np.percentile(times, [50, 95]))
    marks = ((f"Median {p50:.0f} ms", p50), (f"95 % unter {p95:.0f} ms", p95))
    return histogram([min(t, 1.5 * p95) for t in times], marks, "Antwortzeit")


def questions(run: Run, documents: Mapping[str, Document]) -> Iterator[Question]:
    """Yield every question with its verdict and its quotes in their place."""
    for trial in run.trials:
        reply = trial.reply
        cited = [citation.guide_id for citation in reply.citations]
        verdict = judge_answer(trial.case, reply.answered, reply.told, cited, reply.guides)
        quotes = tuple(_shown(citation, documents) for citation in reply.citations)
        yield Question(run.config.suite, trial, verdict, quotes)


def guide_rows(trials: Sequence[Trial], documents: Mapping[str, Document]) -> list[GuideRow]:
    """Return the guides in the order of how much was asked of them."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for trial in trials:
        cited = {citation.guide_id for citation in trial.reply.citations}
        for id_ in trial.case.relevant:
            counts[id_]["expected"] += 1
            counts[id_]["cited"] += id_ in cited
        for id_ in cited - set(trial.case.expected):
            counts[id_]["intruding"] += 1
    rows = [
        GuideRow(_title(id_, documents), c["expected"], c["cited"], c["intruding"])
        for id_, c in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.expected, row.cited, row.title))


def _shown(citation: CitedSpan, documents: Mapping[str, Document]) -> ShownQuote:
    title = _title(citation.guide_id, documents)
    document = documents.get(citation.guide_id)
    text = document.text if document else ""
    if text[citation.start : citation.end] != citation.quote:
        return ShownQuote(f"{title} (steht so nicht an der Stelle)", "", citation.quote, "")
    return ShownQuote(
        title,
        text[max(0, citation.start - AROUND) : citation.start].partition(" ")[2],
        citation.quote,
        text[citation.end : citation.end + AROUND].rpartition(" ")[0],
    )


def _title(id_: str, documents: Mapping[str, Document]) -> str:
    return documents[id_].guide.title if id_ in documents else id_

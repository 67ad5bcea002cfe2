"""A suite put to a system: one trial a case, then the summary over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from evals.cases import Case
from evals.metrics import METRICS, score_all
from evals.resampling import interval
from evals.types import System, Trial
from ingest import Index


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a metric over the cases that ask for it, with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int


def run_suite(cases: Iterable[Case], system: System, index: Index) -> list[Trial]:
    """Ask every question and score the replies; `index` re-checks what was said."""
    asked = [(case, system.ask(case.question, case.history)) for case in cases]
    return score_all(asked, system, index)


def figures(trials: Sequence[Trial]) -> dict[str, Figure]:
    """Return every metric that some case asks for."""
    found = {}
    for name in METRICS:
        scores = scores_of(trials, name)
        if scores:
            found[name] = Figure(fmean(scores), *interval(scores), len(scores))
    return found


def scores_of(trials: Sequence[Trial], name: str) -> list[float]:
    """Return a metric's scores, without the cases that do not ask for it."""
    return [score for trial in trials if (score := trial.scores.get(name)) is not None]


def summarise(trials: Sequence[Trial]) -> dict[str, object]:
    """Return the suite's figures of DESIGN 4.4 (None where no case asks for one), and intervals."""
    found = figures(trials)
    return {
        "n": len(trials),
        "answerable_n": sum(trial.case.answerable for trial in trials),
        **{name: found[name].mean if name in found else None for name in METRICS},
        **_latency(trials),
        "intervals": {name: [figure.low, figure.high] for name, figure in found.items()},
        "cases": {name: figure.n for name, figure in found.items()},
    }


def _latency(trials: Sequence[Trial]) -> dict[str, float]:
    p50, p95 = np.percentile([trial.reply.latency_ms for trial in trials], [50, 95])
    return {"latency_ms_p50": round(float(p50), 1), "latency_ms_p95": round(float(p95), 1)}

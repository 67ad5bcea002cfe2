"""Two runs of one suite side by side: what moved, how sure that is, and which questions flipped."""

from dataclasses import dataclass
from statistics import fmean

from evals.metrics import METRICS
from evals.resampling import Difference, paired
from evals.runs import Run
from evals.types import Trial

# Scores that are either 0 or 1, so that a question can be said to have flipped.
FLIPS = ("hit@1", "hit@3", "fact_coverage", "cited_expected", "decline_recall",
         "false_decline_rate")  # fmt: skip


class NothingShared(Exception):
    """The runs have no case in common; the German text says so."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A metric in both runs, over the cases that both score."""

    metric: str
    old: float
    new: float
    n: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose score went from one end to the other."""

    case_id: str
    question: str
    metric: str
    better: bool


def compare(old: Run, new: Run) -> tuple[list[Moved], list[Flip]]:
    """Return every metric that both runs score, and the questions that flipped."""
    pairs = _pairs(old, new)
    moved, flips = [], []
    for name in METRICS:
        scored = [
            (before, after, first, second)
            for before, after in pairs
            if (first := before.scores.get(name)) is not None
            and (second := after.scores.get(name)) is not None
        ]
        if not scored:
            continue
        olds, news = [s[2] for s in scored], [s[3] for s in scored]
        moved.append(Moved(name, fmean(olds), fmean(news), len(scored), paired(olds, news)))
        if name in FLIPS:
            flips += [_flip(s[1], name, s[2], s[3]) for s in scored if s[2] != s[3]]
    return moved, flips


def _pairs(old: Run, new: Run) -> list[tuple[Trial, Trial]]:
    """Return the trials of the same question in both runs."""
    before = {(trial.case.id, trial.case.question): trial for trial in old.trials}
    asked = [(before.get((t.case.id, t.case.question)), t) for t in new.trials]
    pairs = [(first, second) for first, second in asked if first is not None]
    if not pairs:
        raise NothingShared(
            f"»{old.folder}« und »{new.folder}« haben keine Frage gemeinsam. "
            "Bitte zwei Läufe derselben Sammlung angeben."
        )
    return pairs


def _flip(trial: Trial, metric: str, old: float, new: float) -> Flip:
    better = (new > old) == METRICS[metric].higher_is_better
    return Flip(trial.case.id, trial.case.question, metric, better)

"""The probability that the evidence answers the question: logistic regression over a few signals.

The weights are fitted by `python -m evals calibrate` on labelled questions and kept in
`sufficiency.json` beside this file.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.types import Candidate, Question, RankedGuide
from ingest import Hit, grams

SIGNALS = ("cosine", "sentence_cosine", "bm25", "margin", "coverage")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signals, the intercept and the operating point below which is declined."""

    weights: dict[str, float]
    intercept: float
    threshold: float


@cache
def calibration() -> Calibration:
    """Return the fitted calibration."""
    raw = json.loads(files("assistant").joinpath("sufficiency.json").read_text("utf-8"))
    return Calibration(raw["weights"], raw["intercept"], raw["threshold"])


def sufficiency(
    question: Question,
    hits: Sequence[Hit],
    guides: Sequence[RankedGuide],
    candidates: Sequence[Candidate],
) -> float:
    """Return the probability, 0 to 1, that these hits answer the question."""
    if not hits or not candidates:
        return 0.0
    found = signals(question, hits, guides, candidates)
    fitted = calibration()
    logit = fitted.intercept + sum(fitted.weights[name] * found[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-logit))


def signals(
    question: Question,
    hits: Sequence[Hit],
    guides: Sequence[RankedGuide],
    candidates: Sequence[Candidate],
) -> dict[str, float]:
    """Return the signals by name: best cosines, BM25 a gram, lead of the first guide, coverage."""
    asked = grams(question.search_text)
    spread = guides[min(3, len(guides) - 1)].score
    return {
        "cosine": max(hit.cosine for hit in hits),
        "sentence_cosine": max(candidate.cosine for candidate in candidates),
        "bm25": max(hit.bm25 for hit in hits) / max(len(asked), 1),
        "margin": guides[0].score - spread,
        "coverage": _coverage(asked, hits),
    }


def _coverage(asked: Sequence[str], hits: Sequence[Hit]) -> float:
    """Return the share of the question's 5-grams that the best guide's passages hold."""
    best = hits[0].passage.guide_id
    held = {
        gram
        for hit in hits[:8]
        if hit.passage.guide_id == best
        for gram in grams(hit.passage.embedded_text)
    }
    long = [gram for gram in asked if len(gram) >= 5]
    return sum(gram in held for gram in long) / len(long) if long else 0.0

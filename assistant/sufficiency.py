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

from assistant.types import Question
from ingest import Findings, grams

SIGNALS = (
    "passage_cosine",
    "sentence_cosine",
    "phrasing_cosine",
    "passage_bm25",
    "wording_bm25",
    "rise",
    "lead",
    "coverage",
)


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


def sufficiency(question: Question, findings: Findings) -> float:
    """Return the probability, 0 to 1, that these findings answer the question."""
    found = signals(question, findings)
    fitted = calibration()
    logit = fitted.intercept + sum(fitted.weights[name] * found[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-logit))


def signals(question: Question, findings: Findings) -> dict[str, float]:
    """Return the signals by name; `lead` and `rise` tell a clear winner from a flat field."""
    best, fourth = findings.guides[0], findings.guides[min(3, len(findings.guides) - 1)]
    asked = grams(question.search_text)
    return {
        "passage_cosine": best.signals["passage_cosine"],
        "sentence_cosine": best.signals["sentence_cosine"],
        "phrasing_cosine": best.signals["phrasing_cosine"],
        "passage_bm25": best.signals["passage_bm25"] / max(len(asked), 1),
        "wording_bm25": best.signals["wording_bm25"] / max(len(asked), 1),
        "rise": best.score,
        "lead": best.score - fourth.score,
        "coverage": _coverage(asked, findings),
    }


def _coverage(asked: Sequence[str], findings: Findings) -> float:
    """Return the share of the question's 5-grams that the best guide's found passages hold."""
    best = findings.guides[0].guide_id
    held = {
        gram
        for hit in findings.passages
        if hit.passage.guide_id == best
        for gram in grams(hit.passage.embedded_text)
    }
    long = [gram for gram in asked if len(gram) >= 5]
    return sum(gram in held for gram in long) / len(long) if long else 0.0

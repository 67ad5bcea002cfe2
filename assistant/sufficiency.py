"""The probability that the evidence answers the question: logistic regression over a few signals.

Some tell how well the guides fit, some whether the words are known, and two how the request itself
reads (`intent.py`). Everything is fitted by `python -m evals calibrate` on labelled questions and
kept in `sufficiency.json` beside this file.
"""

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.intent import Intent
from assistant.types import Question
from ingest import Findings, Index

UNKNOWN = 0.5  # a word of whose 5-grams the corpus holds a smaller share is unknown to it
UNKNOWN_NAME = 0.7  # the same for a capitalised word: names and terms are told apart more strictly


class Calibration(BaseModel):
    """A fitted model: z-scored signals, their weights, and where declining begins.

    `recall` and `false_declines` are what the threshold costs, cross-validated when it was fitted.
    """

    model_config = ConfigDict(frozen=True)

    means: dict[str, float]
    scales: dict[str, float]
    weights: dict[str, float]
    intercept: float
    threshold: float
    recall: float
    false_declines: float


@cache
def calibration() -> Calibration:
    """Return the fitted calibration."""
    raw = files("assistant").joinpath("sufficiency.json").read_text("utf-8")
    return Calibration.model_validate(json.loads(raw))


def probability(found: Mapping[str, float], fitted: Calibration) -> float:
    """Return the calibrated probability of named signals; a missing one counts as average."""
    logit = fitted.intercept + sum(
        weight * (found.get(name, fitted.means[name]) - fitted.means[name]) / fitted.scales[name]
        for name, weight in fitted.weights.items()
    )
    return 1 / (1 + math.exp(-logit))


def signals(
    question: Question, intent: Intent | None, findings: Findings, index: Index
) -> dict[str, float]:
    """Return the signals by name; without an intent or readers' words theirs are missing.

    `rise` and `lead` tell a clear winner from a flat field; `known_*` are shares of the question's
    words, weighted by rarity, that the best guide and the corpus know.
    """
    best, fourth = findings.guides[0], findings.guides[min(3, len(findings.guides) - 1)]
    # English words are strangers to German guides whatever they ask: they count as known.
    foreign = question.language != "de"
    words = [] if foreign else index.known_words(question.topical, best.guide_id)
    weights = [word.weight for word in words]

    def known(shares: Iterable[float]) -> float:
        """Return the mean share, rare words counting more."""
        weighted = sum(weight * share for weight, share in zip(weights, shares, strict=True))
        return weighted / sum(weights) if words else float(foreign)

    found = {
        "sentence_cosine": best.signals["sentence_cosine"],
        "rise": best.score,
        "lead": best.score - fourth.score,
        "known_in_guide": known(word.in_guide for word in words),
        "known_in_corpus": known(word.in_corpus for word in words),
        "unknown_words": float(sum(word.in_corpus < UNKNOWN for word in words)),
        "unknown_names": float(
            sum(
                word.in_corpus < UNKNOWN_NAME and word.word[0].isupper() and len(word.word) > 4
                for word in words
            )
        ),
    }
    phrasing = max(guide.signals["phrasing_cosine"] for guide in findings.guides)
    if phrasing > 0:
        found["phrasing_cosine"] = best.signals["phrasing_cosine"]
    if intent is not None:
        found["intent"] = intent.log_odds
        if phrasing > 0:
            found["nearer_than_declined"] = phrasing - intent.declined_cosine
    return found

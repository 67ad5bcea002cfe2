"""The probability that the evidence answers the question: logistic regression over a few signals.

Some tell how well the guides fit, some whether the words are known, and three how the request
itself reads (`intent.py`). Everything is fitted by `python -m evals calibrate` on labelled
questions and travels with the release (`sufficiency.json`).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from assistant.intent import Intent, read_intent_model
from assistant.types import Judgement, Question
from ingest import INTENT, SUFFICIENCY, Findings, Index, Trained

Vector = npt.NDArray[np.float32]

# Of answerable questions, where no setting says otherwise. Those it is measured on are chosen to be
# hard: of the suites that nothing was fitted on, 0 to 1.5 % are declined.
FALSE_DECLINES = 0.03
OF_INTENT = frozenset(
    {"intent", "worded", "nearer_than_declined"}
)  # signals that the intent model gives
UNKNOWN = 0.5  # a word of whose 5-grams the corpus holds a smaller share is unknown to it
UNKNOWN_NAME = 0.7  # the same for a capitalised word: names and terms are told apart more strictly


class OperatingPoint(BaseModel):
    """Where declining begins, and what that costs, cross-validated when it was fitted.

    `recall` is the share of unanswerable questions that are declined, `false_declines` that of
    answerable ones.
    """

    model_config = ConfigDict(frozen=True)

    threshold: float
    recall: float
    false_declines: float


class Calibration(BaseModel):
    """A fitted model: z-scored signals, their weights, and where declining may begin."""

    model_config = ConfigDict(frozen=True)

    means: dict[str, float]
    scales: dict[str, float]
    weights: dict[str, float]
    intercept: float
    points: tuple[OperatingPoint, ...]  # from the fewest false declines to the most

    def at(self, false_declines: float) -> OperatingPoint:
        """Return the point that declines most and at most this share of answerable questions."""
        allowed = [point for point in self.points if point.false_declines <= false_declines]
        return allowed[-1] if allowed else self.points[0]


class Calibrations(BaseModel):
    """How the score is fitted where requests are read (`intent.py`), and where they are not."""

    model_config = ConfigDict(frozen=True)

    with_intent: Calibration
    without_intent: Calibration

    def of(self, reads_intent: bool) -> Calibration:
        """Return the one for requests that are read, or are not."""
        return self.with_intent if reads_intent else self.without_intent


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Judges evidence; declines at most about `false_declines` of the answerable questions.

    `reads_intent` is whether the fitted intent model has a say; it has none about vectors of
    another embedding model than its own.
    """

    false_declines: float = FALSE_DECLINES
    reads_intent: bool = True

    def judge(
        self, question: Question, vector: Vector, findings: Findings, index: Index
    ) -> Judgement:
        """Return how likely the findings answer the question, and whether that is enough."""
        intent = self._intent(vector, question.search_text, index)
        found = signals(question, intent, findings, index)
        fitted = read_calibrations(index.trained[SUFFICIENCY]).of(intent is not None)
        # "und was kostet das?" without a turn before it asks about nothing yet.
        chance = probability(found, fitted) if question.topical else 0.0
        return Judgement(
            chance,
            enough=chance >= fitted.at(self.false_declines).threshold,
            otherwise=intent.otherwise if intent else "gap",
        )

    def _intent(self, vector: Vector, text: str, index: Index) -> Intent | None:
        if not self.reads_intent:
            return None
        model = read_intent_model(index.trained[INTENT])
        return model.read(vector, text) if model.model_id == index.manifest.model_id else None

    def point(self, trained: Trained) -> OperatingPoint:
        """Return where declining begins in a release with the bundled model, and what it costs."""
        fitted = read_calibrations(trained[SUFFICIENCY])
        return fitted.of(self.reads_intent).at(self.false_declines)


@lru_cache(maxsize=4)
def read_calibrations(content: bytes) -> Calibrations:
    """Return the calibrations in a release's `sufficiency.json`."""
    return Calibrations.model_validate_json(content)


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
        if intent.worded is not None:
            found["worded"] = intent.worded
        if phrasing > 0:
            found["nearer_than_declined"] = phrasing - intent.declined_cosine
    return found

"""How guides are ranked: what speaks for each, and how much it counts.

The weights are fitted by `python -m evals calibrate` so that the right guide wins the softmax over
all guides (ListNet's top one, Cao et al. 2007, with one or more right ones).
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from ingest.fusion import Scores, z_scores

SIGNALS = (
    "passage_cosine",  # of its nearest passage
    "passage_bm25",  # of its best passage
    "sentence_cosine",  # of its nearest sentence
    "phrasing_cosine",  # mean of its five nearest questions in readers' words
    "phrasing_bm25",  # of the one that shares most 5-grams with the question
    "wording_bm25",  # of its title, its authors' questions and everyday terms
    "questions_bm25",  # of the same with all its readers' questions, as one text
    "says_how",  # a guide says what to do, a report what others did
)
OWN = ("passage_cosine", "passage_bm25", "sentence_cosine")  # what a guide's own text tells
# What people wrote down for it.
ASKED = ("phrasing_cosine", "phrasing_bm25", "wording_bm25", "questions_bm25")
PHRASINGS_READ = 5
# A guide of a partner comes without questions among guides that hold 150 each. What they would
# tell is expected from its own text; the more questions it holds, the less. Measured on suites
# whose right guide was stripped of them, and of how often others then overtook a right one.
_LIFT = 1.5  # an expectation is nearer to the mean than what it stands for
_ENOUGH = 30  # questions at which an expectation counts half

# A rare word that one reader's question shares lifts its guide by 7 standard deviations; that much
# would outweigh all else.
_LOUDEST = 4.5

Weights = Mapping[str, float]

# Nothing learned: every signal counts the same. The sum is that of fitted weights, for the second
# guide's margin is measured on that scale.
WEIGHTS_SUM = 2.1
EQUAL_WEIGHTS: Weights = dict.fromkeys(SIGNALS, WEIGHTS_SUM / len(SIGNALS))


class Ranking(BaseModel):
    """The weight of each signal; `unasked` holds those of OWN in releases without any question.

    `expected` says what each of ASKED is on average, by the coefficients of OWN, all z-scored.
    """

    model_config = ConfigDict(frozen=True)

    asked: dict[str, float]
    unasked: dict[str, float]
    expected: dict[str, dict[str, float]]


def completed(
    signals: Mapping[str, npt.NDArray[np.floating]],
    questions: npt.NDArray[np.int_],
    expected: Mapping[str, Mapping[str, float]],
) -> dict[str, npt.NDArray[np.floating]]:
    """Return the signals with at least what is expected of guides that hold few `questions`."""
    trust = _LIFT * _ENOUGH / (_ENOUGH + questions)
    telling = {of for coefficients in expected.values() for of in coefficients}
    own = {of: z_scores(signals[of]) for of in telling}
    found = dict(signals)
    for name, coefficients in expected.items():
        told = np.sum([c * own[of] for of, c in coefficients.items()], axis=0)
        found[name] = np.maximum(
            signals[name], signals[name].mean() + signals[name].std() * trust * told
        )
    return found


def fused(signals: Mapping[str, npt.NDArray[np.floating]], weights: Weights) -> Scores:
    """Return the score of each guide: its signals, made comparable, weighed and added."""
    parts = [weight * comparable(signals[name]) for name, weight in weights.items()]
    return np.asarray(np.sum(parts, axis=0))


def comparable(signal: Sequence[float] | npt.NDArray[np.floating]) -> Scores:
    """Return one signal's z-scores over all guides, none above 4.5."""
    return np.minimum(z_scores(signal), _LOUDEST)

"""How guides are ranked: what speaks for each, and how much it counts.

The weights are fitted by `python -m evals calibrate` so that the right guide wins the softmax over
all guides (ListNet's top one, Cao et al. 2007, with one or more right ones).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from ingest.fusion import Scores, z_scores

# Without readers' words there are no phrasings, and a guide's own text counts for more.
UNASKED = ("passage_cosine", "passage_bm25", "sentence_cosine", "wording_bm25")
SIGNALS = (
    "passage_cosine",  # of its nearest passage
    "passage_bm25",  # of its best passage
    "sentence_cosine",  # of its nearest sentence
    "phrasing_cosine",  # mean of its five nearest questions in readers' words
    "phrasing_bm25",  # of the one that shares most 5-grams with the question
    "wording_bm25",  # of its title, typical questions and everyday terms
    "says_how",  # a guide says what to do, a report what others did
)
PHRASINGS_READ = 5

Weights = Mapping[str, float]


class Ranking(BaseModel):
    """The weight of each signal, in releases that hold readers' questions and in those without."""

    model_config = ConfigDict(frozen=True)

    asked: dict[str, float]
    unasked: dict[str, float]


def fused(signals: Mapping[str, npt.NDArray[np.floating]], weights: Weights) -> Scores:
    """Return the score of each guide: its signals, z-scored over all guides, weighed and added."""
    parts = [weight * z_scores(signals[name]) for name, weight in weights.items()]
    return np.asarray(np.sum(parts, axis=0))

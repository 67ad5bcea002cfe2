"""How a question is worded: log-odds that it is one for guides, by the letters it is written in.

The embedding tells what a question is about, and "welches CRM nehmen" is about the same as "wie
führt man ein CRM ein". What is asked for shows in runs of letters across words. A linear model over
hashed character n-grams (TF-IDF, unit length); fitted by `python -m evals calibrate`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 16  # n-grams that share one are told apart by the others around them
_LENGTHS = range(3, 7)
_TOKEN = re.compile(r"\w+|[?!]")
_NUMBER = re.compile(r"\d[\d.,]*")

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LetterModel:
    """Rarity and weight of each bucket, both of shape (buckets,), and the log-odds of no letters.

    The rarity of a bucket is its smoothed inverse document frequency, 0 where it was too rare to
    learn from.
    """

    rarity: Vector
    weight: Vector
    bias: float

    def log_odds(self, text: str) -> float:
        """Return how a text reads: above 0 like a question for guides."""
        buckets, counts = bucket_counts(text)
        values = counts * self.rarity[buckets]
        length = float(np.linalg.norm(values))
        return self.bias + float(values @ self.weight[buckets]) / length if length else self.bias


def bucket_counts(text: str) -> tuple[npt.NDArray[np.int64], Vector]:
    """Return the buckets that a text's n-grams fall into, and 1 + log of how often each."""
    plain = f" {' '.join(_TOKEN.findall(_NUMBER.sub('0', text.lower())))} "
    found = Counter(
        crc32(plain[at : at + length].encode()) % BUCKETS
        for length in _LENGTHS
        for at in range(len(plain) - length + 1)
    )
    return (
        np.fromiter(found, dtype=np.int64),
        1 + np.log(np.fromiter(found.values(), dtype=np.float32)),
    )

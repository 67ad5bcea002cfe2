"""How sure a mean is, and whether two differ: the bootstrap and the paired permutation test.

Both resample with a fixed seed, so that a run gives the same figures again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

RESAMPLES = 4000
SEED = 2026
LEVEL = 95  # percent


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean of paired differences with its interval and the probability of it by chance."""

    mean: float
    low: float
    high: float
    p: float


def interval(scores: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of a mean (Efron & Tibshirani 1993, ch. 13)."""
    values = np.asarray(scores, dtype=np.float64)
    if np.ptp(values) == 0:
        return float(values[0]), float(values[0])
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(_resampled_means(values), [tail, 100 - tail])
    return float(low), float(high)


def paired(old: Sequence[float], new: Sequence[float]) -> Difference:
    """Compare scores of the same cases: new - old, its interval, and a two-sided p.

    p is the share of random sign flips of the differences whose mean is at least as far from zero
    (Fisher's randomisation test, after Smucker et al. 2007), never below 1 / (RESAMPLES + 1).
    """
    differences = np.asarray(new, dtype=np.float64) - np.asarray(old, dtype=np.float64)
    low, high = interval(differences.tolist())
    changed = differences[differences != 0]
    seen = abs(changed.sum())
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(RESAMPLES, len(changed)))
    as_far = int((abs(signs @ changed) >= seen - 1e-9).sum())
    return Difference(fmean(differences), low, high, (as_far + 1) / (RESAMPLES + 1))


def _resampled_means(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    draws = np.random.default_rng(SEED).integers(len(values), size=(RESAMPLES, len(values)))
    return np.asarray(values[draws].mean(axis=1))

"""Scores of different kinds made comparable before they are weighed and added."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


def z_scores(scores: Sequence[float] | npt.NDArray[np.floating]) -> Scores:
    """Return (x - mean) / standard deviation over one question's scores; zeros if all are equal."""
    array = np.asarray(scores, dtype=np.float64)
    return np.asarray((array - array.mean()) / max(float(array.std()), 1e-6))

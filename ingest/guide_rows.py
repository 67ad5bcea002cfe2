"""Rows that stand guide after guide: where each guide's are, and what their scores say of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.fusion import Scores


class GuideRows:
    """The rows of one table, `counts` of them for each guide, in the guides' order."""

    def __init__(self, counts: Sequence[int]) -> None:
        """Lay the rows out once, so that a search only looks them up."""
        sizes = np.array(counts, dtype=int)
        self._first = np.concatenate(([0], np.cumsum(sizes)))
        self._held = sizes > 0
        self._starts = self._first[:-1][self._held]
        # Shape (guides that hold rows, most rows of one); what is too much points behind the end.
        places = np.arange(sizes.max(initial=0))
        self._padded = np.where(
            places < sizes[self._held, None], self._starts[:, None] + places, self._first[-1]
        )

    def of(self, guide: int) -> slice:
        """Return where a guide's rows stand."""
        return slice(int(self._first[guide]), int(self._first[guide + 1]))

    def best(self, scores: npt.NDArray[np.floating]) -> Scores:
        """Return each guide's best score, shape (guides,); the least of all where it has no row."""
        found = np.full(len(self._held), float(scores.min(initial=np.inf)))
        if len(self._starts):
            found[self._held] = np.maximum.reduceat(scores, self._starts)
        return found

    def mean_of_best(self, scores: npt.NDArray[np.floating], count: int) -> Scores:
        """Return the mean of each guide's `count` best scores, of all where it has fewer.

        A guide without rows is neither better nor worse for it: it gets the mean of the others.
        """
        if not len(self._starts):
            return np.zeros(len(self._held))
        own = np.append(scores, -np.inf)[self._padded]
        best = np.partition(own, -min(count, own.shape[1]), axis=1)[:, -count:]
        known = np.isfinite(best)
        means = np.sum(best, axis=1, where=known) / known.sum(axis=1)
        found = np.full(len(self._held), means.mean())
        found[self._held] = means
        return found

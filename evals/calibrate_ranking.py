"""Fitting of how guides are ranked: the right guide is to win a softmax over all guides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from evals.cases import Case
from ingest import ASKED, OWN, SIGNALS, WEIGHTS_SUM, Findings, Index, Ranking, comparable

_FOLDS = 8
_SHRINK = 0.01  # on the squared weights: signals say much the same, none may win by chance
_EVERY = 5  # readers' question: a fifth of them is enough for three weights

# Shape (questions, guides, signals), made comparable over the guides.
Signals = npt.NDArray[np.float64]
# Shape (questions, guides): which guides are right.
Right = npt.NDArray[np.bool_]
# Shape (signals,).
Fitted = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankingFit:
    """The fitted ranking; `first` is how often a right guide came first, with its guide held out.

    `unasked_first` is the same for readers' questions to guides that hold none.
    """

    ranking: Ranking
    first: float
    unasked_first: float


def fit_ranking(found: Sequence[tuple[Case, Findings]], index: Index) -> RankingFit:
    """Fit on what the search found for answerable questions, and on the readers' questions."""
    guides = list(index.documents)
    signals = np.array([_signals(findings, guides) for _, findings in found])
    right = np.array([[id_ in case.relevant for id_ in guides] for case, _ in found])
    unasked, asked = _of_readers(index, guides)
    return RankingFit(
        ranking=Ranking(
            asked=_named(SIGNALS, _fit(signals, right)),
            unasked=_named(OWN, _fit(unasked, asked)),
            expected=_expected(signals),
        ),
        first=_held_out(signals, right),
        unasked_first=_held_out(unasked, asked),
    )


def _signals(findings: Findings, guides: Sequence[str]) -> Signals:
    """Return a question's signals, shape (guides, signals)."""
    of = {guide.guide_id: guide.signals for guide in findings.guides}
    return np.column_stack([comparable([of[id_][name] for id_ in guides]) for name in SIGNALS])


def _of_readers(index: Index, guides: Sequence[str]) -> tuple[Signals, Right]:
    """Return what readers' questions would find if nobody had written down any of their words."""
    phrasings = [index.documents[id_].guide.phrasings for id_ in guides]
    owners = np.repeat(np.arange(len(guides)), [len(own) for own in phrasings])
    texts = [text for own in phrasings for text in own]
    signals = np.array(
        [
            _signals(index.search(index.phrasing_vectors[row], texts[row], 0), guides)
            for row in range(0, len(texts), _EVERY)
        ]
    )
    return _only(OWN, signals), owners[::_EVERY, None] == np.arange(len(guides))


def _only(names: Sequence[str], signals: Signals) -> Signals:
    """Return the columns of some signals."""
    return signals[..., [SIGNALS.index(name) for name in names]]


def _fit(signals: Signals, right: Right) -> Fitted:
    def loss(weights: Fitted) -> tuple[float, Fitted]:
        scores = signals @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        won = np.sum(chances, axis=1, where=right)
        pull = chances - np.where(right, chances, 0.0) / won[:, None]
        slope = np.einsum("qg,qgs->s", pull, signals) / len(signals) + 2 * _SHRINK * weights
        return float(-np.log(won).mean() + _SHRINK * weights @ weights), slope

    size = signals.shape[2]
    return np.asarray(
        minimize(loss, np.full(size, 0.3), jac=True, method="L-BFGS-B", bounds=[(0, None)] * size).x
    )


def _expected(signals: Signals) -> dict[str, dict[str, float]]:
    """Return what the words people wrote down tell on average where a guide's own tell as much."""
    rows = signals.reshape(-1, len(SIGNALS))
    own, asked = _only(OWN, rows), _only(ASKED, rows)
    coefficients, *_ = np.linalg.lstsq(own, asked, rcond=None)
    return {
        name: dict(zip(OWN, map(float, column.round(3)), strict=True))
        for name, column in zip(ASKED, coefficients.T, strict=True)
    }


def _held_out(signals: Signals, right: Right) -> float:
    """Return how often a right guide comes first by weights fitted without its questions."""
    first = np.zeros(len(signals))
    for train, test in GroupKFold(_FOLDS).split(signals, groups=right.argmax(axis=1)):
        best = (signals[test] @ _fit(signals[train], right[train])).argmax(axis=1)
        first[test] = right[test, best]
    return float(first.mean())


def _named(names: Sequence[str], weights: Fitted) -> dict[str, float]:
    scaled = (weights * WEIGHTS_SUM / weights.sum()).round(3)
    return dict(zip(names, map(float, scaled), strict=True))

"""Fitting of what tells a question for guides from a request to decline: by vector, by letters."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import normalize

from assistant.intent import KINDS, SPREAD, Intent, IntentModel, Kind
from assistant.letters import BUCKETS, LetterModel, bucket_counts

_FOLDS = 5
_NETWORKS = 5
_HIDDEN = 32
_PASSES = 60
# What the networks learn from; rarer kinds are repeated, at most 12 times.
_DECLINED_SHARE = 0.35
_REPEATED = 12
_SEEN = 2  # texts that a bucket must stand in to be learned from

Vector = npt.NDArray[np.float32]
Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Request:
    """What someone asks, its vector of shape (dimension,), and which kind of request it is."""

    text: str
    vector: Vector
    kind: Kind


def fit_intent(labelled: Sequence[Request], asked: Sequence[Request], model_id: str) -> IntentModel:
    """Fit on labelled requests and on readers' questions, whose mean vector is the center."""
    every = [*labelled, *asked]
    center = np.mean([one.vector for one in asked], axis=0)
    kinds = np.array([KINDS.index(one.kind) for one in every])
    rows = _balanced(kinds)
    inputs = (np.array([one.vector for one in every])[rows] - center) * SPREAD
    with warnings.catch_warnings():
        # Stopped early on purpose, which keeps the networks from learning questions by heart.
        warnings.simplefilter("ignore", ConvergenceWarning)
        networks = [
            MLPClassifier((_HIDDEN,), alpha=0.3, max_iter=_PASSES, random_state=seed).fit(
                inputs, kinds[rows]
            )
            for seed in range(_NETWORKS)
        ]
    return IntentModel(
        model_id=model_id,
        center=center,
        hidden=np.array([net.coefs_[0] for net in networks], dtype=np.float32),
        hidden_bias=np.array([net.intercepts_[0] for net in networks], dtype=np.float32),
        output=np.array([net.coefs_[1] for net in networks], dtype=np.float32),
        output_bias=np.array([net.intercepts_[1] for net in networks], dtype=np.float32),
        declined=np.array([one.vector for one in labelled if one.kind != "guide"]),
        letters=_fit_letters([one.text for one in every], kinds == KINDS.index("guide")),
    )


def held_out_intents(
    labelled: Sequence[Request], asked: Sequence[Request], model_id: str
) -> list[Intent]:
    """Return each labelled request's intent by a model that has not seen it."""
    intents: dict[int, Intent] = {}
    for train, test in KFold(_FOLDS, shuffle=True, random_state=0).split(labelled):
        model = fit_intent([labelled[at] for at in train], asked, model_id)
        intents |= {int(at): model.read(labelled[at].vector, labelled[at].text) for at in test}
    return [intents[at] for at in range(len(labelled))]


def packed(intent: IntentModel) -> bytes:
    """Return the content of `intent.npz`, in half precision."""
    names = ("center", "hidden", "hidden_bias", "output", "output_bias", "declined")
    arrays = {name: getattr(intent, name) for name in names}
    if intent.letters:
        arrays |= {name: getattr(intent.letters, name) for name in ("rarity", "weight", "bias")}
    half: dict[str, Any] = {name: np.asarray(of, np.float16) for name, of in arrays.items()}
    file = io.BytesIO()
    np.savez_compressed(file, model_id=np.array(intent.model_id), **half)
    return file.getvalue()


def _fit_letters(texts: Sequence[str], for_guides: Labels) -> LetterModel:
    counted = [bucket_counts(text) for text in texts]
    counts = csr_array(
        (
            np.concatenate([values for _, values in counted]),
            np.concatenate([buckets for buckets, _ in counted]).astype(np.int32),
            np.cumsum([0, *(len(buckets) for buckets, _ in counted)], dtype=np.int32),
        ),
        shape=(len(texts), BUCKETS),
    )
    seen = np.bincount(counts.indices, minlength=BUCKETS)
    rarity = np.where(seen >= _SEEN, 1 + np.log((1 + len(texts)) / (1 + seen)), 0.0)
    rows = normalize(counts.multiply(rarity).tocsr())
    model = LogisticRegression(C=3.0, class_weight="balanced", solver="liblinear")
    model.fit(rows, for_guides)
    return LetterModel(
        rarity=rarity.astype(np.float32),
        weight=model.coef_[0].astype(np.float32),
        bias=float(model.intercept_[0]),
    )


def _balanced(kinds: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    """Return rows in which every kind to decline weighs about the same."""
    wanted = len(kinds) * _DECLINED_SHARE / len(KINDS)
    rows = []
    for kind in range(len(KINDS)):
        own = np.flatnonzero(kinds == kind)
        if not len(own):
            raise ValueError(f"no labelled question of kind {KINDS[kind]}")
        times = 1 if kind == 0 else min(max(1, round(wanted / len(own))), _REPEATED)
        rows.append(np.tile(own, times))
    return np.concatenate(rows)

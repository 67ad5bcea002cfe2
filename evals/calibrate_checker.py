"""Fitting of the checker's wording model on labelled pairs and on quotes of other places."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import assistant as assistant_package
from assistant.checking import RULES, Pair, WordingModel, cosine_signals, letter_signals
from evals.checker import LabelledPair

WRONG_REJECTIONS = 0.03  # of faithful paraphrases: what the operating point may cost
_FOLDS = 8
_OTHERS = 3  # nearest other quotes that each faithful statement is put beside, wrongly

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordingFit:
    """What calibrating found, cross-validated at the operating point."""

    pairs: int
    faithful: int
    kept: float
    rejected: float


def calibrate_checker(
    pairs: Sequence[LabelledPair], embeddings: Embeddings, model_id: str
) -> WordingFit:
    """Fit on what no rule catches and write `assistant/checking/wording.json`."""
    candidates = _unbroken([*pairs, *_misplaced(pairs, embeddings)])
    rows = _signals(candidates, embeddings)
    names = tuple(rows[0])
    columns = np.array([[row[name] for name in names] for row in rows])
    labels = np.array([pair.supported for pair in candidates])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=5000))
    held_out = cross_val_predict(
        model,
        columns,
        labels,
        groups=[pair.guide for pair in candidates],
        cv=GroupKFold(_FOLDS),
        method="predict_proba",
    )[:, 1]
    threshold = float(np.quantile(held_out[labels], WRONG_REJECTIONS))
    model.fit(columns, labels)
    _write(_wording_model(model, names, threshold, model_id))
    return WordingFit(
        pairs=len(labels),
        faithful=int(labels.sum()),
        kept=float((held_out[labels] >= threshold).mean()),
        rejected=float((held_out[~labels] < threshold).mean()),
    )


def _misplaced(pairs: Sequence[LabelledPair], embeddings: Embeddings) -> list[LabelledPair]:
    """Put each faithful statement beside the nearest quotes of other pairs."""
    quotes = list({pair.quote: pair for pair in pairs}.values())
    faithful = [pair for pair in pairs if pair.supported]
    near = _vectors([p.statement for p in faithful], embeddings) @ (
        _vectors([p.quote for p in quotes], embeddings).T
    )
    found = []
    for pair, row in zip(faithful, near, strict=True):
        others = [quotes[at] for at in np.argsort(-row) if quotes[at].quote != pair.quote]
        found += [
            pair.model_copy(update={"quote": o.quote, "heads": o.heads, "supported": False})
            for o in others[:_OTHERS]
        ]
    return found


def _unbroken(pairs: Sequence[LabelledPair]) -> list[LabelledPair]:
    """Return the pairs that no rule decides."""
    beside = [(pair, Pair.of(pair.statement, pair.source)) for pair in pairs]
    return [p for p, words in beside if not any(v for rule in RULES for v in rule(words))]


def _signals(pairs: Sequence[LabelledPair], embeddings: Embeddings) -> list[dict[str, float]]:
    beside = [Pair.of(pair.statement, pair.source) for pair in pairs]
    cosines = (
        _vectors([words.said.text for words in beside], embeddings)
        * _vectors([words.held.text for words in beside], embeddings)
    ).sum(axis=1)
    return [
        letter_signals(words) | cosine_signals(float(cosine), words)
        for words, cosine in zip(beside, cosines, strict=True)
    ]


def _vectors(texts: Sequence[str], embeddings: Embeddings) -> Matrix:
    """Return one unit vector a text, shape (texts, dimension); equal texts are embedded once."""
    unique = list(dict.fromkeys(texts))
    vectors = dict(zip(unique, embeddings.embed_documents(unique), strict=True))
    return np.array([vectors[text] for text in texts])


def _wording_model(
    model: object, names: Sequence[str], threshold: float, model_id: str
) -> WordingModel:
    scaler, logistic = model[0], model[1]  # type: ignore[index]  # a Pipeline's two steps

    def named(values: Matrix) -> dict[str, float]:
        return dict(zip(names, map(float, values.round(5)), strict=True))

    return WordingModel(
        model_id=model_id,
        means=named(scaler.mean_),
        scales=named(scaler.scale_),
        weights=named(logistic.coef_[0]),
        intercept=round(float(logistic.intercept_[0]), 5),
        threshold=round(threshold, 4),
    )


def _write(fitted: WordingModel) -> None:
    file = Path(assistant_package.__file__).parent / "checking" / "wording.json"
    file.write_text(fitted.model_dump_json(indent=1) + "\n", "utf-8")

"""Fitting of the sufficiency score on labelled questions and on the corpus' own typical ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import assistant as assistant_package
from assistant import Assistant, understand
from assistant.evidence import PASSAGES
from assistant.sufficiency import Calibration, signals
from evals.cases import Case
from evals.systems import assistant

FALSE_DECLINES = 0.05  # of answerable questions: what the operating point may cost
_FOLDS = 10

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fit:
    """What calibrating found, cross-validated at the operating point."""

    questions: int
    answerable: int
    decline_recall: float
    false_decline_rate: float


@dataclass(frozen=True, slots=True)
class _Samples:
    names: tuple[str, ...]
    signals: Matrix
    vectors: Matrix
    answerable: Labels
    typical: Matrix
    model_id: str


def calibrate(cases: Sequence[Case]) -> Fit:
    """Fit on the cases whose guides exist and write `assistant/sufficiency.json`."""
    samples = _collect(assistant(), cases)
    topic = _held_out_topics(samples)
    columns = np.column_stack((samples.signals, topic))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=5000))
    held_out = cross_val_predict(
        model, columns, samples.answerable, cv=_FOLDS, method="predict_proba"
    )[:, 1]
    threshold = float(np.quantile(held_out[samples.answerable], FALSE_DECLINES))
    model.fit(columns, samples.answerable)
    _write(_calibration(samples, model, threshold))
    return Fit(
        questions=len(held_out),
        answerable=int(samples.answerable.sum()),
        decline_recall=float((held_out[~samples.answerable] < threshold).mean()),
        false_decline_rate=float((held_out[samples.answerable] < threshold).mean()),
    )


def _collect(bot: Assistant, cases: Sequence[Case]) -> _Samples:
    rows: list[dict[str, float]] = []
    vectors, labels = [], []
    with bot.live.pinned() as index:
        for case in cases:
            if not all(id_ in index.documents for id_ in case.expected):
                continue
            question = understand(case.question, case.history)
            vector = bot.embed(question)
            findings = index.search(vector, question.search_text, PASSAGES)
            rows.append(signals(question, findings, index))
            vectors.append(vector)
            labels.append(case.answerable)
        typical = [
            bot.embed(understand(text, []))
            for document in index.documents.values()
            for text in document.guide.typical_questions
        ]
        model_id = index.manifest.model_id
    names = tuple(rows[0])
    return _Samples(
        names=names,
        signals=np.array([[row[name] for name in names] for row in rows]),
        vectors=np.array(vectors, dtype=np.float64),
        answerable=np.array(labels),
        typical=np.array(typical, dtype=np.float64),
        model_id=model_id,
    )


def _held_out_topics(samples: _Samples) -> Matrix:
    """Return each case's topic score by a model that has not seen the case."""
    scores = np.zeros(len(samples.answerable))
    for train, test in KFold(_FOLDS, shuffle=True, random_state=0).split(samples.vectors):
        model = _topic_model(samples, train)
        scores[test] = model.decision_function(samples.vectors[test])
    return scores


def _topic_model(samples: _Samples, rows: npt.NDArray[np.int_]) -> LogisticRegression:
    vectors = np.concatenate((samples.vectors[rows], samples.typical))
    labels = np.concatenate((samples.answerable[rows], np.ones(len(samples.typical), dtype=bool)))
    return LogisticRegression(C=3.0, max_iter=3000, class_weight="balanced").fit(vectors, labels)


def _calibration(samples: _Samples, model: object, threshold: float) -> Calibration:
    topic = _topic_model(samples, np.arange(len(samples.answerable)))
    scaler, logistic = model[0], model[1]  # type: ignore[index]  # a Pipeline's two steps
    names = (*samples.names, "topic")

    def named(values: Matrix) -> dict[str, float]:
        return dict(zip(names, map(float, values.round(5)), strict=True))

    return Calibration(
        model_id=samples.model_id,
        topic_weights=tuple(map(float, topic.coef_[0].round(4))),
        topic_intercept=round(float(topic.intercept_[0]), 4),
        means=named(scaler.mean_),
        scales=named(scaler.scale_),
        weights=named(logistic.coef_[0]),
        intercept=round(float(logistic.intercept_[0]), 5),
        threshold=round(threshold, 4),
    )


def _write(fitted: Calibration) -> None:
    file = Path(assistant_package.__file__).parent / "sufficiency.json"
    file.write_text(fitted.model_dump_json(indent=1) + "\n", "utf-8")

"""Fitting of the ranking and the sufficiency score on labelled questions and readers' words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant import Assistant, understand
from assistant.evidence import PASSAGES
from assistant.intent import Kind
from assistant.sufficiency import (
    OF_INTENT,
    Calibration,
    Calibrations,
    OperatingPoint,
    signals,
)
from assistant.types import Question
from evals.calibrate_intent import Request, fit_intent, held_out_intents, packed
from evals.calibrate_ranking import RankingFit, fit_ranking
from evals.cases import Case
from evals.systems import assistant, generation
from ingest import INTENT, RANKING, SUFFICIENCY, Findings, Index, Ranking, keep_trained

# Of answerable questions: where declining may begin; unseen guides cost a little more.
FALSE_DECLINES = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2)
_FOLDS = 5

# What a suite calls the types of questions to decline.
KIND_OF_TYPE: dict[str, Kind] = {
    "produktempfehlung": "product",
    "rechtsberatung": "legal",
    "steuerberatung": "tax",
    "live_daten": "live",
    "klatsch": "gossip",
    "personendaten": "personal",
    "schaedlich": "harmful",
    "injektion": "instruction",
    "ausserhalb": "elsewhere",
    "luecke": "gap",
}

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fit:
    """What calibrating found: on how many questions, and how well, cross-validated."""

    questions: int
    answerable: int
    ranking: RankingFit
    sufficiency: Calibrations


@dataclass(frozen=True, slots=True)
class _Found:
    """A labelled question with what the search found for it."""

    case: Case
    question: Question
    vector: npt.NDArray[np.float32]
    findings: Findings
    kind: Kind

    @property
    def answerable(self) -> bool:
        return self.kind == "guide"

    @property
    def request(self) -> Request:
        return Request(self.question.search_text, self.vector, self.kind)


def calibrate(cases: Sequence[Case]) -> Fit:
    """Fit on the cases whose guides exist, and keep all three for the next release."""
    bot = assistant()
    with bot.live.pinned() as index:
        found = _search(bot, index, cases)
        ranking = fit_ranking([(one.case, one.findings) for one in found if one.answerable], index)
    index = Index(generation(), ranking.ranking.asked)
    try:
        found = [_again(one, index) for one in found]
        labelled, asked = [one.request for one in found], _of_readers(index)
        model_id = index.manifest.model_id
        intents = held_out_intents(labelled, asked, model_id)
        rows = [
            signals(one.question, intent, one.findings, index)
            for one, intent in zip(found, intents, strict=True)
        ]
    finally:
        index.close()
    answerable = np.array([one.answerable for one in found])
    fitted = Calibrations(
        with_intent=_fit_probability(rows, answerable),
        without_intent=_fit_probability(
            [{name: row[name] for name in row if name not in OF_INTENT} for row in rows], answerable
        ),
    )
    keep_trained(RANKING, _json(ranking.ranking))
    keep_trained(SUFFICIENCY, _json(fitted))
    keep_trained(INTENT, packed(fit_intent(labelled, asked, model_id)))
    return Fit(len(found), int(answerable.sum()), ranking, fitted)


def _search(bot: Assistant, index: Index, cases: Sequence[Case]) -> list[_Found]:
    found = []
    for case in cases:
        if not all(id_ in index.documents for id_ in case.expected):
            continue
        question = understand(case.question, case.history)
        vector = bot.embed(question)
        findings = index.search(vector, question.search_text, PASSAGES)
        kind = "guide" if case.answerable else KIND_OF_TYPE.get(case.type, "gap")
        found.append(_Found(case, question, vector, findings, kind))
    return found


def _again(one: _Found, index: Index) -> _Found:
    """Return a question with what an index of other weights finds for it."""
    return replace(one, findings=index.search(one.vector, one.question.search_text, PASSAGES))


def _of_readers(index: Index) -> list[Request]:
    texts = [text for document in index.documents.values() for text in document.guide.phrasings]
    return [
        Request(text, vector, "guide")
        for text, vector in zip(texts, index.phrasing_vectors, strict=True)
    ]


def _fit_probability(rows: Sequence[dict[str, float]], answerable: Labels) -> Calibration:
    names = tuple(rows[0])
    columns: Matrix = np.array([[row[name] for name in names] for row in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=5000))
    held_out = cross_val_predict(model, columns, answerable, cv=_FOLDS, method="predict_proba")
    chances = held_out[:, 1]
    model.fit(columns, answerable)
    scaler, logistic = model[0], model[1]

    def named(values: Matrix) -> dict[str, float]:
        return dict(zip(names, map(float, values.round(5)), strict=True))

    return Calibration(
        means=named(scaler.mean_),
        scales=named(scaler.scale_),
        weights=named(logistic.coef_[0]),
        intercept=round(float(logistic.intercept_[0]), 5),
        points=tuple(_point(chances, answerable, share) for share in FALSE_DECLINES),
    )


def _point(chances: Matrix, answerable: Labels, share: float) -> OperatingPoint:
    """Return the threshold below which at most a share of the answerable questions lie."""
    ordered = np.sort(chances[answerable])
    # Rounded down, so that the question it is taken from is not declined.
    threshold = math.floor(1e4 * float(ordered[int(share * len(ordered))])) / 1e4
    return OperatingPoint(
        threshold=threshold,
        recall=round(float((chances[~answerable] < threshold).mean()), 3),
        false_declines=round(float((chances[answerable] < threshold).mean()), 3),
    )


def _json(fitted: Ranking | Calibrations) -> bytes:
    return (fitted.model_dump_json(indent=1) + "\n").encode()

"""Fitting of the ranking and the sufficiency score on labelled questions and readers' words."""

import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant import Assistant, understand
from assistant.evidence import PASSAGES
from assistant.intent import KINDS, SPREAD, Intent, IntentModel, Kind
from assistant.sufficiency import (
    OF_INTENT,
    Calibration,
    Calibrations,
    OperatingPoint,
    signals,
)
from assistant.types import Question
from evals.calibrate_ranking import RankingFit, fit_ranking
from evals.cases import Case
from evals.systems import assistant, generation
from ingest import INTENT, RANKING, SUFFICIENCY, Findings, Index, Ranking, keep_trained

# Of answerable questions: where declining may begin; unseen guides cost a little more.
FALSE_DECLINES = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2)
_FOLDS = 5
_NETWORKS = 5
_HIDDEN = 32
_PASSES = 60
_DECLINED_SHARE = (
    0.35  # of what the networks learn from; rarer kinds are repeated, at most 12 times
)
_REPEATED = 12

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


def calibrate(cases: Sequence[Case]) -> Fit:
    """Fit on the cases whose guides exist, and keep all three for the next release."""
    bot = assistant()
    with bot.live.pinned() as index:
        found = _search(bot, index, cases)
        ranking = fit_ranking([(one.case, one.findings) for one in found if one.answerable], index)
    index = Index(generation(), ranking.ranking.asked)
    try:
        found = [_again(one, index) for one in found]
        phrasings, model_id = index.phrasing_vectors, index.manifest.model_id
        intents = _held_out_intents(found, phrasings, model_id)
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
    keep_trained(INTENT, _packed(_fit_intent(found, phrasings, model_id)))
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


def _held_out_intents(
    found: Sequence[_Found], phrasings: npt.NDArray[np.float32], model_id: str
) -> list[Intent]:
    """Return each question's intent by a model that has not seen the question."""
    intents: dict[int, Intent] = {}
    for train, test in KFold(_FOLDS, shuffle=True, random_state=0).split(found):
        model = _fit_intent([found[at] for at in train], phrasings, model_id)
        intents |= {int(at): model.read(found[at].vector) for at in test}
    return [intents[at] for at in range(len(found))]


def _fit_intent(
    found: Sequence[_Found], phrasings: npt.NDArray[np.float32], model_id: str
) -> IntentModel:
    center = phrasings.mean(axis=0)
    vectors = np.concatenate((np.array([one.vector for one in found]), phrasings))
    kinds = np.array(
        [KINDS.index(one.kind) for one in found] + [KINDS.index("guide")] * len(phrasings)
    )
    rows = _balanced(kinds)
    inputs = (vectors[rows] - center) * SPREAD
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
        declined=np.array([one.vector for one in found if one.kind != "guide"]),
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


def _packed(intent: IntentModel) -> bytes:
    half = {
        name: getattr(intent, name).astype(np.float16)
        for name in ("center", "hidden", "hidden_bias", "output", "output_bias", "declined")
    }
    file = io.BytesIO()
    np.savez_compressed(file, model_id=np.array(intent.model_id), **half)
    return file.getvalue()

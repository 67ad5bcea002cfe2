"""Fitting of the sufficiency score: logistic regression on labelled questions."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

import assistant as assistant_package
from assistant import understand
from assistant.evidence import PASSAGES
from assistant.sufficiency import SIGNALS, signals
from evals.cases import Case
from evals.systems import assistant

FALSE_DECLINES = 0.05  # of answerable questions: what the operating point may cost


def calibrate(cases: Sequence[Case], console: Console) -> None:
    """Fit the weights on cases whose guides exist and write `assistant/sufficiency.json`."""
    rows, labels = _signals(cases)
    model = LogisticRegression(C=10.0, max_iter=5000)
    held_out = cross_val_predict(model, rows, labels, cv=5, method="predict_proba")[:, 1]
    threshold = float(np.quantile(held_out[labels], FALSE_DECLINES))
    recall = float((held_out[~labels] < threshold).mean())
    model.fit(rows, labels)
    fitted = {
        "weights": dict(zip(SIGNALS, map(float, model.coef_[0].round(4)), strict=True)),
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": round(threshold, 4),
    }
    file = Path(assistant_package.__file__).parent / "sufficiency.json"
    file.write_text(json.dumps(fitted, indent=2) + "\n")
    console.print(
        f"{len(labels)} Fragen, davon {int(labels.sum())} beantwortbar. Kreuzvalidiert: bei "
        f"{FALSE_DECLINES:.0%} zu Unrecht abgelehnten werden {recall:.0%} der unbeantwortbaren "
        "erkannt."
    )


def _signals(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    bot = assistant()
    rows, labels = [], []
    with bot.live.pinned() as index:
        for case in cases:
            if not all(id_ in index.documents for id_ in case.expected):
                continue
            question = understand(case.question, case.history)
            vector = bot.embed(question)
            findings = index.search(vector, question.search_text, PASSAGES)
            found = signals(question, findings)
            rows.append([found[name] for name in SIGNALS])
            labels.append(case.answerable)
    return np.array(rows), np.array(labels)

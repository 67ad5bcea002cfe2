"""A language model as a second opinion on answers, and how far it agrees with people.

Off unless LOTSE_JUDGE_MODEL names a model. Its verdicts are a measure of their own and never enter
the gate: what they are worth is what their agreement with human labels says.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from sklearn.metrics import cohen_kappa_score

from evals.types import Trial

PROMPT = Path(__file__).parent / "prompts" / "judge.md"
_VERDICT = re.compile(r"\b(ja|nein)\b", re.IGNORECASE)
_CHARACTERS = 6000  # of an answer or a quote; what is longer is cut


class NoJudge(Exception):
    """No model judges, or its labels cannot be read; the German text says what to do."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far verdicts agree with human labels; `kappa` is Cohen's (1960), 0 is chance."""

    n: int
    share: float
    kappa: float


def open_judge(model: str) -> BaseChatModel:
    """Return the model that judges; raises NoJudge when none is named or it cannot be opened."""
    if not model:
        raise NoJudge(
            "Es ist kein Modell zum Urteilen eingestellt. Bitte LOTSE_JUDGE_MODEL setzen, "
            "zum Beispiel openai:gpt-4o-mini."
        )
    try:
        judge: BaseChatModel = init_chat_model(model, temperature=0, max_tokens=16)
    except (ImportError, ValueError) as error:
        raise NoJudge(f"»{model}« lässt sich nicht öffnen: {error}") from error
    return judge


def judged(trials: Iterable[Trial], judge: BaseChatModel) -> dict[str, bool]:
    """Return by case id whether the judge finds the answer helpful and covered by its quotes.

    Declined answers are not judged, nor is one to which the judge says neither yes nor no.
    """
    template = PROMPT.read_text("utf-8")
    verdicts = {}
    for trial in trials:
        if not trial.reply.answered:
            continue
        quotes = "\n".join(citation.quote for citation in trial.reply.citations)
        values = {"question": trial.case.question, "answer": trial.reply.text, "quotes": quotes}
        said = judge.invoke(_filled(template, values)).text
        if found := _VERDICT.search(said):
            verdicts[trial.case.id] = found[1].lower() == "ja"
    return verdicts


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill a prompt in one pass, so that nothing in an answer is taken for a place to fill."""
    return re.sub(r"\{(\w+)\}", lambda m: values[m[1]][:_CHARACTERS], template)


def read_labels(file: Path) -> dict[str, bool]:
    """Return human labels, JSON lines {"id", "good"}; raises NoJudge."""
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return {str(row["id"]): bool(row["good"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoJudge(
            f"»{file}« lässt sich nicht lesen. Erwartet wird je Zeile "
            '{"id": "g001", "good": true}.'
        ) from error


def agreement(verdicts: Mapping[str, bool], labels: Mapping[str, bool]) -> Agreement:
    """Compare verdicts and labels of the same cases; raises NoJudge when there are none."""
    shared = [(verdicts[id_], labels[id_]) for id_ in labels if id_ in verdicts]
    if not shared:
        raise NoJudge("Keine der beschrifteten Fragen wurde beurteilt. Stimmen die Kürzel?")
    ours, theirs = zip(*shared, strict=True)
    share = sum(one == other for one, other in shared) / len(shared)
    return Agreement(len(shared), share, _kappa(ours, theirs))


def _kappa(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    if len({*ours, *theirs}) == 1:
        return 1.0  # both say the same of everything; sklearn divides by zero there
    return float(cohen_kappa_score(ours, theirs))

"""How near a statement's wording is to its quotes; fitted, because no rule sees a paraphrase.

A logistic model over shared 5-grams, shared words in order and the cosine of the two texts. It is
fitted by `python -m evals calibrate-checker` and kept in `wording.json` beside this file.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from langchain_core.embeddings import Embeddings
from pydantic import BaseModel, ConfigDict

from assistant.checking.pair import Pair
from ingest import grams


class WordingModel(BaseModel):
    """The fitted model: z-scored signals, their weights, and what is near enough.

    `model_id` names the embedding model whose cosines it knows.
    """

    model_config = ConfigDict(frozen=True)

    model_id: str
    means: dict[str, float]
    scales: dict[str, float]
    weights: dict[str, float]
    intercept: float
    threshold: float


@cache
def wording_model() -> WordingModel:
    """Return the fitted model."""
    raw = files("assistant.checking").joinpath("wording.json").read_text("utf-8")
    return WordingModel.model_validate(json.loads(raw))


def near_enough(pair: Pair, embeddings: Embeddings | None) -> bool:
    """Return whether the quotes are likely to say what the statement says.

    Without embeddings the cosine counts as neither near nor far.
    """
    fitted = wording_model()
    found = dict(fitted.means) | letter_signals(pair)
    if embeddings is not None:
        found |= meaning_signals(pair, embeddings)
    return probability(found, fitted) >= fitted.threshold


def probability(found: Mapping[str, float], fitted: WordingModel) -> float:
    """Return the calibrated probability of named signals."""
    logit = fitted.intercept + sum(
        weight * (found[name] - fitted.means[name]) / fitted.scales[name]
        for name, weight in fitted.weights.items()
    )
    return 1 / (1 + math.exp(-logit))


def letter_signals(pair: Pair) -> dict[str, float]:
    """Return what the letters tell: shares of 5-grams, of words, and of words in order."""
    own, held = grams(pair.said.text), set(grams(pair.held.text))
    words = pair.said.content
    ordered = [min(found, key=lambda word: word.start).start for found in pair.matches.values()]
    nouns = [word for word in words if word.noun]
    new = sum(word not in pair.matches for word in nouns)
    rising = sum(one < two for one, two in pairwise(ordered))
    return {
        "shared_grams": sum(gram in held for gram in own) / max(len(own), 1),
        "shared_words": len(pair.matches) / max(len(words), 1),
        "shared_order": (rising + bool(ordered)) / max(len(words), 1),
        "new_nouns": new / max(len(nouns), 1) if pair.one_language else 0.0,
        "foreign": float(not pair.one_language),
    }


def meaning_signals(pair: Pair, embeddings: Embeddings) -> dict[str, float]:
    """Return what the vectors tell: the cosine, counted apart for another language."""
    one, two = embeddings.embed_documents([pair.said.text, pair.held.text])
    return cosine_signals(sum(a * b for a, b in zip(one, two, strict=True)), pair)


def cosine_signals(cosine: float, pair: Pair) -> dict[str, float]:
    """Return the signals of a known cosine."""
    return {"cosine": cosine, "foreign_cosine": cosine if not pair.one_language else 0.0}

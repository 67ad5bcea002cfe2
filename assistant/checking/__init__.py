"""The checker: a statement and the words it cites go in, a verdict with its reason comes out."""

from assistant.checking.check import RULES, check, is_verbatim
from assistant.checking.findings import SENTENCES, Reason, Source, Verdict
from assistant.checking.pair import Pair
from assistant.checking.wording import (
    WordingModel,
    cosine_signals,
    letter_signals,
    near_enough,
    wording_model,
)

__all__ = [
    "RULES",
    "SENTENCES",
    "Pair",
    "Reason",
    "Source",
    "Verdict",
    "WordingModel",
    "check",
    "cosine_signals",
    "is_verbatim",
    "letter_signals",
    "near_enough",
    "wording_model",
]

"""What kind of request a question is, by its vector alone: one for guides, or one to decline.

Five small networks (384 → 32 → kinds, ReLU, softmax) are averaged, and the question is compared
with declined ones of the same model. Both are fitted by `python -m evals calibrate` and travel with
the release (`intent.npz`); they know one embedding model and say nothing about vectors of another.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Kind = Literal[
    "guide",
    "product",
    "legal",
    "tax",
    "live",
    "gossip",
    "personal",
    "harmful",
    "instruction",
    "elsewhere",
    "gap",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SPREAD = 12.0  # unit vectors minus their mean, brought to the scale that networks learn well at
NEAREST = 3  # declined questions that a question is compared with
_LEAST = 1e-4  # probability below which a logit says no more

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Intent:
    """How a question reads: log-odds that it is one for guides, and what else it would be.

    `declined_cosine` is its mean cosine to the three nearest declined questions.
    """

    log_odds: float
    otherwise: Kind
    declined_cosine: float


@dataclass(frozen=True, slots=True)
class IntentModel:
    """The fitted networks: weights of shape (networks, in, out), biases, and declined vectors."""

    model_id: str
    center: Vector
    hidden: Vector
    hidden_bias: Vector
    output: Vector
    output_bias: Vector
    declined: Vector

    def read(self, vector: Vector) -> Intent:
        """Return what a question's vector, shape (dimension,), says about the request."""
        centered = (vector - self.center) * SPREAD
        active = np.maximum(np.einsum("d,ndh->nh", centered, self.hidden) + self.hidden_bias, 0.0)
        logits = np.einsum("nh,nhk->nk", active, self.output) + self.output_bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
        chance = float(np.clip(chances[0], _LEAST, 1 - _LEAST))
        nearest = np.sort(self.declined @ vector)[-NEAREST:]
        return Intent(
            log_odds=float(np.log(chance / (1 - chance))),
            otherwise=KINDS[1 + int(np.argmax(chances[1:]))],
            declined_cosine=float(nearest.mean()),
        )


@lru_cache(maxsize=4)
def read_intent_model(content: bytes) -> IntentModel:
    """Return the fitted model in a release's `intent.npz`."""
    with np.load(BytesIO(content), allow_pickle=False) as held:
        arrays = {name: held[name].astype(np.float32) for name in held if name != "model_id"}
        return IntentModel(model_id=str(held["model_id"]), **arrays)

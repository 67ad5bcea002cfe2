"""What kind of request a question is, by its vector and its letters: for guides, or to decline.

Five small networks (384 → 32 → kinds, ReLU, softmax) are averaged, the question is compared with
declined ones of the same model, and a linear model reads how it is worded (`letters.py`). All are
fitted by `python -m evals calibrate` and travel with the release (`intent.npz`); they know one
embedding model and say nothing about vectors of another.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from assistant.letters import LetterModel

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

    `log_odds` are those by its vector, `worded` those by its letters, where the release holds a
    model of them; `declined_cosine` is its mean cosine to the three nearest declined questions.
    """

    log_odds: float
    worded: float | None
    otherwise: Kind
    declined_cosine: float


@dataclass(frozen=True, slots=True)
class IntentModel:
    """The fitted networks: weights of shape (networks, in, out), biases; declined vectors; letters.

    Releases from before November 2026 hold no letters; one goes back to them as they were measured.
    """

    model_id: str
    center: Vector
    hidden: Vector
    hidden_bias: Vector
    output: Vector
    output_bias: Vector
    declined: Vector
    letters: LetterModel | None

    def read(self, vector: Vector, text: str) -> Intent:
        """Return what a question's vector, shape (dimension,), and text say about the request."""
        centered = (vector - self.center) * SPREAD
        active = np.maximum(np.einsum("d,ndh->nh", centered, self.hidden) + self.hidden_bias, 0.0)
        logits = np.einsum("nh,nhk->nk", active, self.output) + self.output_bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
        chance = float(np.clip(chances[0], _LEAST, 1 - _LEAST))
        nearest = np.sort(self.declined @ vector)[-NEAREST:]
        return Intent(
            log_odds=float(np.log(chance / (1 - chance))),
            worded=self.letters.log_odds(text) if self.letters else None,
            otherwise=KINDS[1 + int(np.argmax(chances[1:]))],
            declined_cosine=float(nearest.mean()),
        )


@lru_cache(maxsize=4)
def read_intent_model(content: bytes) -> IntentModel:
    """Return the fitted model in a release's `intent.npz`."""
    with np.load(BytesIO(content), allow_pickle=False) as held:
        arrays = {name: held[name].astype(np.float32) for name in held if name != "model_id"}
        letters = None
        if "rarity" in arrays:
            rarity, weight, bias = (arrays.pop(name) for name in ("rarity", "weight", "bias"))
            letters = LetterModel(rarity, weight, float(bias))
        return IntentModel(model_id=str(held["model_id"]), letters=letters, **arrays)

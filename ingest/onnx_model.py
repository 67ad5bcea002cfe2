"""The layers of an embedding model in ONNX Runtime: half of torch's time for one question.

Where the CPU multiplies bf16 natively torch is faster, and this room is not entered.
"""

import logging
import os
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnxruntime
import torch

_NAMES = ("inputs_embeds", "attention_mask")


class OnnxModel(torch.nn.Module):
    """Stands in for a Hugging Face encoder inside sentence-transformers, in fp32.

    Word vectors are still looked up by torch: four fifths of the weights, and no time.
    """

    def __init__(self, model: Any, graph: Path) -> None:
        """Take over a model; its layers are exported to `graph` unless that exists."""
        super().__init__()
        if not graph.exists():
            _export(model, graph)
        self.config = model.config
        self._words = model.get_input_embeddings()
        self._session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: object
    ) -> dict[str, torch.Tensor]:
        """Return the last hidden state, shape (texts, tokens, width), of padded token ids."""
        values = (self._words(input_ids), attention_mask)
        inputs = {name: value.numpy() for name, value in zip(_NAMES, values, strict=True)}
        (hidden,) = self._session.run(None, inputs)
        return {"last_hidden_state": torch.from_numpy(hidden)}


def _export(model: Any, graph: Path) -> None:
    """Write the graph of a model's layers for any number of texts and tokens; 20 s, once."""
    # The plainest attention is what the runtime fuses best: 12 ms a question, 15 with "sdpa".
    model.set_attn_implementation("eager")
    mask = torch.tensor([[1, 1, 1], [1, 1, 0]])
    words = model.get_input_embeddings()(torch.ones_like(mask))
    any_size = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # tells of packages it does not find
    with warnings.catch_warnings(), TemporaryDirectory(dir=graph.parent) as staging:
        warnings.simplefilter("ignore")  # its own deprecations
        torch.onnx.export(
            model,
            f=Path(staging) / graph.name,
            kwargs=dict(zip(_NAMES, (words, mask), strict=True)),
            input_names=_NAMES,
            dynamic_shapes=dict.fromkeys(_NAMES, any_size),
            external_data=False,
            verbose=False,
        )
        os.replace(Path(staging) / graph.name, graph)

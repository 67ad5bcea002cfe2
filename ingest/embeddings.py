"""Sentence embeddings behind LangChain's `Embeddings` port, by sentence-transformers."""

import logging
from abc import abstractmethod
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest import bundled_model
from ingest.errors import ModelUnavailable

# Model families that need words in front of a text but do not ship them as prompts.
PREFIXES = {"e5": ("query: ", "passage: ")}
_BATCH = 32


def model_id(model: str) -> str:
    """Return the name under which a model's vectors are kept, without loading the model."""
    return f"bundled:{bundled_model.WEIGHTS_SHA256[:12]}" if model == "bundled" else model


def load_embeddings(model: str, models_dir: Path) -> "SentenceEmbeddings":
    """Load `bundled`, a sentence-transformers name or a folder; raises ModelUnavailable."""
    if model == "bundled":
        folder = bundled_model.ensure_bundled_model(models_dir)
        return SentenceEmbeddings(folder, model_id(model), graph=folder / "layers.onnx")
    return SentenceEmbeddings(model, model_id(model))


class BatchEmbeddings(Embeddings):
    """LangChain's port, which embeds many passages at once, and here many questions as well."""

    @abstractmethod
    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Return the unit vectors of questions, in their order."""


class SentenceEmbeddings(BatchEmbeddings):
    """Unit vectors of a sentence-transformers model; `model_id` names what made them.

    With a `graph`, a file to keep it in, ONNX Runtime computes where torch has only fp32.
    """

    def __init__(self, model: str | Path, model_id: str, graph: Path | None = None) -> None:
        self.model_id = model_id
        self._model = _load(str(model), graph)
        self._query_prompt, self._passage_prompt = _prompts(self._model, model_id)

    @property
    def dimension(self) -> int:
        """Width of every vector."""
        return int(self._model.get_embedding_dimension())

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return self._encode([text], self._query_prompt)[0]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Return the unit vectors of questions, in their order."""
        return self._encode(texts, self._query_prompt)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the unit vectors of passages, in their order."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: list[str], prompt: str) -> list[list[float]]:
        raw = self._model.encode(texts, prompt=prompt, batch_size=_BATCH, show_progress_bar=False)
        # Normalised here and in fp32: the model's own last layer does it in its bf16.
        vectors = np.asarray(raw, dtype=np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        found: list[list[float]] = vectors.tolist()
        return found


def _load(model: str, graph: Path | None) -> Any:
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer
    from threadpoolctl import threadpool_limits

    # numpy's BLAS threads spin after each search and take the cores from torch: with both on two
    # cores a question took 57 ms (p95 128), with BLAS on one thread 24 ms (p95 30).
    threadpool_limits(limits=1, user_api="blas")
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # bf16 is half the time where the CPU has it and moves no cosine by more than 0.001.
    native_bf16 = torch.cpu.get_capabilities().get("avx512_bf16", False)
    dtype = torch.bfloat16 if native_bf16 else torch.float32
    options = {"dtype": dtype, "add_pooling_layer": False}
    try:
        loaded = SentenceTransformer(model, device="cpu", model_kwargs=options)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"Das Einbettungsmodell »{model}« lässt sich nicht laden. Bitte "
            "LOTSE_EMBEDDING_MODEL prüfen: »bundled« oder ein lokaler Ordner."
        ) from error
    if graph and not native_bf16:
        from ingest.onnx_model import OnnxModel

        loaded[0].model = OnnxModel(loaded[0].model, graph)
    return loaded


def _prompts(model: Any, model_id: str) -> tuple[str, str]:
    """Return the words in front of a question and of a passage."""
    own = {name: text for name, text in (model.prompts or {}).items() if text}
    if "query" in own:
        return own["query"], own.get("document") or own.get("passage") or ""
    family = next((name for name in PREFIXES if name in model_id.lower()), "")
    return PREFIXES.get(family, ("", ""))

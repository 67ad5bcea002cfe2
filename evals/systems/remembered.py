"""A model whose vectors of texts are kept between runs, as ingest keeps those of passages."""

from langchain_core.embeddings import Embeddings

from ingest import Registry


class Remembered(Embeddings):
    """Embeds each text once a machine; questions are embedded anew, so that their time counts."""

    def __init__(self, model: Embeddings, registry: Registry, namespace: str) -> None:
        self._model = model
        self._registry = registry
        self._namespace = namespace

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts; those without one are embedded first."""
        self._registry.embed_missing(
            texts, self._namespace, self._model.embed_documents, lambda done: None
        )
        found: list[list[float]] = self._registry.vectors(texts, self._namespace).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self._model.embed_query(text)

"""The neighbour of every number: the RAG one puts together from tutorials.

RecursiveCharacterTextSplitter 1000/200 over the same texts, the same model, langchain-chroma,
the four nearest chunks.
"""

from collections.abc import Mapping, Sequence
from time import perf_counter

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant import Turn
from evals.systems.local import shown
from evals.types import Reply, Span
from ingest import Document

RANKED = 40  # chunks searched to rank ten guides


class Vanilla:
    """Dense search over chunks, in memory."""

    def __init__(
        self, documents: Mapping[str, Document], embeddings: Embeddings, release: str
    ) -> None:
        self.release = release
        self.documents = documents
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        chunks = splitter.split_documents(
            LangChainDocument(document.text, metadata={"guide_id": document.guide.id})
            for document in documents.values()
        )
        self.passages: Sequence[Span] = [_span(chunk) for chunk in chunks]
        self._store = Chroma(
            "vanilla",
            embeddings,
            client=chromadb.EphemeralClient(Settings(anonymized_telemetry=False)),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        self._store.add_documents(list(chunks))

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Show the nearest chunks; earlier turns are put in front of the question."""
        started = perf_counter()
        asked = " ".join([*(turn.content for turn in history if turn.role == "user"), question])
        ranked = [_span(chunk) for chunk in self._store.similarity_search(asked, k=RANKED)]
        return shown(ranked, self.documents, 1000 * (perf_counter() - started))


def _span(chunk: LangChainDocument) -> Span:
    start = int(chunk.metadata["start_index"])
    return Span(chunk.metadata["guide_id"], start, start + len(chunk.page_content))

"""The neighbour of every number: the RAG one puts together from tutorials.

RecursiveCharacterTextSplitter 1000/200 over the same texts, the same model, langchain-chroma,
the four nearest chunks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant import Turn
from ingest import Document

SHOWN = 4  # chunks that would go into a prompt: the default of LangChain's retriever
RANKED = 40  # chunks searched to rank ten guides


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a guide as the splitter cut it."""

    guide_id: str
    start: int
    text: str


class Vanilla:
    """Dense search over chunks, in memory."""

    def __init__(self, documents: Iterable[Document], embeddings: Embeddings) -> None:
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        chunks = splitter.split_documents(
            LangChainDocument(document.text, metadata={"guide_id": document.guide.id})
            for document in documents
        )
        self._store = Chroma(
            "vanilla",
            embeddings,
            client=chromadb.EphemeralClient(Settings(anonymized_telemetry=False)),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        self._store.add_documents(list(chunks))

    def ranked(self, question: str, history: Sequence[Turn]) -> list[Chunk]:
        """Return the nearest chunks, best first; earlier turns are put in front of the question."""
        asked = " ".join([*(turn.content for turn in history if turn.role == "user"), question])
        found = self._store.similarity_search(asked, k=RANKED)
        return [
            Chunk(
                document.metadata["guide_id"],
                document.metadata["start_index"],
                document.page_content,
            )
            for document in found
        ]

"""The parts of a generation as files: written once, read when it is opened."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from ingest.errors import DamagedRelease
from ingest.lexical import LexicalIndex
from ingest.store import VectorStore
from ingest.types import Document, Manifest, Passage

Vector = npt.NDArray[np.float32]

_MANIFEST = TypeAdapter(Manifest)
_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])


def phrasings(documents: Sequence[Document]) -> list[str]:
    """Return the questions in readers' words of all documents, in the order of their vectors."""
    return [text for document in documents for text in document.guide.phrasings]


def content_hash(passages: Sequence[Passage]) -> str:
    """Return a SHA-256 of the ids and texts of all passages, in their order."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.id}\0{passage.embedded_text}\0".encode())
    return digest.hexdigest()


def sentence_texts(passages: Sequence[Passage]) -> list[str]:
    """Return the sentences of all passages, in the order of their vectors."""
    return [sentence.text for passage in passages for sentence in passage.sentences]


def write_generation(
    folder: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: dict[str, Vector],
) -> None:
    """Write everything a search needs into an empty folder.

    `vectors` holds the rows for "passages", "sentences" and "phrasings".
    """
    store = VectorStore(folder / "chroma", create_for=len(passages))
    store.add([passage.id for passage in passages], vectors["passages"])
    store.close()
    for name, texts in _lexical_texts(documents, passages).items():
        LexicalIndex.build(texts).save(folder / f"{name}.bm25")
    for name, rows in vectors.items():
        np.save(folder / f"{name}.npy", rows)
    (folder / "documents.json").write_bytes(_DOCUMENTS.dump_json(tuple(documents)))
    (folder / "passages.json").write_bytes(_PASSAGES.dump_json(tuple(passages)))
    (folder / "manifest.json").write_bytes(_MANIFEST.dump_json(manifest, indent=2))


def _lexical_texts(
    documents: Sequence[Document], passages: Sequence[Passage]
) -> dict[str, list[str]]:
    guides = [document.guide for document in documents]
    return {
        "passages": [passage.embedded_text for passage in passages],
        "sentences": sentence_texts(passages),
        "wordings": [" ".join((g.title, *g.typical_questions, *g.terms)) for g in guides],
        "questions": [" ".join((g.title, *g.phrasings, *g.terms)) for g in guides],
        "phrasings": phrasings(documents),
    }


def read_manifest(folder: Path) -> Manifest:
    """Return what a generation says of itself; raises DamagedRelease."""
    try:
        return _MANIFEST.validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(folder) from error


def read_documents(folder: Path) -> dict[str, Document]:
    """Return the documents of a generation by guide id; raises DamagedRelease."""
    try:
        documents = _DOCUMENTS.validate_json((folder / "documents.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(folder) from error
    return {document.guide.id: document for document in documents}


def read_passages(folder: Path) -> tuple[Passage, ...]:
    """Return the passages of a generation in the order of their vectors; raises DamagedRelease."""
    try:
        return _PASSAGES.validate_json((folder / "passages.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(folder) from error


def damaged(folder: Path) -> DamagedRelease:
    """Return the error that says which generation is damaged and what to do."""
    return DamagedRelease(
        f"Die Ausgabe {folder.name} des Index ist beschädigt. "
        "Bitte die Leitfäden neu einlesen (make ingest)."
    )

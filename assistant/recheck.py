"""A stored answer checked again, against the release that it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from langchain_core.embeddings import Embeddings
from pydantic import TypeAdapter, ValidationError

from assistant.checking import Reason, Verdict, wording_model
from assistant.errors import BadAnswer, ReleaseGone
from assistant.types import Answer, Citation, Draft, Quote, Statement
from assistant.verify import verdict
from ingest import Document, generations, load_embeddings, model_id, read_documents, read_manifest

_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement of a stored answer with its verdict."""

    statement: Statement
    verdict: Verdict


def read_answer(raw: bytes) -> Answer:
    """Return a stored answer (DESIGN 4.3); raises BadAnswer."""
    try:
        return _ANSWER.validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "ganz am Anfang"
        raise BadAnswer(
            f"Das ist keine gespeicherte Antwort ({place}). "
            "Bitte die Ausgabe von »python -m assistant --json« übergeben."
        ) from error


def recheck(answer: Answer, index_dir: Path, embeddings: "LazyEmbeddings") -> list[Checked]:
    """Return a verdict a statement; raises ReleaseGone and DamagedRelease.

    Cosines count only where release, embeddings and the fitted wording model are of one model.
    """
    if answer.release not in generations(index_dir):
        raise ReleaseGone(
            f"Die Ausgabe »{answer.release}«, aus der diese Antwort stammt, wird nicht mehr "
            "aufbewahrt. Bitte die Frage neu stellen."
        )
    folder = index_dir / answer.release
    documents = read_documents(folder)
    fits = read_manifest(folder).model_id == wording_model().model_id == embeddings.model_id
    citations = {citation.number: citation for citation in answer.citations}
    return [
        Checked(own, _verdict(own, citations, documents, embeddings if fits else None))
        for own in answer.statements
    ]


def _verdict(
    statement: Statement,
    citations: Mapping[int, Citation],
    documents: Mapping[str, Document],
    embeddings: Embeddings | None,
) -> Verdict:
    unknown = [number for number in statement.citations if number not in citations]
    if unknown:
        return Verdict(Reason.UNKNOWN_NUMBER, f"[{unknown[0]}]")
    cited = [citations[number] for number in statement.citations]
    moved = [citation for citation in cited if not _stands(citation, documents)]
    if moved:
        return Verdict(Reason.QUOTE_MISSING, f"[{moved[0].number}]")
    quotes = tuple(Quote(c.guide_id, c.start, c.end, c.heading, c.page) for c in cited)
    return verdict(Draft(statement.text, quotes), documents, embeddings)


def _stands(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Return whether the quote is, letter for letter, what stands at its span."""
    document = documents.get(citation.guide_id)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return document.text[citation.start : citation.end] == citation.quote


class LazyEmbeddings(Embeddings):
    """A model that is loaded by the first text it has to embed: most checks need none."""

    def __init__(self, model: str, models_dir: Path) -> None:
        self.model_id = model_id(model)
        self._place = (model, models_dir)

    @cached_property
    def _model(self) -> Embeddings:
        return load_embeddings(*self._place)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the unit vectors of passages; raises ModelUnavailable."""
        return self._model.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question; raises ModelUnavailable."""
        return self._model.embed_query(text)

"""The systems that can be asked the questions of a suite, each behind the same call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from langchain_core.embeddings import Embeddings

from assistant import Answer, Assistant, AssistantSettings, Turn, build_assistant
from evals.vanilla import SHOWN, Vanilla
from ingest import Document, load_embeddings, model_id


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A quote as a system shows it, with the place it claims."""

    guide_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What any system says to a question: guides best first, its text and what it cites."""

    answered: bool
    text: str
    guides: tuple[str, ...]
    citations: tuple[CitedSpan, ...]
    latency_ms: float


System = Callable[[str, Sequence[Turn]], Reply]


@cache
def assistant() -> Assistant:
    """Return the assistant of this machine's settings, built once."""
    return build_assistant(AssistantSettings())


@cache
def embeddings() -> tuple[Embeddings, str]:
    """Return the embedding model of this machine's settings, loaded once, and its id."""
    settings = AssistantSettings()
    name = settings.embedding_model
    return load_embeddings(name, settings.models_dir), model_id(name)


def documents() -> dict[str, Document]:
    """Return the documents that the systems answer from."""
    with assistant().live.pinned() as index:
        return dict(index.documents)


def lotse(question: str, history: Sequence[Turn]) -> Reply:
    """Ask Lotse itself."""
    started = perf_counter()
    answer = assistant().ask(question, history)
    return _reply(answer, 1000 * (perf_counter() - started))


def _reply(answer: Answer, latency_ms: float) -> Reply:
    return Reply(
        answered=answer.status == "answered",
        # What it states; the frame around it names guides and must not count as facts told.
        text=" ".join(statement.text for statement in answer.statements),
        guides=tuple(guide.guide_id for guide in answer.guides),
        citations=tuple(
            CitedSpan(citation.guide_id, citation.start, citation.end, citation.quote)
            for citation in answer.citations
        ),
        latency_ms=latency_ms,
    )


@cache
def _vanilla() -> Vanilla:
    return Vanilla(documents().values(), embeddings()[0])


def vanilla(question: str, history: Sequence[Turn]) -> Reply:
    """Ask the RAG that a user would otherwise put together; it never declines."""
    started = perf_counter()
    ranked = _vanilla().ranked(question, history)
    chunks = ranked[:SHOWN]
    return Reply(
        answered=True,
        text="\n\n".join(chunk.text for chunk in chunks),
        guides=tuple(dict.fromkeys(chunk.guide_id for chunk in ranked)),
        citations=tuple(
            CitedSpan(chunk.guide_id, chunk.start, chunk.start + len(chunk.text), chunk.text)
            for chunk in chunks
        ),
        latency_ms=1000 * (perf_counter() - started),
    )


SYSTEMS: dict[str, System] = {"lotse": lotse, "vanilla": vanilla}

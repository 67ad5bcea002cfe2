"""Lotse on this machine, and the halves of its search alone, asked the way users ask."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from time import perf_counter

from langchain_core.embeddings import Embeddings

from assistant import (
    Answer,
    Assistant,
    AssistantSettings,
    Sources,
    Turn,
    build_assistant,
    operating_point,
    understand,
)
from evals.types import CitedSpan, Reply, Said, Span
from ingest import (
    Document,
    Hit,
    Index,
    LiveIndex,
    Passage,
    current_generation,
    load_embeddings,
    model_id,
)

SHOWN = 4  # passages that would go into a prompt: the default of LangChain's retriever
READ = 100  # passages ranked


@cache
def assistant() -> Assistant:
    """Return the assistant of this machine's settings, built once."""
    return build_assistant(AssistantSettings())


def generation() -> Path:
    """Return the folder of the release that serves on this machine."""
    return current_generation(AssistantSettings().index_dir)


def open_release() -> Index:
    """Open the release that serves, without a model; whoever opens it closes it."""
    return Index(generation())


@cache
def embeddings() -> tuple[Embeddings, str]:
    """Return the embedding model of this machine's settings, loaded once, and its id."""
    settings = AssistantSettings()
    name = settings.embedding_model
    return load_embeddings(name, settings.models_dir), model_id(name)


def assistant_over(generation: Path) -> Assistant:
    """Return an assistant over one generation, published or not.

    Always without a chat model: what is compared are releases, so that an answer must not change by
    itself.
    """
    model, id_ = embeddings()
    settings = AssistantSettings()
    live = LiveIndex(generation.parent, id_, settings.weights, generation)
    return Assistant(live, model, settings.contact, sufficiency=settings.sufficiency)


def decline_threshold() -> float:
    """Return the sufficiency below which this machine's settings decline."""
    return operating_point(AssistantSettings()).threshold


def documents() -> dict[str, Document]:
    """Return the documents of the release that serves on this machine."""
    with assistant().live.pinned() as index:
        return dict(index.documents)


class _OverRelease:
    """What everything has in common that answers from the release of an assistant."""

    def __init__(self, bot: Assistant) -> None:
        self._bot = bot
        with bot.live.pinned() as index:
            self.release: str = index.manifest.generation
            self.documents: Mapping[str, Document] = dict(index.documents)
            self.passages: Sequence[Span] = [_span(passage) for passage in index.passages]

    def _found(self, question: str, history: Sequence[Turn]) -> tuple[Hit, ...]:
        understood = understand(question, history)
        with self._bot.live.pinned() as index:
            vector = self._bot.embed(understood)
            return index.search(vector, understood.search_text, 2 * READ).passages


class Lotse(_OverRelease):
    """The assistant itself; its passages are those that its search finds for the question."""

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Answer through the same generator that the API and the terminal use."""
        started = perf_counter()
        first, *_, last = self._bot.stream(question, history)
        latency_ms = 1000 * (perf_counter() - started)
        if not isinstance(first, Sources) or not isinstance(last, Answer):
            raise AssertionError("a stream begins with its sources and ends with its answer")
        return Reply(
            answered=last.status == "answered",
            text=last.text,
            guides=tuple(guide.guide_id for guide in last.guides),
            citations=tuple(
                CitedSpan(citation.guide_id, citation.start, citation.end, citation.quote)
                for citation in last.citations
            ),
            latency_ms=latency_ms,
            statements=tuple(
                Said(statement.text, tuple(number - 1 for number in statement.citations))
                for statement in last.statements
            ),
            passages=tuple(_span(hit.passage) for hit in self._found(question, history)[:READ]),
            sufficiency=first.sufficiency,
        )


class Half(_OverRelease):
    """One half of the search over the same passages: shows the best few, never declines."""

    def __init__(self, bot: Assistant, score: Callable[[Hit], float]) -> None:
        super().__init__(bot)
        self._score = score

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Show the best passages; they are its answer and its citations."""
        started = perf_counter()
        ranked = sorted(self._found(question, history), key=self._score, reverse=True)
        best = [_span(hit.passage) for hit in ranked[:READ]]
        return shown(best, self.documents, 1000 * (perf_counter() - started))


def shown(ranked: Sequence[Span], known: Mapping[str, Document], latency_ms: float) -> Reply:
    """Return what a search without an answer of its own replies: its first SHOWN pieces."""
    quotes = tuple(
        CitedSpan(s.guide_id, s.start, s.end, known[s.guide_id].text[s.start : s.end])
        for s in ranked[:SHOWN]
    )
    return Reply(
        answered=True,
        text="\n\n".join(quote.quote for quote in quotes),
        guides=tuple(dict.fromkeys(span.guide_id for span in ranked)),
        citations=quotes,
        latency_ms=latency_ms,
        passages=tuple(ranked),
    )


def _span(passage: Passage) -> Span:
    return Span(passage.guide_id, passage.start, passage.end, passage.heading)

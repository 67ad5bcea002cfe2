"""The systems that can be asked the questions of a suite, each behind the same call."""

from collections.abc import Callable
from functools import cache

from assistant import AssistantSettings
from evals.systems.local import Half, Lotse, assistant, assistant_over, documents
from evals.systems.vanilla import Vanilla
from evals.types import System
from ingest import load_embeddings

__all__ = ["SYSTEMS", "UnknownSystem", "assistant", "assistant_over", "documents", "open_system"]


@cache
def _vanilla() -> Vanilla:
    settings = AssistantSettings()
    model = load_embeddings(settings.embedding_model, settings.models_dir)
    with assistant().live.pinned() as index:
        return Vanilla(dict(index.documents), model, index.manifest.generation)


SYSTEMS: dict[str, Callable[[], System]] = {
    "lotse": lambda: Lotse(assistant()),
    "vanilla": _vanilla,
    "bm25": lambda: Half(assistant(), lambda hit: hit.bm25),
    "dense": lambda: Half(assistant(), lambda hit: hit.cosine),
}


class UnknownSystem(Exception):
    """No system has this name; the German text names those there are."""


def open_system(name: str) -> System:
    """Return a system by its name; raises UnknownSystem."""
    if name not in SYSTEMS:
        raise UnknownSystem(f"»{name}« gibt es nicht; möglich: {', '.join(SYSTEMS)}.")
    return SYSTEMS[name]()

"""The systems that can be asked the questions of a suite, each behind the same call."""

from collections.abc import Callable
from functools import cache

from assistant import AssistantSettings
from evals.settings import EvalSettings
from evals.systems.local import (
    Half,
    Lotse,
    assistant,
    assistant_over,
    decline_threshold,
    documents,
    embeddings,
    generation,
    open_release,
)
from evals.systems.remembered import Remembered
from evals.systems.remote import RemoteFailed, open_remote
from evals.systems.vanilla import Vanilla
from evals.types import System
from ingest import Registry

__all__ = [
    "SYSTEMS",
    "RemoteFailed",
    "UnknownSystem",
    "assistant",
    "assistant_over",
    "decline_threshold",
    "documents",
    "embeddings",
    "generation",
    "judge_model",
    "open_release",
    "open_system",
]


@cache
def _vanilla() -> Vanilla:
    model, id_ = embeddings()
    registry = Registry(AssistantSettings().registry_file)
    try:
        remembered = Remembered(model, registry, id_)
        with assistant().live.pinned() as index:
            return Vanilla(dict(index.documents), remembered, index.manifest.generation)
    finally:
        registry.close()


SYSTEMS: dict[str, Callable[[], System]] = {
    "lotse": lambda: Lotse(assistant()),
    "vanilla": _vanilla,
    "bm25": lambda: Half(assistant(), lambda hit: hit.bm25),
    "dense": lambda: Half(assistant(), lambda hit: hit.cosine),
}


class UnknownSystem(Exception):
    """No system has this name; the German text names those there are."""


def judge_model() -> str:
    """Return the model that the settings name as a judge; empty for none."""
    return EvalSettings().judge_model


def open_system(name: str) -> System:
    """Return a system by its name or the one behind a URL; raises UnknownSystem, RemoteFailed."""
    if name.startswith(("http://", "https://")):
        return open_remote(name, EvalSettings().remote_key)
    if name not in SYSTEMS:
        raise UnknownSystem(f"»{name}« gibt es nicht; möglich: {', '.join(SYSTEMS)} oder http://….")
    return SYSTEMS[name]()

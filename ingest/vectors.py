"""The texts of a release, and their vectors: from the registry, else from the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.embeddings import BatchEmbeddings
from ingest.generation import Vector, phrasings, sentence_texts
from ingest.passages import cut_passages
from ingest.registry import Registry
from ingest.sections import split_sections
from ingest.types import Document, Passage

# Called with the name of a step, what is done of it and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Texts that are embedded the same way; `namespace` keeps their vectors apart from others."""

    namespace: str
    as_questions: bool
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a release is made of: documents, their passages and every text that needs a vector."""

    model_id: str
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    groups: dict[str, TextGroup]

    @classmethod
    def of(cls, documents: Sequence[Document], model_id: str) -> "Texts":
        """Cut documents into passages and name the texts to embed."""
        passages = tuple(
            passage
            for document in documents
            for passage in cut_passages(document, split_sections(document))
        )
        return cls(model_id, tuple(documents), passages, _groups(documents, passages, model_id))

    def missing(self, registry: Registry) -> int:
        """Return how many texts have no vector yet."""
        return sum(len(registry.missing(g.texts, g.namespace)) for g in self.groups.values())

    def vectors(self, registry: Registry) -> dict[str, Vector]:
        """Return the rows of each group; KeyError when one was never embedded."""
        return {name: registry.vectors(g.texts, g.namespace) for name, g in self.groups.items()}

    def claim(self, registry: Registry) -> None:
        """Note which guide each text is from, so that purging a guide finds all its vectors."""
        for document in self.documents:
            own = [p for p in self.passages if p.guide_id == document.guide.id]
            for group in _groups([document], own, self.model_id).values():
                registry.claim(document.guide.id, group.namespace, group.texts)


def embed_missing(
    texts: Texts,
    registry: Registry,
    load_model: Callable[[], BatchEmbeddings],
    progress: Progress,
) -> int:
    """Embed the texts that have no vector yet; return how many those are."""
    total = texts.missing(registry)
    if total == 0:
        return 0
    progress("Modell laden", 0, 1)
    model = load_model()
    progress("Modell laden", 1, 1)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("Texte einbetten", done, total)

    for group in texts.groups.values():
        embed = model.embed_queries if group.as_questions else model.embed_documents
        registry.embed_missing(group.texts, group.namespace, embed, advance)
    return total


def _groups(
    documents: Sequence[Document], passages: Sequence[Passage], model_id: str
) -> dict[str, TextGroup]:
    embedded = [passage.embedded_text for passage in passages]
    return {
        "passages": TextGroup(model_id, False, embedded),
        "sentences": TextGroup(model_id, False, sentence_texts(passages)),
        "phrasings": TextGroup(f"{model_id} question", True, phrasings(documents)),
    }

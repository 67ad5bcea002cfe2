"""A guide removed from everywhere, and the proof that its words are gone."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.embeddings import BatchEmbeddings
from ingest.errors import DamagedRelease, NothingToPublish, PurgeIncomplete, UnknownGuide
from ingest.generation import read_documents, sentence_texts
from ingest.limits import Limits
from ingest.lock import exclusive
from ingest.originals import files_below, forget_questions, originals
from ingest.passages import cut_passages
from ingest.publication import publish
from ingest.registry import Registry
from ingest.releases import current_generation, generations, remove, remove_leftovers
from ingest.sections import split_sections
from ingest.space import require_space, space_errors
from ingest.types import Document
from ingest.vectors import Progress, Texts, embed_missing

_TELLING = 25  # characters from which on a sentence cannot be anybody's


@dataclass(frozen=True, slots=True)
class Purge:
    """What was removed and what was searched for the guide's words afterwards."""

    guide_id: str
    generation: str
    removed_generations: tuple[str, ...]
    removed_files: tuple[str, ...]  # of files with many guides' questions only its lines
    vectors: int
    searched_files: int
    searched_bytes: int
    searched_texts: int


def purge(
    guide_id: str,
    root: Path,
    index_dir: Path,
    registry: Registry,
    model_id: str,
    load_model: Callable[[], BatchEmbeddings],
    wait: Callable[[], None],
    limits: Limits | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Purge:
    """Remove a guide from every generation, the registry and the folder of originals.

    A release without it is published first; `wait` returns when the server has had the time to
    switch to it, then the generations that hold the guide go. Raises UnknownGuide, InsideArchive,
    BadMetadata, NothingToPublish when it is the only one, and PurgeIncomplete when its words are
    still found.
    """
    with exclusive(index_dir), space_errors(index_dir):
        remove_leftovers(index_dir)
        served = read_documents(current_generation(index_dir))
        held = _holding(guide_id, index_dir)
        files = originals(guide_id, root, limits)
        if not held and not files:
            raise UnknownGuide(f"Einen Leitfaden »{guide_id}« gibt es in keiner Ausgabe.")
        words = _telling_texts(held.values(), served)
        if guide_id in served:
            rest = [document for id_, document in served.items() if id_ != guide_id]
            texts = _others(guide_id, rest, model_id)
            require_space(index_dir)
            embed_missing(texts, registry, load_model, progress)
            publish(index_dir, texts, registry, None, progress)
            wait()
        # First what can fail, so that a purge can be run again.
        rewritten = forget_questions(guide_id, root)
        for name in held:
            remove(index_dir, name)
        for file in files:
            file.unlink()
        vectors = registry.forget(guide_id)
        searched = [*files_below(index_dir), *files_below(root), *registry.files()]
        _prove(words, searched)
        return Purge(
            guide_id,
            current_generation(index_dir).name,
            tuple(held),
            tuple(str(file) for file in (*files, *rewritten)),
            vectors,
            len(searched),
            sum(path.stat().st_size for path in searched),
            len(words),
        )


def _holding(guide_id: str, index_dir: Path) -> dict[str, list[Document]]:
    """Return the guide as every generation holds it; a damaged one might, so it is named, too."""
    held: dict[str, list[Document]] = {}
    for name in generations(index_dir):
        try:
            documents = read_documents(index_dir / name)
        except DamagedRelease:
            held[name] = []
            continue
        if guide_id in documents:
            held[name] = [documents[guide_id]]
    return held


def _others(guide_id: str, rest: list[Document], model_id: str) -> Texts:
    if not rest:
        raise NothingToPublish(
            f"»{guide_id}« ist der einzige Leitfaden: Ohne ihn bleibt keine Ausgabe. "
            "Bitte statt dessen den Ordner des Index löschen."
        )
    return Texts.of(rest, model_id)


def _telling_texts(versions: Iterable[list[Document]], served: dict[str, Document]) -> set[bytes]:
    """Return the sentences that only this guide holds, in all its versions, as files hold them."""
    own = [document for documents in versions for document in documents]
    ids = {document.guide.id for document in own}
    others = "\n".join(d.text for id_, d in served.items() if id_ not in ids)
    sentences = {
        sentence
        for document in own
        for passage in cut_passages(document, split_sections(document))
        for sentence in sentence_texts([passage])
        if len(sentence) >= _TELLING and sentence not in others
    }
    in_json = {json.dumps(sentence, ensure_ascii=False)[1:-1] for sentence in sentences}
    return {text.encode() for text in sentences | in_json}


def _prove(words: set[bytes], files: list[Path]) -> None:
    for file in files:
        content = file.read_bytes()
        if any(word in content for word in words):
            raise PurgeIncomplete(
                f"In »{file}« stehen noch Sätze des Leitfadens. Bitte die Datei löschen."
            )

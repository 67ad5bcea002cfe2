"""The spine of ingestion: a folder of files becomes a published release."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from langchain_core.embeddings import Embeddings

from ingest.errors import IngestError, NoRelease, NothingToPublish, TooMuchText
from ingest.generation import (
    phrasings,
    read_documents,
    read_manifest,
    sentence_texts,
    write_generation,
)
from ingest.guides import as_failure, find_guides
from ingest.limits import Limits
from ingest.metadata import notices_about, with_properties
from ingest.passages import CUTTER_VERSION, cut_passages
from ingest.registry import Registry
from ingest.releases import current_generation, exclusive, publish
from ingest.sandbox import Sandbox
from ingest.sections import split_sections
from ingest.text import lay_out
from ingest.types import (
    Document,
    GuideFailure,
    GuideFile,
    GuideNotice,
    IngestReport,
    Manifest,
    Passage,
)
from ingest.wordings import read_wordings, with_wordings

# Called with the name of a step, what is done of it and how much there is.
Progress = Callable[[str, int, int], None]


def ingest(
    root: Path,
    index_dir: Path,
    registry: Registry,
    model_id: str,
    load_model: Callable[[], Embeddings],
    *,
    prune: bool = False,
    force: bool = False,
    limits: Limits | None = None,
    ocr: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> IngestReport:
    """Read the guides below `root` and publish a release if anything changed.

    The model is loaded only when something has to be embedded. A guide whose file cannot be read
    keeps its old text, marked stale; one whose file is gone is withdrawn only with `prune`; `force`
    rebuilds even if nothing changed. Raises IngestRunning and NothingToPublish.
    """
    started = time.monotonic()
    with exclusive(index_dir):
        served = _served_documents(index_dir, model_id)
        files, failed = find_guides(root, limits)
        with Sandbox(limits, ocr=ocr) as sandbox:
            documents, unreadable, notices = _read_all(files, served, sandbox, progress)
        failed += unreadable
        documents = _keep_old(documents, served, failed, prune)
        documents = with_wordings(documents, read_wordings(root))
        if not documents:
            raise NothingToPublish(_nothing_readable(root, failed))
        report = replace(_compare(served, documents, failed), notices=tuple(notices))
        if documents == served and not force:
            name = current_generation(index_dir).name
            return replace(report, generation=name, seconds=time.monotonic() - started)
        passages = [
            passage
            for document in documents.values()
            for passage in cut_passages(document, split_sections(document))
        ]
        texts = _texts(list(documents.values()), passages, model_id)
        embedded = _embed(texts, registry, load_model, progress)
        name = publish(
            index_dir, _writer(list(documents.values()), passages, texts, registry, model_id)
        )
    return replace(
        report,
        generation=name,
        published=True,
        passages=len(passages),
        embedded=embedded,
        seconds=time.monotonic() - started,
    )


def _served_documents(index_dir: Path, model_id: str) -> dict[str, Document]:
    """Return the documents that serve now; none if they were made by another model or cutter."""
    try:
        folder = current_generation(index_dir)
        manifest = read_manifest(folder)
        same = (manifest.model_id, manifest.cutter_version) == (model_id, CUTTER_VERSION)
        return read_documents(folder) if same else {}
    except NoRelease:
        return {}


def _read_all(
    files: Sequence[GuideFile],
    served: dict[str, Document],
    sandbox: Sandbox,
    progress: Progress,
) -> tuple[dict[str, Document], list[GuideFailure], list[GuideNotice]]:
    documents: dict[str, Document] = {}
    failed: list[GuideFailure] = []
    notices: list[GuideNotice] = []
    for done, file in enumerate(files, start=1):
        id_ = file.guide.id
        try:
            old = served.get(id_)
            if old is None or old.sha256 != file.sha256 or old.stale:
                documents[id_], noticed = _read(file, sandbox)
                notices += noticed
            else:
                documents[id_] = old
        except (IngestError, OSError) as error:
            failed.append(as_failure(file.guide.file, error))
        progress("Leitfäden lesen", done, len(files))
    return documents, failed, notices


def _read(file: GuideFile, sandbox: Sandbox) -> tuple[Document, list[GuideNotice]]:
    name = file.guide.file
    reading = sandbox.read(file.read_bytes(), name)
    guide = with_properties(file.guide, reading)
    document = replace(lay_out(guide, reading.blocks), sha256=file.sha256)
    most = sandbox.limits.passages
    if len(document.blocks) > most and len(split_sections(document)) > most:
        raise TooMuchText(f"Das Dokument ergibt mehr als {most} Passagen. Bitte teilen.")
    return document, notices_about(guide, reading)


def _keep_old(
    documents: dict[str, Document],
    served: dict[str, Document],
    failed: Sequence[GuideFailure],
    prune: bool,
) -> dict[str, Document]:
    failed_files = {failure.file for failure in failed}
    kept = dict(documents)
    for id_, old in served.items():
        if id_ in documents:
            continue
        if old.guide.file in failed_files:
            kept[id_] = replace(old, stale=True)
        elif not prune:
            kept[id_] = old
    return dict(sorted(kept.items()))


def _compare(
    served: dict[str, Document], documents: dict[str, Document], failed: Sequence[GuideFailure]
) -> IngestReport:
    added = tuple(id_ for id_ in documents if id_ not in served)
    changed = tuple(
        id_ for id_, document in documents.items() if id_ in served and served[id_] != document
    )
    return IngestReport(
        generation="",
        published=False,
        added=added,
        changed=changed,
        withdrawn=tuple(id_ for id_ in served if id_ not in documents),
        unchanged=len(documents) - len(added) - len(changed),
        failed=tuple(failed),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts that are embedded the same way; `namespace` keeps their vectors apart from others."""

    namespace: str
    as_questions: bool
    texts: list[str]


def _texts(
    documents: Sequence[Document], passages: Sequence[Passage], model_id: str
) -> dict[str, _Texts]:
    embedded = [passage.embedded_text for passage in passages]
    return {
        "passages": _Texts(model_id, False, embedded),
        "sentences": _Texts(model_id, False, sentence_texts(passages)),
        "phrasings": _Texts(f"{model_id} question", True, phrasings(documents)),
    }


def _embed(
    groups: dict[str, _Texts],
    registry: Registry,
    load_model: Callable[[], Embeddings],
    progress: Progress,
) -> int:
    """Embed the texts that have no vector yet; return how many those are."""
    total = sum(len(registry.missing(group.texts, group.namespace)) for group in groups.values())
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

    def embed_questions(texts: list[str]) -> list[list[float]]:
        return [model.embed_query(text) for text in texts]

    for group in groups.values():
        embed = embed_questions if group.as_questions else model.embed_documents
        registry.embed_missing(group.texts, group.namespace, embed, advance)
    return total


def _writer(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    groups: dict[str, _Texts],
    registry: Registry,
    model_id: str,
) -> Callable[[Path, str], None]:
    def build(folder: Path, name: str) -> None:
        vectors = {
            group: registry.vectors(texts.texts, texts.namespace) for group, texts in groups.items()
        }
        manifest = Manifest(
            generation=name,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            model_id=model_id,
            dimension=vectors["passages"].shape[1],
            cutter_version=CUTTER_VERSION,
            guides=len(documents),
            passages=len(passages),
            sentences=len(vectors["sentences"]),
        )
        write_generation(folder, manifest, documents, passages, vectors)

    return build


def _nothing_readable(root: Path, failed: Sequence[GuideFailure]) -> str:
    reasons = " ".join(f"{failure.file}: {failure.message}" for failure in failed[:3])
    formats = "Markdown, PDF, Word oder HTML"
    return f"In »{root}« ist kein lesbarer Leitfaden ({formats}). {reasons}".strip()

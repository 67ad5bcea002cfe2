"""The spine of ingestion: a folder of files becomes a published release."""

import time
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.embeddings import BatchEmbeddings
from ingest.errors import DamagedRelease, DuplicateGuide, IngestError, NothingToPublish, TooMuchText
from ingest.golden import AskGolden
from ingest.guides import as_failure, find_guides
from ingest.index import Index
from ingest.limits import Limits
from ingest.lock import exclusive
from ingest.metadata import notices_about, with_properties
from ingest.outcome import GuideFailure, GuideNotice, IngestReport
from ingest.publication import Gate, publish
from ingest.registry import Registry
from ingest.releases import remove_leftovers
from ingest.sandbox import Sandbox
from ingest.sections import split_sections
from ingest.served import (
    Served,
    compare,
    keep_old,
    read_served,
    refuse_mass_withdrawal,
    set_aside_twin,
)
from ingest.space import require_space, space_errors
from ingest.text import lay_out
from ingest.types import Document, GuideFile, ReaderQuestion
from ingest.vectors import Progress, Texts, embed_missing
from ingest.wordings import read_wordings, with_wordings


def ingest(
    root: Path | Sequence[Path],
    index_dir: Path,
    registry: Registry,
    model_id: str,
    load_model: Callable[[], BatchEmbeddings],
    *,
    prune: bool = False,
    force: bool = False,
    dry_run: bool = False,
    ask_golden: AskGolden | None = None,
    limits: Limits | None = None,
    ocr: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> IngestReport:
    """Read the guides below `root` and publish a release if anything changed.

    The model is loaded only when something has to be embedded. A guide whose file cannot be read
    keeps its old text, marked stale; one whose file is gone is withdrawn only with `prune`; `force`
    builds even if nothing changed and overrules every guard; `dry_run` only reads and compares.
    Each file is read in a child process within `limits`, scanned pages too with `ocr`.
    A guard is that golden questions must not be answered worse, if `ask_golden` can ask them.
    Raises IngestRunning, NothingToPublish, TooManyWithdrawn, NoSpace and VerificationFailed.
    """
    started = time.monotonic()
    roots = [root] if isinstance(root, Path) else root
    with exclusive(index_dir), space_errors(index_dir):
        remove_leftovers(index_dir)
        served = read_served(index_dir, model_id)
        registry.record(served.generation, served.documents.values())
        files, failed = _find_all(roots, limits)
        with Sandbox(limits, ocr=ocr) as sandbox:
            documents, unreadable, notices = _read_all(files, served.readable, sandbox, progress)
        failed += unreadable
        wordings = _wordings(roots, served, documents, prune)
        documents = keep_old(documents, served.documents, failed, prune)
        documents = with_wordings(documents, wordings)
        if not documents:
            raise NothingToPublish(_nothing_readable(roots, failed))
        report = replace(compare(served, documents, failed), notices=tuple(notices))
        if not force:
            refuse_mass_withdrawal(served.documents, report.withdrawn)
        held = "" if force else set_aside_twin(index_dir, documents)
        if held or not (force or served.rebuild or documents != served.documents):
            return replace(report, held=held, seconds=time.monotonic() - started)
        texts = Texts.of(list(documents.values()), model_id)
        report = replace(report, passages=len(texts.passages), dry_run=dry_run)
        if dry_run:
            took = time.monotonic() - started
            return replace(report, embedded=texts.missing(registry), seconds=took)
        require_space(index_dir)
        texts.claim(registry)
        embedded = embed_missing(texts, registry, load_model, progress)
        gate = _gate(ask_golden, index_dir, served, force)
        new = publish(index_dir, texts, registry, gate, progress)
        report = replace(report, embedded=embedded, answers=new.answers, held=new.held)
        if not new.held:
            registry.record(new.name, documents.values())
            report = replace(report, generation=new.name, published=True)
        return replace(report, seconds=time.monotonic() - started)


def _gate(
    ask_golden: AskGolden | None, index_dir: Path, served: Served, force: bool
) -> Gate | None:
    """Return what the new release is compared with: one that this code can search."""
    folder = index_dir / served.generation
    if ask_golden is None or not served.comparable or not _can_be_searched(folder):
        return None
    return Gate(ask_golden, folder, open=force)


def _can_be_searched(folder: Path) -> bool:
    """Return whether a generation opens; one that older code published may be of another form."""
    try:
        Index(folder).close()
    except DamagedRelease:
        return False
    return True


def _find_all(
    roots: Sequence[Path], limits: Limits | None
) -> tuple[list[GuideFile], list[GuideFailure]]:
    """Return the guides below all roots; an id that two of them claim is the first one's."""
    found: dict[str, GuideFile] = {}
    failed: list[GuideFailure] = []
    for root in roots:
        files, unusable = find_guides(root, limits)
        failed += unusable
        for file in files:
            twin = found.setdefault(file.guide.id, file)
            if twin is not file:
                failed.append(
                    GuideFailure(
                        file.guide.file,
                        DuplicateGuide.code,
                        f"Die Kennung »{file.guide.id}« steht schon in {twin.path}.",
                    )
                )
    return list(found.values()), failed


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


def _wordings(
    roots: Sequence[Path], served: Served, read: Container[str], prune: bool
) -> dict[str, tuple[ReaderQuestion, ...]]:
    """Return the readers' questions of all roots, and of guides not `read` in this run.

    Where no root holds any, those that serve stay.
    """
    found: dict[str, tuple[ReaderQuestion, ...]] = {}
    for root in roots:
        for id_, asked in read_wordings(root).items():
            found[id_] = found.get(id_, ()) + asked
    serving = {id_: old.guide.reader_questions for id_, old in served.documents.items()}
    if not found and not prune:
        return serving
    return {id_: asked for id_, asked in serving.items() if id_ not in read} | found


def _nothing_readable(roots: Sequence[Path], failed: Sequence[GuideFailure]) -> str:
    reasons = " ".join(f"{failure.file}: {failure.message}" for failure in failed[:3])
    places = ", ".join(f"»{root}«" for root in roots)
    formats = "Markdown, PDF, Word oder HTML"
    return f"In {places} ist kein lesbarer Leitfaden ({formats}). {reasons}".strip()

"""What serves now, and how the documents that were just read differ from it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ingest.checksums import intact
from ingest.errors import DamagedRelease, NoRelease, TooManyWithdrawn
from ingest.generation import read_documents, read_manifest
from ingest.outcome import GuideFailure, IngestReport
from ingest.passages import CUTTER_VERSION
from ingest.releases import aside_reason, current_generation, generations, servable
from ingest.training import newest_trained, trained_hash
from ingest.types import Document, Manifest

WITHDRAWN_AT_ONCE = 0.2  # the share of the guides that a run may drop without being forced


@dataclass(frozen=True, slots=True)
class Served:
    """The documents that serve and the `generation` they are from.

    `rebuild` says why all must be built anew, `reusable` whether documents read before may be used
    in it, `comparable` whether it can be asked questions with the model of the next release.
    """

    generation: str = ""
    documents: dict[str, Document] = field(default_factory=dict)
    rebuild: str = ""
    reusable: bool = True
    comparable: bool = False

    @property
    def readable(self) -> dict[str, Document]:
        """The documents that need not be read again while their file is the same."""
        return self.documents if self.reusable else {}


def read_served(index_dir: Path, model_id: str) -> Served:
    """Return what the newest whole generation serves; nothing before the first release."""
    try:
        folders = servable(index_dir)
    except NoRelease:
        return Served()
    folder = next(filter(intact, folders), None)
    if folder is None:
        return Served(rebuild="Keine Ausgabe ist unbeschädigt: alles wird neu gebaut.")
    manifest = read_manifest(folder)
    return Served(
        folder.name,
        read_documents(folder),
        rebuild=_rebuild_reason(index_dir, manifest, model_id),
        reusable=manifest.cutter_version == CUTTER_VERSION,
        comparable=manifest.model_id == model_id,
    )


def _rebuild_reason(index_dir: Path, manifest: Manifest, model_id: str) -> str:
    serves_on = f"bis dahin gilt Ausgabe {manifest.generation}."
    if manifest.model_id != model_id:
        return f"Anderes Einbettungsmodell: alles wird neu eingebettet; {serves_on}"
    if manifest.cutter_version != CUTTER_VERSION:
        return f"Anderer Zuschnitt der Passagen: alles wird neu gelesen; {serves_on}"
    if manifest.trained_hash != trained_hash(newest_trained()):
        return f"Neu gelernt wurde, wie gesucht und abgelehnt wird; {serves_on}"
    current = current_generation(index_dir).name
    if current != manifest.generation:
        return f"Ausgabe {current} ist beschädigt und wird ersetzt; {serves_on}"
    return ""


def keep_old(
    documents: dict[str, Document],
    served: dict[str, Document],
    failed: Sequence[GuideFailure],
    prune: bool,
) -> dict[str, Document]:
    """Return the documents of the next release: those read, and old ones that must not be lost.

    A guide whose file failed, or the archive it lies in, keeps its old text, marked stale; one
    whose file is gone is dropped only with `prune`.
    """
    failed_files = {failure.file for failure in failed}
    kept = dict(documents)
    for id_, old in served.items():
        if id_ in documents:
            continue
        file = PurePosixPath(old.guide.file)
        if failed_files.intersection(map(str, (file, *file.parents))):
            kept[id_] = replace(old, stale=True)
        elif not prune:
            kept[id_] = old
    return dict(sorted(kept.items()))


def compare(
    before: Served, documents: dict[str, Document], failed: Sequence[GuideFailure]
) -> IngestReport:
    """Return the report of a run as far as it is known before anything is built."""
    served = before.documents
    added = tuple(id_ for id_ in documents if id_ not in served)
    changed = tuple(
        id_ for id_, document in documents.items() if id_ in served and served[id_] != document
    )
    return IngestReport(
        generation=before.generation,
        published=False,
        rebuild=before.rebuild,
        added=added,
        changed=changed,
        withdrawn=tuple(id_ for id_ in served if id_ not in documents),
        unchanged=len(documents) - len(added) - len(changed),
        failed=tuple(failed),
    )


def refuse_mass_withdrawal(served: dict[str, Document], withdrawn: Sequence[str]) -> None:
    """Raise TooManyWithdrawn when more than a fifth of the guides would go at once."""
    if len(withdrawn) > WITHDRAWN_AT_ONCE * len(served):
        raise TooManyWithdrawn(
            f"{len(withdrawn)} von {len(served)} Leitfäden würden zurückgezogen: "
            f"{', '.join(withdrawn)}. Wenn das gewollt ist, bitte mit --force wiederholen."
        )


def set_aside_twin(index_dir: Path, documents: dict[str, Document]) -> str:
    """Return in German that the same was built before and set aside; "" if not."""
    newest = trained_hash(newest_trained())
    for name in reversed(generations(index_dir)):
        reason, folder = aside_reason(index_dir, name), index_dir / name
        with suppress(DamagedRelease):
            if not reason or read_manifest(folder).trained_hash != newest:
                continue
            if read_documents(folder) == documents:
                return (
                    f"Der Stand der Dateien ist der von Ausgabe {name}, und die gilt nicht: "
                    f"{reason} Mit --force wird er trotzdem veröffentlicht."
                )
    return ""

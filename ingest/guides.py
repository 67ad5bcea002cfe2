"""Which files are guides, and what is known about each before its text is read.

Metadata comes from YAML front matter, else from a sidecar `name.toml`, else from the file name.
Files and folders whose name begins with `_` or `.`, and README files, are not guides.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import frontmatter
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from yaml import YAMLError

from ingest.errors import (
    BadMetadata,
    DuplicateGuide,
    IngestError,
    NothingToPublish,
    UnreadableFile,
)
from ingest.readers import READERS
from ingest.types import Deadline, Guide, GuideFailure, GuideFile, Reference

_ID = r"^[a-z0-9äöüß][a-z0-9äöüß._-]*$"


def find_guides(root: Path) -> tuple[list[GuideFile], list[GuideFailure]]:
    """Return the guides below `root`, in path order, and the files whose metadata is unusable.

    Raises NothingToPublish when there is no such folder or file.
    """
    if not root.exists():
        raise NothingToPublish(f"»{root}« gibt es nicht. Bitte den Ordner der Leitfäden angeben.")
    found: list[GuideFile] = []
    failed: list[GuideFailure] = []
    for path in _guide_paths(root):
        relative = path.relative_to(root).as_posix() if root.is_dir() else path.name
        try:
            guide = _guide(path, relative)
            _refuse_duplicate(guide, found)
            found.append(GuideFile(guide, path, fingerprint(path)))
        except IngestError as error:
            failed.append(GuideFailure(relative, error.code, str(error)))
    return found, failed


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a guide's file and, where there is one, its sidecar."""
    digest = hashlib.sha256(path.read_bytes())
    if (sidecar := path.with_suffix(".toml")).exists():
        digest.update(sidecar.read_bytes())
    return digest.hexdigest()


def _guide_paths(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(("_", ".")) for part in parts)
        is_guide = path.suffix.lower() in READERS and path.stem.upper() != "README"
        if is_guide and not hidden and path.is_file():
            yield path


def _refuse_duplicate(guide: Guide, found: Iterable[GuideFile]) -> None:
    twin = next((other for other in found if other.guide.id == guide.id), None)
    if twin is not None:
        raise DuplicateGuide(
            f"Die Kennung »{guide.id}« steht schon in {twin.guide.file}. "
            "Bitte einer der beiden Dateien eine andere geben."
        )


def _guide(path: Path, relative: str) -> Guide:
    raw = _metadata(path)
    try:
        known = FrontMatter.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadMetadata(f"Kopfdaten, Feld »{field}«: {first['msg']}.") from error
    return known.to_guide(path.stem, relative)


def _metadata(path: Path) -> dict[str, Any]:
    sidecar = path.with_suffix(".toml")
    if sidecar.exists():
        try:
            return tomllib.loads(sidecar.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadMetadata(f"{sidecar.name} ist kein gültiges TOML: {error}.") from error
    if path.suffix.lower() != ".md":
        return {}
    try:
        return dict(frontmatter.loads(path.read_text("utf-8")).metadata)
    except UnicodeDecodeError as error:
        raise UnreadableFile("Die Datei ist kein UTF-8. Bitte als UTF-8 speichern.") from error
    except YAMLError as error:
        raise BadMetadata(f"Die Kopfdaten sind kein gültiges YAML: {error}.") from error


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class _Frist(BaseModel):
    datum: date
    was: str


class _Quelle(BaseModel):
    titel: str
    url: str = ""
    abgerufen: date | None = None
    art: str = ""


class FrontMatter(BaseModel):
    """A guide's front matter in the editors' words; every field may be missing."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = Field(default=None, pattern=_ID)
    titel: str | None = None
    art: str = "leitfaden"
    berichtsart: str = ""
    kategorie: str = ""
    version: str = ""
    stand: date | None = None
    pruefen_bis: date | None = None
    verantwortlich: str = ""
    zielgruppe: Words = ()
    reifegrad: str = ""
    aufwand: str = ""
    dauer: str = ""
    kosten: str = ""
    betriebsgroesse: str = ""
    region: str = ""
    fristen: tuple[_Frist, ...] = ()
    begriffe: Words = ()
    typische_fragen: Words = ()
    verwandt: Words = ()
    abgrenzung: Words = ()
    quellen: tuple[_Quelle, ...] = ()
    herkunft: str = ""
    lizenz: str = ""
    beispiel: str = ""
    sprache: str = "de"

    def to_guide(self, stem: str, file: str) -> Guide:
        """Return the guide; its id is the file name's `stem` if the front matter has none."""
        return Guide(
            id=self.id or _slug(stem),
            title=self.titel or "",
            kind=self.art,
            file=file,
            version=self.version,
            category=self.kategorie,
            report_kind=self.berichtsart,
            as_of=self.stand,
            review_by=self.pruefen_bis,
            responsible=self.verantwortlich,
            audience=self.zielgruppe,
            maturity=self.reifegrad,
            effort=self.aufwand,
            duration=self.dauer,
            costs=self.kosten,
            company_size=self.betriebsgroesse,
            region=self.region,
            deadlines=tuple(Deadline(item.datum, item.was) for item in self.fristen),
            terms=self.begriffe,
            typical_questions=self.typische_fragen,
            related=self.verwandt,
            differs_from=self.abgrenzung,
            references=tuple(
                Reference(item.titel, item.url, item.abgerufen, item.art) for item in self.quellen
            ),
            origin=self.herkunft,
            license=self.lizenz,
            example=self.beispiel,
            language=self.sprache,
        )


def _slug(stem: str) -> str:
    kept = "".join(char if char.isalnum() or char in "._-" else "-" for char in stem.lower())
    return kept.strip("-._") or "leitfaden"

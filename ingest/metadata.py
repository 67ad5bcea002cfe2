"""What is known about a guide besides its text: the editors' words, checked, as a `Guide`."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any

import yaml
from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from ingest.errors import BadMetadata
from ingest.outcome import GuideNotice
from ingest.types import Deadline, Guide, Reading, Reference

_ID = r"^[a-z0-9äöüß][a-z0-9äöüß._-]*$"
_OF_AN_ID = re.compile(r"[a-z0-9äöüß._-]")
_MOST = 256_000  # characters of metadata in one file
_DEEPEST = 20
_BOUNDARY = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:#.*\s+)*[\w\"'-]+\s*:")


def split_front_matter(text: str) -> tuple[str, str]:
    """Return a Markdown text's YAML between its `---` lines, or "", and what follows it."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("---"):
        parts = _BOUNDARY.split(text, 2)
        if len(parts) == 3 and not parts[0].strip() and _FIELD.match(parts[1]):
            return parts[1], parts[2].strip()
    return "", text.strip()


def read_front_matter(text: str) -> dict[str, Any]:
    """Return the fields above a Markdown text; raises BadMetadata."""
    header = split_front_matter(text)[0]
    _refuse_length(header)
    try:
        _refuse_references(header)
        fields = yaml.load(header, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadMetadata(f"Die Kopfdaten sind kein gültiges YAML: {first}.") from error
    return dict(fields) if isinstance(fields, Mapping) else {}


def read_toml(data: bytes, name: str) -> dict[str, Any]:
    """Return the fields of a TOML file called `name`; raises BadMetadata."""
    _refuse_length(data)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise BadMetadata(f"{name} ist kein gültiges TOML: {error}.") from error


def as_guide(fields: Mapping[str, Any], stem: str, file: str) -> Guide:
    """Return the guide with these fields; its id is the file name's `stem` if they have none.

    Raises BadMetadata, which names the first wrong field.
    """
    try:
        known = FrontMatter.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadMetadata(f"Kopfdaten, Feld »{field}«: {first['msg']}.") from error
    return known.to_guide(stem, file)


def with_properties(guide: Guide, reading: Reading) -> Guide:
    """Return the guide with what its file says where the editors said nothing.

    Its title is then the file's own, else its first heading, else the file's name.
    """
    said = reading.properties
    first = next((block.text for block in reading.blocks if block.kind == "heading"), "")
    return replace(
        guide,
        title=guide.title or said.title or first or PurePosixPath(guide.file).stem,
        as_of=guide.as_of or said.as_of,
        language=guide.language or said.language or "de",
    )


def notices_about(guide: Guide, reading: Reading) -> list[GuideNotice]:
    """Return what the editors should know about a guide that was read all the same."""
    notices: list[GuideNotice] = []
    if guide.as_of is None:
        text = "Ohne Stand: Wie alt der Inhalt ist, steht nirgends. Bitte »stand« ergänzen."
        notices.append(GuideNotice(guide.file, "no_date", text))
    usual = {".htm": ".html", ".markdown": ".md"}
    suffix = PurePosixPath(guide.file).suffix.lower()
    if usual.get(suffix, suffix) != reading.format:
        text = f"Die Datei heißt {suffix}, ist aber {reading.format[1:].upper()}."
        notices.append(GuideNotice(guide.file, "other_format", text))
    return notices


def _refuse_references(header: str) -> None:
    """Refuse YAML that refers to itself (a few lines unfold into gigabytes) or is nested deep."""
    depth = 0
    for event in yaml.parse(header, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("Verweise (*name) sind hier nicht erlaubt")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.YAMLError("zu tief verschachtelt")


def _refuse_length(text: str | bytes) -> None:
    if len(text) > _MOST:
        raise BadMetadata(f"Die Kopfdaten sind länger als {_MOST} Zeichen. Bitte kürzen.")


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_date(value: object) -> object:
    """Read German dates, too: 01.11.2026."""
    german = (
        re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value) if isinstance(value, str) else None
    )
    return f"{german[3]}-{german[2]:>02}-{german[1]:>02}" if german else value


def _as_language(value: object) -> object:
    return value[:2].lower() if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Day = Annotated[date | None, BeforeValidator(_as_date)]


class _Frist(BaseModel):
    datum: date
    was: str


class _Quelle(BaseModel):
    titel: str
    url: str = ""
    abgerufen: Day = None
    art: str = ""


class FrontMatter(BaseModel):
    """A guide's front matter in the editors' words; every field may be missing."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = Field(default=None, pattern=_ID)
    titel: str | None = Field(default=None, validation_alias=AliasChoices("titel", "title"))
    art: str = "leitfaden"
    berichtsart: str = ""
    kategorie: str = ""
    version: str = ""
    stand: Day = None
    pruefen_bis: Day = None
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
    sprache: Annotated[str, BeforeValidator(_as_language)] = Field(
        default="", validation_alias=AliasChoices("sprache", "lang", "language")
    )

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
    """Return an id for a file's name: other accents than the umlauts are dropped."""
    kept = ""
    for char in unicodedata.normalize("NFC", stem).lower():
        bare = unicodedata.normalize("NFKD", char)[0]
        kept += next((own for own in (char, bare) if _OF_AN_ID.match(own)), "-")
    return kept.strip("-._") or "leitfaden"

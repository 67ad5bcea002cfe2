"""The nouns of ingestion: what a file becomes on its way into a release."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "reference"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that a guide is about, with what falls due on it."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that a guide names for its facts."""

    title: str
    url: str
    retrieved: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question in readers' words, the heading of the section that answers it, and the sentence.

    `sentence` stands word for word in the guide; it is empty where nobody named one.
    """

    text: str
    heading: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known about a guide besides its text; `file` is relative to the import root.

    `typical_questions` are its authors', `reader_questions` come from the file beside the guides.
    """

    id: str
    title: str
    kind: str
    file: str
    version: str = ""
    category: str = ""
    report_kind: str = ""
    as_of: date | None = None
    review_by: date | None = None
    responsible: str = ""
    audience: tuple[str, ...] = ()
    maturity: str = ""
    effort: str = ""
    duration: str = ""
    costs: str = ""
    company_size: str = ""
    region: str = ""
    deadlines: tuple[Deadline, ...] = ()
    terms: tuple[str, ...] = ()
    typical_questions: tuple[str, ...] = ()
    reader_questions: tuple[ReaderQuestion, ...] = ()
    related: tuple[str, ...] = ()
    differs_from: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    origin: str = ""
    license: str = ""
    example: str = ""
    language: str = "de"

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Every question in readers' words that leads to this guide."""
        return self.typical_questions + tuple(asked.text for asked in self.reader_questions)

    @property
    def says_how(self) -> bool:
        """Whether it is a guide, which says what to do; a report says what others did."""
        return self.kind == "leitfaden"

    @property
    def answers(self) -> tuple[str, ...]:
        """For each of the phrasings the sentence that answers it; empty where nobody named one."""
        return ("",) * len(self.typical_questions) + tuple(
            asked.sentence for asked in self.reader_questions
        )


@dataclass(frozen=True, slots=True)
class GuideFile:
    """A guide and the file it is read from; `member` holds the bytes if that lies in a ZIP."""

    guide: Guide
    path: Path
    sha256: str
    member: bytes | None = None

    def read_bytes(self) -> bytes:
        """Return the file's content."""
        return self.path.read_bytes() if self.member is None else self.member


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One heading, paragraph, list item or table row as a reader saw it, text unmended.

    `level` is the depth of a heading (1 to 6), `marker` an item's own number ("2.") or "",
    `columns` the header cells above a row, `page` counted from 1.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""
    columns: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself outside its text; empty where it says nothing."""

    title: str = ""
    language: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file; `format` is the suffix its content deserves (".pdf")."""

    format: str
    blocks: tuple[RawBlock, ...]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Block:
    """A mended block at its place: `document.text[start:end] == text`."""

    kind: BlockKind
    text: str
    start: int
    end: int
    level: int = 0
    marker: str = ""
    columns: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A guide with its normalised text and the blocks that make it up, in reading order.

    `sha256` is the fingerprint of the file it was read from; `stale` says that a newer file of this
    guide could not be read, so that this older text goes on serving.
    """

    guide: Guide
    text: str
    blocks: tuple[Block, ...]
    sha256: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks below one heading; `heading` is the path from the outermost heading inwards.

    `number` counts the sections of a document from 0: the first one is usually its summary.
    """

    number: int
    heading: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest citable unit: a sentence, a list item's sentence or a table row.

    `block` is where its block starts in the text: sentences of one item or paragraph share it;
    `section` is the number of its section.
    """

    guide_id: str
    kind: BlockKind
    text: str
    start: int
    end: int
    block: int
    section: int
    heading: tuple[str, ...]
    marker: str = ""
    columns: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one section that is searched as one, at its place in the text."""

    id: str
    guide_id: str
    title: str
    heading: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None
    sentences: tuple[Sentence, ...] = ()

    @property
    def embedded_text(self) -> str:
        """The text that is embedded and searched: title and heading path stand in front."""
        return "\n".join((" › ".join(dict.fromkeys((self.title, *self.heading))), self.text))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; written into it and compared before it is used."""

    generation: str
    created_at: str
    model_id: str
    dimension: int
    cutter_version: str
    guides: int
    passages: int
    sentences: int
    content_hash: str
    trained_hash: str = ""  # of what was fitted; releases from before it was kept have none

"""The nouns of an answer, from the question asked to what is shown and cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.intent import Kind
from ingest import Guide, Sentence

Language = Literal["de", "en"]
Level = Literal["einsteiger", "fortgeschritten", "profi"]
Wanted = Literal["date", "price", "amount", "steps", "rule", "definition", "other"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone: `search_text` carries what earlier turns were about.

    `topical` are the words of the search text that say what it is about; `simple` asks for an
    answer in Einfache Sprache.
    """

    asked: str
    search_text: str
    topical: tuple[str, ...]
    language: Language
    wanted: Wanted
    is_follow_up: bool
    simple: bool = False


@dataclass(frozen=True, slots=True)
class RankedGuide:
    """A guide as found for a question."""

    guide_id: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could answer, with those it is said with.

    `unit` holds the whole list item where that is short, else the sentence and the next one;
    `score` is z-fused over the candidates of a question, `value` adds what makes an answer good.
    """

    sentence: Sentence
    unit: tuple[Sentence, ...]
    score: float
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The probability that what was found answers a question, and whether that is enough.

    `otherwise` is what the request is if it is not one that guides answer.
    """

    sufficiency: float
    enough: bool
    otherwise: Kind = "gap"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the release holds for a question, and whether that answers it."""

    guides: tuple[RankedGuide, ...]
    candidates: tuple[Candidate, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a guide at their place: `document.text[start:end]`."""

    guide_id: str
    start: int
    end: int
    heading: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is checked; `step` is its number in a list of steps, 0 for none.

    `translation` is the same in another language, said in its place.
    """

    text: str
    quotes: tuple[Quote, ...]
    step: int = 0
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told; `secrets` are words of it that must never come back."""

    system: str
    user: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands, as shown to the reader."""

    number: int
    guide_id: str
    title: str
    kind: str
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None
    url: str
    version: str
    as_of: date | None
    source_url: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer; `verified` says that its citations were checked and support it.

    A model's translation is not verified; the German sentence it stands for was.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool
    step: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: statements with citations, or a declined answer with the next best."""

    status: Literal["answered", "declined"]
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    guides: tuple[RankedGuide, ...]
    follow_ups: tuple[str, ...]
    notices: tuple[str, ...]
    release: str
    language: Language
    timings_ms: Mapping[str, float] = field(compare=False)
    reading_ease: float | None = None  # Flesch, 0 (hard) to 100 (easy); where simple was asked for


@dataclass(frozen=True, slots=True)
class Sources:
    """First event of a stream: the guides in which the answer is being looked up.

    `sufficiency` is the probability that they answer; below the threshold the answer declines.
    """

    guides: tuple[RankedGuide, ...]
    sufficiency: float


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer's text; all pieces joined are `answer.text`."""

    text: str


Event = Sources | Token | Answer


@dataclass(frozen=True, slots=True)
class Profile:
    """What a firm says of itself to be told what to read; at least one field says something."""

    industry: str = ""
    employees: int | None = None
    goal: str = ""
    level: Level | None = None
    pain: str = ""


@dataclass(frozen=True, slots=True)
class PathItem:
    """A guide to read, with the reason as its front matter gives it and its own first sentence.

    `quote` is where the `summary` stands.
    """

    guide: Guide
    reason: str
    summary: str
    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """Guides in the order in which to read them, and the release that they are from."""

    items: tuple[PathItem, ...]
    release: str

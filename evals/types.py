"""The nouns of an eval: what a system replies to a question and how that scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import Turn
from evals.cases import Case
from ingest import Document


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a guide's text: `document.text[start:end]`, below the headings it stands under."""

    guide_id: str
    start: int
    end: int
    heading: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A name that no other span of the same release has."""
        return f"{self.guide_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A quote as a system shows it, with the place it claims."""

    guide_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an answer and the positions of its citations in `Reply.citations`."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What any system says to a question: guides and passages best first, its text, its citations.

    `statements`, `passages` and `sufficiency` (probability that the evidence answers, 0 to 1) are
    empty or None for a system that does not tell them; what needs them is then not measured.
    """

    answered: bool
    text: str
    guides: tuple[str, ...]
    citations: tuple[CitedSpan, ...]
    latency_ms: float
    statements: tuple[Said, ...] = ()
    passages: tuple[Span, ...] = ()
    sufficiency: float | None = None

    @property
    def told(self) -> str:
        """What is stated, without a frame around it that only names guides."""
        return " ".join(said.text for said in self.statements) or self.text


class System(Protocol):
    """Whatever can be asked the questions of a suite."""

    @property
    def release(self) -> str:
        """What it answers from."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The guides that its citations point into, by id."""

    @property
    def passages(self) -> Sequence[Span]:
        """All pieces that it searches; none if it does not tell."""

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A case, what a system replied, and its scores by name; None where not asked for."""

    case: Case
    reply: Reply
    scores: Mapping[str, float | None]

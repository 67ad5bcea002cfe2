"""The wire format of the API (DESIGN 4.3); the assistant's own types, as pydantic sees them."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import (
    MAX_QUESTION,
    Answer,
    Language,
    Level,
    Profile,
    Turn,
)
from ingest import Document

MAX_TURNS = 40
MAX_TURN = 8000  # characters


class TurnIn(BaseModel):
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"] = Field(description="Wer das gesagt hat")
    content: str = Field(max_length=MAX_TURN, description="Was gesagt wurde")


class ProfileIn(BaseModel):
    """Was ein Betrieb von sich sagt; mindestens ein Feld."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    industry: str = Field(default="", max_length=200, description="Branche, z. B. „Metallbau“")
    employees: int | None = Field(
        default=None, ge=1, le=100_000, description="Zahl der Beschäftigten"
    )
    goal: str = Field(default="", max_length=1000, description="Was erreicht werden soll")
    level: Level | None = Field(default=None, description="Wie weit der Betrieb schon ist")
    pain: str = Field(default="", max_length=1000, description="Wo drückt der Schuh?")

    def profile(self) -> Profile:
        """Return the profile as the assistant takes it."""
        return Profile(**self.model_dump())


class ChatRequest(BaseModel):
    """A question and the conversation before it."""

    question: str = Field(
        min_length=1,
        max_length=MAX_QUESTION,
        description="Die Frage, wie man sie stellen würde",
        examples=["Ab wann muss ich E-Rechnungen annehmen?"],
    )
    history: list[TurnIn] = Field(
        default_factory=list,
        max_length=MAX_TURNS,
        description="Was davor gesagt wurde, das Älteste zuerst",
        examples=[[]],
    )
    language: Language | None = Field(
        default=None,
        description="Sprache der Hinweise; sonst wird sie erkannt",
        examples=["de"],
    )
    profile: ProfileIn | None = Field(
        default=None, description="Für „Welche Leitfäden passen zu uns?“"
    )
    simple: bool = Field(
        default=False,
        description="Antwort in Einfacher Sprache, wo ein Sprachmodell schreibt; reading_ease "
        "sagt, wie leicht sie zu lesen ist",
    )

    def turns(self) -> list[Turn]:
        """Return the history as the assistant takes it."""
        return [Turn(turn.role, turn.content) for turn in self.history]

    def firm(self) -> Profile:
        """Return the profile as the assistant takes it, an empty one if none was sent."""
        return self.profile.profile() if self.profile is not None else Profile()


class StatementOut(BaseModel):
    """A sentence of the answer and the numbers of its citations."""

    model_config = ConfigDict(from_attributes=True)

    text: str = Field(description="Ein Satz der Antwort")
    citations: list[int] = Field(description="Nummern der Fundstellen, die ihn belegen")
    verified: bool = Field(description="Der Satz wurde an seinen Fundstellen geprüft")
    step: int = Field(description="Nummer in einer Liste von Schritten, 0 außerhalb einer Liste")


class CitationOut(BaseModel):
    """A quote with its place in the guide's text: text[start:end] == quote."""

    model_config = ConfigDict(from_attributes=True)

    number: int = Field(description="Nummer in der Antwort: [1]")
    guide_id: str = Field(description="Kennung des Leitfadens", examples=["e-rechnung"])
    title: str = Field(description="Titel des Leitfadens")
    kind: str = Field(description="leitfaden, bericht oder episode")
    heading: list[str] = Field(description="Überschriften, unter denen die Stelle steht")
    quote: str = Field(description="Der Wortlaut")
    start: int = Field(description="Anfang im Text des Leitfadens, in Zeichen")
    end: int = Field(description="Ende im Text des Leitfadens, in Zeichen")
    page: int | None = Field(description="Seite, wenn die Quelle Seiten hat")
    url: str = Field(description="Adresse, die den Leitfaden an dieser Stelle öffnet")
    version: str = Field(description="Fassung des Leitfadens")
    as_of: date | None = Field(description="Stand des Leitfadens")
    source_url: str | None = Field(description="Quelle, auf die der Leitfaden sich beruft")


class RankedGuideOut(BaseModel):
    """A guide as found for the question."""

    model_config = ConfigDict(from_attributes=True)

    guide_id: str = Field(description="Kennung des Leitfadens")
    title: str = Field(description="Titel des Leitfadens")
    score: float = Field(description="Wie gut er zur Frage passt, zwischen 0 und 1")


class AnswerOut(BaseModel):
    """The answer to a question."""

    model_config = ConfigDict(from_attributes=True)

    status: Literal["answered", "declined"] = Field(description="beantwortet oder abgelehnt")
    text: str = Field(description="Die Antwort mit den Nummern ihrer Fundstellen")
    statements: list[StatementOut] = Field(description="Dieselbe Antwort Satz für Satz")
    citations: list[CitationOut] = Field(description="Die Fundstellen")
    guides: list[RankedGuideOut] = Field(description="Passende Leitfäden, höchstens 10")
    follow_ups: list[str] = Field(description="Fragen, die naheliegen")
    notices: list[str] = Field(description="Hinweise, etwa auf veraltete Leitfäden")
    release: str = Field(description="Ausgabe, aus der geantwortet wurde", examples=["000042"])
    language: Literal["de", "en"] = Field(description="Erkannte Sprache der Frage")
    timings_ms: dict[str, float] = Field(description="Millisekunden je Schritt")
    reading_ease: float | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="Flesch-Wert nach Amstad, 0 (schwer) bis 100 (leicht); nur mit simple",
    )

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        """Return an answer in its wire format."""
        return cls.model_validate(answer)


class GuideSummary(BaseModel):
    """A guide in the list of all guides."""

    id: str = Field(description="Kennung", examples=["e-rechnung"])
    title: str = Field(description="Titel")
    kind: str = Field(description="leitfaden, bericht oder episode")
    category: str = Field(description="Kürzel des Themas")
    version: str = Field(description="Fassung")
    as_of: date | None = Field(description="Stand")
    maturity: str = Field(description="Reifegrad, für den er gedacht ist")
    audience: list[str] = Field(description="Für wen er geschrieben ist")
    url: str = Field(description="Adresse der Seite")

    @classmethod
    def of(cls, document: Document) -> "GuideSummary":
        """Return the entry of a document."""
        return cls(**_summary(document))


class GuideOut(GuideSummary):
    """A guide's metadata and its normalised text, into which citations point."""

    review_by: date | None = Field(description="Spätestens dann wird er geprüft")
    related: list[str] = Field(description="Kennungen verwandter Leitfäden")
    license: str = Field(description="Lizenz des Textes")
    release: str = Field(description="Ausgabe, aus der dieser Text stammt")
    text: str = Field(description="Der ganze Text, in den die Fundstellen zeigen")

    @classmethod
    def of_release(cls, document: Document, release: str) -> "GuideOut":
        """Return the whole guide as it stands in a release."""
        guide = document.guide
        return cls(
            **_summary(document),
            review_by=guide.review_by,
            related=list(guide.related),
            license=guide.license,
            release=release,
            text=document.text,
        )


def _summary(document: Document) -> dict[str, Any]:
    guide = document.guide
    return {
        "id": guide.id,
        "title": guide.title,
        "kind": guide.kind,
        "category": guide.category,
        "version": guide.version,
        "as_of": guide.as_of,
        "maturity": guide.maturity,
        "audience": list(guide.audience),
        "url": f"/guides/{guide.id}",
    }


class Problem(BaseModel):
    """An error: a stable code for programs, a German sentence for people."""

    code: str = Field(description="Fester Code für Programme", examples=["invalid_request"])
    message: str = Field(description="Ein deutscher Satz, der sagt, was zu tun ist")

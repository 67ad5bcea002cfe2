"""`POST /api/feedback`: whether an answer helped, without saying who asked."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, StringConstraints

from api.database import Entry
from api.dependencies import SharedDep
from api.documentation import refusals
from api.shared import client_address
from assistant import MAX_QUESTION

router = APIRouter(prefix="/api", tags=["feedback"])

# What the widget lets people choose from.
REASONS = {
    "wrong": "falsch",
    "incomplete": "unvollständig",
    "outdated": "veraltet",
    "unclear": "unverständlich",
    "off_topic": "geht an der Frage vorbei",
}
GuideId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9äöüß][a-z0-9äöüß._-]{0,99}$")]


class FeedbackIn(BaseModel):
    """What somebody thinks of an answer; all but the rating may be missing."""

    rating: Literal["up", "down"] = Field(description="geholfen oder nicht")
    reason: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z_]{0,39}$",
        description=f"Grund als Code: {', '.join(REASONS)}",
        examples=["outdated"],
    )
    comment: str | None = Field(
        default=None,
        max_length=2000,
        description="Freier Text; wird nur gespeichert, wenn der Betreiber Fragen speichert",
    )
    question: str | None = Field(
        default=None,
        max_length=MAX_QUESTION,
        description="Die Frage; wird nur gespeichert, wenn der Betreiber Fragen speichert",
    )
    guides: list[GuideId] = Field(
        default_factory=list, max_length=10, description="Kennungen der zitierten Leitfäden"
    )
    release: str = Field(default="", pattern=r"^(\d{6})?$", description="Ausgabe der Antwort")
    status: Literal["answered", "declined"] = "answered"


@router.post("/feedback", status_code=HTTPStatus.NO_CONTENT, responses=refusals(413, 422, 429, 503))
def give_feedback(given: FeedbackIn, request: Request, all_of_us: SharedDep) -> None:
    """Nimmt eine Bewertung an. Adresse und Browser werden nie gespeichert."""
    all_of_us.feedback_rate.hit(client_address(request))
    words = all_of_us.settings.log_questions
    all_of_us.database.add(
        Entry(
            status=given.status,
            guides=tuple(given.guides),
            release=given.release,
            rating=given.rating,
            reason=given.reason,
            comment=given.comment if words else None,
            question=given.question if words else None,
        )
    )

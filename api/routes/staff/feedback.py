"""What people said about answers, and what the guides do not answer."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response

from api.database import Entry
from api.dependencies import SharedDep
from api.export import feedback_lines
from api.routes.feedback import REASONS
from api.routes.staff.desk import OWN_FORM, SIGNED_IN, after_form, page

SHOWN = 500  # entries a page
Search = Annotated[str, Query(max_length=200)]

router = APIRouter(dependencies=[SIGNED_IN])


@router.get("/feedback")
def list_feedback(
    request: Request, all_of_us: SharedDep, bewertung: str = "", suche: Search = ""
) -> Response:
    """Show the ratings, newest first, filtered by what the address asks for."""
    rating = bewertung if bewertung in ("up", "down") else None
    found = _matching(all_of_us.database.ratings(rating), suche)
    return page(
        request,
        "feedback",
        entries=found[:SHOWN],
        count=len(found),
        chosen=rating,
        search=suche,
        reasons=REASONS,
        settings=all_of_us.settings,
    )


@router.get("/questions")
def list_questions(request: Request, all_of_us: SharedDep, suche: Search = "") -> Response:
    """Show the questions that the guides do not answer, newest first."""
    found = _matching(all_of_us.database.unanswered(), suche)
    return page(
        request,
        "questions",
        entries=found[:SHOWN],
        count=len(found),
        search=suche,
        settings=all_of_us.settings,
    )


@router.post("/{shown}/delete", dependencies=[OWN_FORM])
def delete_entries(
    shown: Literal["feedback", "questions"],
    all_of_us: SharedDep,
    ids: Annotated[list[int] | None, Form()] = None,
) -> Response:
    """Delete the chosen entries and show the others."""
    all_of_us.database.remove(ids or [])
    return after_form(f"/staff/{shown}", "geloescht" if ids else "")


@router.get("/feedback.jsonl")
def download(all_of_us: SharedDep) -> Response:
    """Give everything as JSON lines for the evals."""
    return Response(
        "".join(feedback_lines(all_of_us.database)),
        media_type="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="lotse-feedback.jsonl"'},
    )


def _matching(entries: Iterable[Entry], search: str) -> list[Entry]:
    wanted = search.casefold().strip()
    return [entry for entry in entries if wanted in _words(entry).casefold()]


def _words(entry: Entry) -> str:
    return " ".join((entry.question or "", entry.comment or "", *entry.guides))

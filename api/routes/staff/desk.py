"""What all staff pages need: who is signed in, forms that are not forged, and a frame."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.auth import Session
from api.dependencies import SharedDep
from api.failures import SignInFirst, SwitchedOff
from api.schemas import Problem
from api.templates import templates

COOKIE = "lotse_staff"
LOGIN = "/staff/login"
# What a page says after a form was sent, by the code in its address.
MESSAGES = {
    "geloescht": "Die ausgewählten Einträge sind gelöscht.",
    "gewechselt": "Die Ausgabe gilt jetzt. Der Chat nimmt sie in wenigen Sekunden.",
    "abgemeldet": "Sie sind abgemeldet.",
}


def _moment(iso: str) -> str:
    """Return a moment in the words of the staff's clock, e.g. 24.11.2026, 13:05 Uhr."""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo("Europe/Berlin"))
    return f"{local.day}.{local.month}.{local:%Y, %H:%M} Uhr"


templates.env.filters["moment"] = _moment


def check_open(all_of_us: SharedDep) -> None:
    """Raise SwitchedOff unless there are keys to sign in with."""
    if not all_of_us.admin_keys:
        raise SwitchedOff(
            "Der Bereich der Redaktion ist abgeschaltet. Wer Lotse betreibt, schaltet ihn ein, "
            "indem er in LOTSE_ADMIN_KEYS einen langen, geheimen Schlüssel hinterlegt."
        )


def signed_in(request: Request, all_of_us: SharedDep) -> Session:
    """Return the session of a request; raises SignInFirst."""
    session = all_of_us.sessions.find(request.cookies.get(COOKIE, ""))
    if session is None:
        raise SignInFirst("Bitte zuerst anmelden.")
    request.state.session = session  # the frame of a page shows whether somebody is signed in
    return session


SessionDep = Annotated[Session, Depends(signed_in)]


def check_form(session: SessionDep, csrf: Annotated[str, Form()] = "") -> None:
    """Raise ForgedForm unless a form was made by one of our pages for this session."""
    session.check(csrf)


SIGNED_IN, OWN_FORM = Depends(signed_in), Depends(check_form)


def page(
    request: Request, name: str, status: int = HTTPStatus.OK, **context: object
) -> HTMLResponse:
    """Return a staff page."""
    context["message"] = MESSAGES.get(request.query_params.get("meldung", ""))
    return templates.TemplateResponse(request, f"staff/{name}.html", context, status_code=status)


def after_form(address: str, message: str = "") -> RedirectResponse:
    """Return the way to a page after a form, so that reloading it does not send it again."""
    target = f"{address}?meldung={message}" if message else address
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)


def problem_page(request: Request, status: int, problem: Problem) -> Response:
    """Return a failure as a page; whoever is not signed in is led to the form."""
    if problem.code == SignInFirst.code and request.method == "GET":
        return RedirectResponse(LOGIN, HTTPStatus.SEE_OTHER)
    return page(request, "problem", status, problem=problem)

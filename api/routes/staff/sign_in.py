"""Signing in and out."""

import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.auth import LOGIN_FORM_SECONDS, SESSION_SECONDS
from api.dependencies import SharedDep
from api.routes.staff.desk import COOKIE, LOGIN, OWN_FORM, after_form, page
from api.shared import Shared, client_address

FORM_COOKIE = "lotse_staff_login"

logger = logging.getLogger(__name__)
router = APIRouter()


@router.get("/login")
def login_page(request: Request, all_of_us: SharedDep) -> Response:
    """Show the form, or the desk to whoever is signed in."""
    if all_of_us.sessions.find(request.cookies.get(COOKIE, "")):
        return RedirectResponse("/staff", HTTPStatus.SEE_OTHER)
    return _form(request, all_of_us)


@router.post("/login")
def login(
    request: Request,
    all_of_us: SharedDep,
    key: Annotated[str, Form(max_length=1000)] = "",
    csrf: Annotated[str, Form()] = "",
    form_cookie: Annotated[str, Cookie(alias=FORM_COOKIE)] = "",
) -> Response:
    """Begin a new session for whoever knows a key; an old one of the same browser ends."""
    all_of_us.login_rate.hit(client_address(request))
    all_of_us.login_forms.check(form_cookie, csrf)
    if not all_of_us.admin_keys.has(key):
        logger.warning("somebody tried to sign in with a wrong key")
        return _form(request, all_of_us, HTTPStatus.UNAUTHORIZED)
    all_of_us.login_rate.forget(client_address(request))
    all_of_us.sessions.close(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/staff", HTTPStatus.SEE_OTHER)
    _set_cookie(request, response, COOKIE, all_of_us.sessions.open(), SESSION_SECONDS)
    response.delete_cookie(FORM_COOKIE, path="/staff")
    return response


@router.post("/logout", dependencies=[OWN_FORM])
def logout(request: Request, all_of_us: SharedDep) -> Response:
    """End the session."""
    all_of_us.sessions.close(request.cookies.get(COOKIE, ""))
    response = after_form(LOGIN, "abgemeldet")
    response.delete_cookie(COOKIE, path="/staff")
    return response


def _form(request: Request, all_of_us: Shared, status: int = HTTPStatus.OK) -> Response:
    cookie, token = all_of_us.login_forms.issue()
    wrong = status == HTTPStatus.UNAUTHORIZED
    response = page(request, "login", status, token=token, wrong=wrong)
    _set_cookie(request, response, FORM_COOKIE, cookie, LOGIN_FORM_SECONDS)
    return response


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/staff",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )

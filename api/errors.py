"""Errors at the wall: every failure becomes a status, a stable code and a German sentence."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.schemas import Problem
from assistant import AssistantError
from ingest import IngestError

logger = logging.getLogger(__name__)


class GuideNotFound(Exception):
    """The release holds no guide with this id."""


# What people read when the framework refuses a request.
_BY_STATUS = {
    404: Problem(code="not_found", message="Diese Adresse gibt es hier nicht."),
    405: Problem(code="method_not_allowed", message="Diese Adresse versteht die Anfrage so nicht."),
    413: Problem(code="too_large", message="Die Anfrage ist zu groß. Bitte kürzer fragen."),
}
_REFUSED = Problem(code="refused", message="Die Anfrage kann so nicht beantwortet werden.")
_INTERNAL = Problem(
    code="internal_error", message="Hier ist etwas schiefgegangen. Bitte später noch einmal fragen."
)
_NO_GUIDE = Problem(code="guide_not_found", message="Diesen Leitfaden gibt es nicht (mehr).")


def install(app: FastAPI) -> None:
    """Translate every error of an application."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(GuideNotFound, _no_guide)
    app.add_exception_handler(AssistantError, _bad_question)
    app.add_exception_handler(IngestError, _unavailable)
    app.add_exception_handler(Exception, _internal)


def problem_of(error: Exception) -> Problem:
    """Return what a stream that has already begun says of an error."""
    if isinstance(error, AssistantError | IngestError):
        return Problem(code=error.code, message=str(error))
    logger.error("answering failed", exc_info=error)
    return _INTERNAL


def too_large() -> JSONResponse:
    """Return the answer to a body over the limit."""
    return _response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _BY_STATUS[413])


def _response(status: int, problem: Problem) -> JSONResponse:
    return JSONResponse(problem.model_dump(), status_code=status)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    names = [item["loc"][1] for item in error.errors() if len(item["loc"]) > 1]
    fields = ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))
    message = "Die Anfrage ist unvollständig oder falsch aufgebaut" + (
        f" (Feld: {fields})." if fields else ": Erwartet wird JSON."
    )
    problem = Problem(code="invalid_request", message=message)
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, problem)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _response(error.status_code, _BY_STATUS.get(error.status_code, _REFUSED))


async def _no_guide(_: Request, __: Exception) -> JSONResponse:
    return _response(HTTPStatus.NOT_FOUND, _NO_GUIDE)


async def _bad_question(_: Request, error: Exception) -> JSONResponse:
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, problem_of(error))


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    return _response(HTTPStatus.SERVICE_UNAVAILABLE, problem_of(error))


async def _internal(_: Request, error: Exception) -> JSONResponse:
    return _response(HTTPStatus.INTERNAL_SERVER_ERROR, problem_of(error))

"""Errors at the wall: every failure becomes a status, a stable code and a German sentence."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.failures import ApiFailure
from api.schemas import Problem
from assistant import AssistantError
from ingest import IngestError, IngestRunning

logger = logging.getLogger(__name__)


# What people read when the framework refuses a request.
_BY_STATUS = {
    404: Problem(code="not_found", message="Diese Adresse gibt es hier nicht."),
    405: Problem(code="method_not_allowed", message="Diese Adresse versteht die Anfrage so nicht."),
    413: Problem(code="too_large", message="Die Anfrage ist zu groß. Bitte weniger senden."),
}
_REFUSED = Problem(code="refused", message="Die Anfrage kann so nicht beantwortet werden.")
_INTERNAL = Problem(
    code="internal_error", message="Hier ist etwas schiefgegangen. Bitte später noch einmal fragen."
)

# Makes the response to a failure, where addresses below a prefix answer in a form of their own.
Shape = Callable[[Request, int, Problem], Response]


def install(app: FastAPI, shapes: dict[str, Shape]) -> None:
    """Translate every error of an application; `shapes` are by the prefix of an address."""
    app.state.problem_shapes = shapes
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(AssistantError, _bad_question)
    app.add_exception_handler(IngestRunning, _busy)
    app.add_exception_handler(IngestError, _unavailable)
    app.add_exception_handler(ApiFailure, _failed)
    app.add_exception_handler(Exception, _internal)


def problem_of(error: Exception) -> Problem:
    """Return what a stream that has already begun says of an error."""
    if isinstance(error, ApiFailure | AssistantError | IngestError):
        return Problem(code=error.code, message=str(error))
    logger.error("answering failed", exc_info=error)
    return _INTERNAL


def too_large(request: Request) -> Response:
    """Return the answer to a body over the limit."""
    return _response(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _BY_STATUS[413])


def _response(request: Request, status: int, problem: Problem) -> Response:
    shapes: dict[str, Shape] = request.app.state.problem_shapes
    for prefix, shape in shapes.items():
        if request.url.path.startswith(prefix):
            return shape(request, status, problem)
    return JSONResponse(problem.model_dump(), status_code=status)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = [item["loc"][1] for item in error.errors() if len(item["loc"]) > 1]
    fields = ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))
    message = "Die Anfrage ist unvollständig oder falsch aufgebaut" + (
        f" (Feld: {fields})." if fields else ": Erwartet wird JSON."
    )
    problem = Problem(code="invalid_request", message=message)
    return _response(request, HTTPStatus.UNPROCESSABLE_ENTITY, problem)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = _BY_STATUS.get(error.status_code, _REFUSED)
    return _response(request, error.status_code, problem)


async def _bad_question(request: Request, error: Exception) -> Response:
    return _response(request, HTTPStatus.UNPROCESSABLE_ENTITY, problem_of(error))


async def _busy(request: Request, error: Exception) -> Response:
    return _response(request, HTTPStatus.CONFLICT, problem_of(error))


async def _unavailable(request: Request, error: Exception) -> Response:
    return _response(request, HTTPStatus.SERVICE_UNAVAILABLE, problem_of(error))


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiFailure)
    response = _response(request, error.status, problem_of(error))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _internal(request: Request, error: Exception) -> Response:
    return _response(request, HTTPStatus.INTERNAL_SERVER_ERROR, problem_of(error))

"""Failures of a page: a person reads a page, a program gets the same JSON as everywhere."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.errors import GuideNotFound
from api.failures import ApiFailure
from api.templates import templates
from ingest import IngestError

NO_GUIDE = "Diesen Leitfaden gibt es nicht (mehr)."

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Page(APIRoute):
    """A route whose failures a person reads as a page, a program as JSON like everywhere."""

    def get_route_handler(self) -> Handler:
        """Return the handler, with our own failures shown as a page where HTML is asked for."""
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return await handle(request)
            except (GuideNotFound, IngestError, ApiFailure) as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                context = {"message": str(error) or NO_GUIDE}
                return templates.TemplateResponse(request, "problem.html", context, _status(error))

        return shown


def _status(error: Exception) -> int:
    if isinstance(error, ApiFailure):
        return error.status
    missing = isinstance(error, GuideNotFound)
    return HTTPStatus.NOT_FOUND if missing else HTTPStatus.SERVICE_UNAVAILABLE

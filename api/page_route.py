"""Failures of a page: a person reads a page, a program gets the same JSON as everywhere."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.failures import ApiFailure
from api.templates import templates
from ingest import IngestError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Page(APIRoute):
    """A route whose failures a person reads as a page, a program as JSON like everywhere."""

    def get_route_handler(self) -> Handler:
        """Return the handler, with our own failures shown as a page where HTML is asked for."""
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return await handle(request)
            except (IngestError, ApiFailure) as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                unavailable = HTTPStatus.SERVICE_UNAVAILABLE
                status = error.status if isinstance(error, ApiFailure) else unavailable
                context = {"message": str(error)}
                return templates.TemplateResponse(request, "problem.html", context, status)

        return shown

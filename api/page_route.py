"""Failures of a page: a person reads a page, a program gets the same JSON as everywhere."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.errors import GuideNotFound
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
            except (GuideNotFound, IngestError) as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                missing = isinstance(error, GuideNotFound)
                context = {"message": NO_GUIDE if missing else str(error)}
                status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.SERVICE_UNAVAILABLE
                return templates.TemplateResponse(request, "problem.html", context, status)

        return shown

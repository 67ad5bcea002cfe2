"""The HTTP application: `create_app` puts it together, its lifespan keeps the release current."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from api import errors
from api.routes import ROUTERS
from api.settings import ApiSettings
from api.templates import WEB
from assistant import Assistant, build_assistant
from ingest import IngestError, NoRelease

MAX_BODY = 512 * 1024  # bytes; forty long turns fit
POLL_SECONDS = 1.0  # with opening it, a new release serves within three seconds
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

logger = logging.getLogger(__name__)


def create_app(
    settings: ApiSettings, build: Callable[[ApiSettings], Assistant] = build_assistant
) -> FastAPI:
    """Return the application; `build` makes the assistant when the application starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.assistant = None
        await _open(app, settings, build)
        poll = asyncio.create_task(_keep_current(app, settings, build))
        yield
        poll.cancel()
        with suppress(asyncio.CancelledError):
            await poll
        if app.state.assistant is not None:
            app.state.assistant.live.close()

    app = FastAPI(title="Lotse", version="0.1.0", lifespan=lifespan)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY)
    app.middleware("http")(_secure)  # outside the limit: it sees the limit's answer, too
    app.add_middleware(  # the outermost: a partner's page may read refusals, too
        CORSMiddleware,
        allow_origins=settings.origins(),
        allow_methods=["GET", "POST"],
        allow_headers=["X-Lotse-Site"],
        expose_headers=["Retry-After"],
    )
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    return app


async def _open(
    app: FastAPI, settings: ApiSettings, build: Callable[[ApiSettings], Assistant]
) -> None:
    with suppress(NoRelease):  # the first release may still be on its way
        app.state.assistant = await asyncio.to_thread(build, settings)


async def _keep_current(
    app: FastAPI, settings: ApiSettings, build: Callable[[ApiSettings], Assistant]
) -> None:
    """Serve each new release soon after it was published; a damaged one is left alone."""
    while True:
        await asyncio.sleep(POLL_SECONDS)
        try:
            if app.state.assistant is None:
                await _open(app, settings, build)
            elif await asyncio.to_thread(app.state.assistant.live.refresh):
                logger.info("serving a new release")
        except (IngestError, OSError):
            logger.exception("the new release cannot be opened; the old one serves on")


async def _secure(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await call_next(request)
    if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        response = errors.too_large()  # the framework's own answer is English plain text
    if not request.url.path.startswith(("/docs", "/redoc")):  # Swagger brings scripts of its own
        response.headers.update(SECURITY_HEADERS)
    return response

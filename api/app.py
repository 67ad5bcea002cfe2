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
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import errors
from api.documentation import DESCRIPTION, TAGS, refusals
from api.failures import DatabaseUnavailable
from api.routes import ROUTERS, SHAPES
from api.settings import ApiSettings, listed
from api.shared import Shared
from api.templates import WEB
from assistant import Assistant, build_assistant
from ingest import IngestError, NoRelease

MAX_BODY = 512 * 1024  # bytes; forty long turns fit
POLL_SECONDS = 1.0  # with opening it, a new release serves within three seconds
SECONDS_BETWEEN_PURGES = 24 * 3600
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
        chores = [
            asyncio.create_task(_keep_current(app, settings, build)),
            asyncio.create_task(_keep_tidy(app.state.shared)),
        ]
        yield
        for chore in chores:
            chore.cancel()
            with suppress(asyncio.CancelledError):
                await chore
        await app.state.shared.ingest_run.close()
        app.state.shared.database.close()
        if app.state.assistant is not None:
            app.state.assistant.live.close()

    app = FastAPI(
        title="Lotse",
        version="0.1.0",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        responses=refusals(422),
        lifespan=lifespan,
    )
    app.state.shared = Shared.of(settings)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY)
    app.middleware("http")(_secure)  # outside the limit: it sees the limit's answer, too
    app.add_middleware(  # the outermost: a partner's page may read refusals, too
        CORSMiddleware,
        allow_origins=settings.origins(),
        allow_methods=["GET", "POST"],
        allow_headers=["X-Lotse-Site"],
        expose_headers=["Retry-After"],
    )
    if settings.trusted_proxies:
        trusted = list(listed(settings.trusted_proxies))
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)
    errors.install(app, SHAPES)
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


async def _keep_tidy(everybody: Shared) -> None:
    """Delete what is older than the retention allows, at the start and once a day."""
    days = everybody.settings.retention_days
    while True:
        try:
            if count := await asyncio.to_thread(everybody.database.purge, days):
                logger.info("%d entries older than %d days deleted", count, days)
        except DatabaseUnavailable:
            logger.exception("the database cannot be reached; nothing is stored")
        await asyncio.sleep(SECONDS_BETWEEN_PURGES)


async def _secure(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await call_next(request)
    if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        response = errors.too_large(request)  # the framework's own answer is English plain text
    if not request.url.path.startswith(("/docs", "/redoc")):  # Swagger brings scripts of its own
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
    if request.url.path.startswith("/staff"):
        response.headers["Cache-Control"] = "no-store"
    return response

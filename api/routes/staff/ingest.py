"""Uploading guides and reading them in, with progress while it runs."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.dependencies import SharedDep
from api.failures import UploadRefused
from api.ingest_run import RunStatus
from api.routes.staff.desk import OWN_FORM, SIGNED_IN, after_form, page
from api.shared import Shared
from api.uploads import ACCEPTED, Stored, store_upload

MAX_UPLOADS = 120_000_000  # bytes of all files sent at once
ADDRESS = "/staff/ingest"
_STATUS = TypeAdapter(RunStatus)

router = APIRouter(prefix="/ingest", dependencies=[SIGNED_IN])


@router.get("")
async def ingest_page(request: Request, all_of_us: SharedDep) -> Response:
    """Show the forms, the run that is going on, and what the last one did."""
    return _page(request, all_of_us)


@router.post("", dependencies=[OWN_FORM])
async def start(all_of_us: SharedDep, prune: Annotated[bool, Form()] = False) -> Response:
    """Read the corpus folder in; raises IngestRunning."""
    all_of_us.ingest_run.start(prune=prune)
    return after_form(ADDRESS)


@router.post("/uploads", dependencies=[OWN_FORM], max_body_size=MAX_UPLOADS)
async def upload(
    request: Request, all_of_us: SharedDep, files: Annotated[list[UploadFile], File()]
) -> Response:
    """Store guides in the corpus folder and read them in; says which were refused."""
    stored: list[Stored] = []
    refused: list[str] = []
    corpus, most_mb = all_of_us.settings.corpus_dir, all_of_us.settings.limits.file_mb
    for file in files:
        name = file.filename or ""
        try:
            stored.append(await run_in_threadpool(store_upload, corpus, name, file.file, most_mb))
        except UploadRefused as error:
            refused.append(str(error))
    if stored:
        all_of_us.ingest_run.read_again()
    if stored and not refused:
        return after_form(ADDRESS)
    status = HTTPStatus.OK if stored else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, all_of_us, status, stored=stored, refused=refused)


@router.get("/events")
async def events(all_of_us: SharedDep) -> Response:
    """Stream the status of the run that is going on, until it has ended."""
    return EventSourceResponse(_events(all_of_us))


async def _events(all_of_us: Shared) -> AsyncIterator[ServerSentEvent]:
    async for status in all_of_us.ingest_run.follow():
        name = "progress" if status.state == "running" else "end"
        yield ServerSentEvent(data=_STATUS.dump_json(status).decode(), event=name)


def _page(
    request: Request, all_of_us: Shared, status: int = HTTPStatus.OK, **context: object
) -> Response:
    context |= {
        "run": all_of_us.ingest_run.status,
        "accepted": ",".join(ACCEPTED),
        "most_mb": all_of_us.settings.limits.file_mb,
    }
    return page(request, "ingest", status, **context)

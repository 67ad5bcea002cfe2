"""Answers made in a worker thread, given up when the client has gone.

A thread cannot be cancelled, but it asks `from_thread.check_cancelled` while it waits for a model;
so the connection to the model is closed within a tenth of a second.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing

from anyio import CancelScope
from fastapi import Request
from sse_starlette import ServerSentEvent
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from assistant import Answer

CLIENT_GONE = 499  # a status that nobody reads


async def until_gone(request: Request, ask: Callable[[], Answer]) -> Answer | None:
    """Return the answer, or None if the client has gone before it was there."""
    with CancelScope() as scope:
        watch = asyncio.create_task(_cancel_when_gone(request, scope))
        try:
            return await run_in_threadpool(ask)
        finally:
            watch.cancel()
    return None


async def events_until_gone(
    events: Generator[ServerSentEvent, None, None],
) -> AsyncIterator[ServerSentEvent]:
    """Yield the events; the server cancels this task when the client has gone, and closes them."""
    with closing(events):
        async for event in iterate_in_threadpool(events):
            yield event


async def _cancel_when_gone(request: Request, scope: CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.cancel()

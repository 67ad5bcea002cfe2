"""`POST /api/chat`: a question in, an answer out, as JSON or as a stream of events."""

import asyncio
from collections.abc import AsyncIterator, Generator
from contextlib import closing
from functools import partial
from typing import Annotated

from anyio import CancelScope, from_thread
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from api.dependencies import TURN, AssistantDep, QuestionLog, QuestionLogDep
from api.documentation import EVENTS, refusals
from api.errors import problem_of
from api.schemas import AnswerOut, ChatRequest, RankedGuideOut
from assistant import Assistant, Event, Sources, Token

router = APIRouter(prefix="/api", tags=["chat"])
_CLIENT_GONE = 499  # nobody reads it
_GUIDES = TypeAdapter(list[RankedGuideOut])


@router.post(
    "/chat",
    response_model=AnswerOut,
    responses={
        200: {"content": {"text/event-stream": {"example": EVENTS}}},
        **refusals(413, 422, 429, 503),
    },
    dependencies=[TURN],
)
async def chat(
    request: Request,
    asked: ChatRequest,
    assistant: AssistantDep,
    log: QuestionLogDep,
    accept: Annotated[str, Header()] = "application/json",
) -> Response | AnswerOut:
    """Beantwortet eine Frage; mit `Accept: text/event-stream` als Folge von Ereignissen."""
    if "text/event-stream" in accept:
        return EventSourceResponse(_until_gone(_events(asked, assistant, log)))
    ask = partial(
        assistant.ask,
        asked.question,
        asked.turns(),
        asked.language,
        profile=asked.firm(),
        simple=asked.simple,
        check_cancelled=from_thread.check_cancelled,
    )
    with CancelScope() as scope:
        watch = asyncio.create_task(_cancel_when_gone(request, scope))
        try:
            answer = await run_in_threadpool(ask)
            log.note(asked.question, answer)
            return AnswerOut.of(answer)
        finally:
            watch.cancel()
    return Response(status_code=_CLIENT_GONE)


async def _cancel_when_gone(request: Request, scope: CancelScope) -> None:
    """Cancel a scope when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _until_gone(
    events: Generator[ServerSentEvent, None, None],
) -> AsyncIterator[ServerSentEvent]:
    """Yield the events from a worker thread; close them as soon as the client has gone.

    The server then cancels this task. A thread cannot be cancelled, but asks `check_cancelled`
    while it waits for a model; so the connection to the model is closed within a tenth of a second.
    """
    with closing(events):
        async for event in iterate_in_threadpool(events):
            yield event


def _events(
    asked: ChatRequest, assistant: Assistant, log: QuestionLog
) -> Generator[ServerSentEvent, None, None]:
    """Yield `sources`, `token` …, `answer`, or `error` in their place, and `done`."""
    events = assistant.stream(
        asked.question,
        asked.turns(),
        asked.language,
        profile=asked.firm(),
        simple=asked.simple,
        check_cancelled=from_thread.check_cancelled,
    )
    try:
        with closing(events):
            yield from map(_server_sent, log.watched(asked.question, events))
    except Exception as error:  # the status is sent already: say it in the stream
        yield _named("error", problem_of(error))
    yield ServerSentEvent(data="{}", event="done")


def _server_sent(event: Event) -> ServerSentEvent:
    if isinstance(event, Sources):
        guides = _GUIDES.validate_python(event.guides, from_attributes=True)
        return ServerSentEvent(data=_GUIDES.dump_json(guides).decode(), event="sources")
    if isinstance(event, Token):
        return ServerSentEvent(data=TypeAdapter(Token).dump_json(event).decode(), event="token")
    return _named("answer", AnswerOut.of(event))


def _named(name: str, body: BaseModel) -> ServerSentEvent:
    return ServerSentEvent(data=body.model_dump_json(), event=name)

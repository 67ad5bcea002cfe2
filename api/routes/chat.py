"""`POST /api/chat`: a question in, an answer out, as JSON or as a stream of events."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Annotated, TypeVar

from anyio import from_thread
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.cancellation import CLIENT_GONE, events_until_gone, until_gone
from api.dependencies import TURN, AssistantDep, QuestionLog, QuestionLogDep
from api.documentation import EVENTS, refusals
from api.errors import problem_of
from api.schemas import AnswerOut, ChatRequest, RankedGuideOut
from assistant import Assistant, Event, Sources, Token

router = APIRouter(prefix="/api", tags=["chat"])
_GUIDES = TypeAdapter(list[RankedGuideOut])
_T = TypeVar("_T")


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
        return EventSourceResponse(events_until_gone(_events(asked, assistant, log)))
    answer = await until_gone(request, lambda: log.note(asked.question, _put(asked, assistant.ask)))
    return AnswerOut.of(answer) if answer else Response(status_code=CLIENT_GONE)


def _put(asked: ChatRequest, to: Callable[..., _T]) -> _T:
    """Return what the assistant's `ask` or `stream` makes of a request."""
    return to(
        asked.question,
        asked.turns(),
        asked.language,
        profile=asked.firm(),
        simple=asked.simple,
        check_cancelled=from_thread.check_cancelled,
    )


def _events(
    asked: ChatRequest, assistant: Assistant, log: QuestionLog
) -> Generator[ServerSentEvent, None, None]:
    """Yield `sources`, `token` …, `answer`, or `error` in their place, and `done`."""
    try:
        with closing(log.watched(asked.question, _put(asked, assistant.stream))) as events:
            yield from map(_server_sent, events)
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

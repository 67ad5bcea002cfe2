"""`POST /api/chat`: a question in, an answer out, as JSON or as a stream of events."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.dependencies import TURN, AssistantDep, QuestionLog, QuestionLogDep
from api.documentation import EVENTS, refusals
from api.errors import problem_of
from api.schemas import AnswerOut, ChatRequest, RankedGuideOut
from assistant import Assistant, Event, Sources, Token

router = APIRouter(prefix="/api", tags=["chat"])
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
def chat(
    asked: ChatRequest,
    assistant: AssistantDep,
    log: QuestionLogDep,
    accept: Annotated[str, Header()] = "application/json",
) -> Response | AnswerOut:
    """Beantwortet eine Frage; mit `Accept: text/event-stream` als Folge von Ereignissen."""
    if "text/event-stream" in accept:
        return EventSourceResponse(_events(asked, assistant, log))
    answer = assistant.ask(asked.question, asked.turns(), asked.language)
    log.note(asked.question, answer)
    return AnswerOut.of(answer)


def _events(
    asked: ChatRequest, assistant: Assistant, log: QuestionLog
) -> Iterator[ServerSentEvent]:
    """Yield `sources`, `token` …, `answer`, or `error` in their place, and `done`."""
    try:
        events = assistant.stream(asked.question, asked.turns(), asked.language)
        for event in log.watched(asked.question, events):
            yield _server_sent(event)
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

"""`POST /v1/chat/completions` and `GET /v1/models`: Lotse for every program that speaks OpenAI."""

import json
import time
from collections.abc import Generator
from contextlib import closing
from http import HTTPStatus
from typing import Annotated

from anyio import from_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.cancellation import CLIENT_GONE, events_until_gone, until_gone
from api.completions import (
    Choice,
    Chunks,
    Completion,
    CompletionRequest,
    ModelList,
    ReplyMessage,
    new_id,
    sources_text,
)
from api.dependencies import TURN, AssistantDep, QuestionLogDep, SharedDep
from api.documentation import openai_refusals
from api.errors import problem_of
from api.failures import WrongKey
from api.schemas import AnswerOut, Problem
from assistant import Answer, Event, Token

_bearer = HTTPBearer(auto_error=False, description="Ein Schlüssel aus `LOTSE_API_KEYS`")
BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def check_key(all_of_us: SharedDep, given: BearerDep) -> None:
    """Raise WrongKey unless the request carries one of the keys, where any are set."""
    if all_of_us.api_keys and not (given and all_of_us.api_keys.has(given.credentials)):
        raise WrongKey("Der Schlüssel fehlt oder ist falsch (Authorization: Bearer …).")


router = APIRouter(
    prefix="/v1",
    tags=["openai"],
    dependencies=[Depends(check_key)],
    responses=openai_refusals(401, 413, 422, 429, 503),
)


@router.get("/models")
def list_models() -> ModelList:
    """Nennt das eine Modell, das es gibt."""
    return ModelList()


@router.post("/chat/completions", response_model=Completion, dependencies=[TURN])
async def complete(
    asked: CompletionRequest,
    request: Request,
    assistant: AssistantDep,
    log: QuestionLogDep,
) -> Response | Completion:
    """Beantwortet die letzte Nachricht; die Quellen stehen am Ende des Textes und in `lotse`."""
    site = str(request.base_url)
    question = asked.question()
    stop = from_thread.check_cancelled
    if asked.stream:
        with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
        events = log.watched(
            question, assistant.stream(question, asked.turns(), check_cancelled=stop)
        )
        chunks = _chunks(events, site, with_usage)
        return EventSourceResponse(events_until_gone(chunks), sep="\n")
    answer = await until_gone(
        request,
        lambda: log.note(question, assistant.ask(question, asked.turns(), check_cancelled=stop)),
    )
    if answer is None:
        return Response(status_code=CLIENT_GONE)
    return _completion(AnswerOut.of(answer), site)


def _completion(answer: AnswerOut, site: str) -> Completion:
    message = ReplyMessage(content=answer.text + sources_text(answer, site))
    return Completion(
        id=new_id(), created=int(time.time()), choices=[Choice(message=message)], lotse=answer
    )


def problem_response(_: Request, status: int, problem: Problem) -> Response:
    """Return a failure in the shape that OpenAI's clients read."""
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse({"error": _error(problem)}, status_code=status, headers=headers)


def _error(problem: Problem) -> dict[str, str | None]:
    return {"message": problem.message, "type": problem.code, "code": problem.code, "param": None}


def _chunks(
    events: Generator[Event, None, None], site: str, with_usage: bool
) -> Generator[ServerSentEvent, None, None]:
    chunks = Chunks()
    try:
        yield _data(chunks.begin())
        with closing(events):
            for event in events:
                if isinstance(event, Token):
                    yield _data(chunks.text(event.text))
                elif isinstance(event, Answer):
                    answer = AnswerOut.of(event)
                    yield _data(chunks.text(sources_text(answer, site)))
                    yield _data(chunks.end(answer))
        if with_usage:
            yield _data(chunks.usage())
    except Exception as error:  # the status is sent already: say it in the stream
        yield _data({"error": _error(problem_of(error))})
    yield ServerSentEvent(data="[DONE]")


def _data(body: object) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(body, ensure_ascii=False))

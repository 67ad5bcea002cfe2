"""`POST /v1/chat/completions` and `GET /v1/models`: Lotse for every program that speaks OpenAI."""

import json
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sse_starlette import EventSourceResponse, ServerSentEvent

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
def complete(
    asked: CompletionRequest,
    request: Request,
    assistant: AssistantDep,
    log: QuestionLogDep,
) -> Response | Completion:
    """Beantwortet die letzte Nachricht; die Quellen stehen am Ende des Textes und in `lotse`."""
    site = str(request.base_url)
    question = asked.question()
    if asked.stream:
        with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
        events = log.watched(question, assistant.stream(question, asked.turns()))
        return EventSourceResponse(_chunks(events, site, with_usage), sep="\n")
    answer = assistant.ask(question, asked.turns())
    log.note(question, answer)
    told = AnswerOut.of(answer)
    message = ReplyMessage(content=told.text + sources_text(told, site))
    return Completion(
        id=new_id(), created=int(time.time()), choices=[Choice(message=message)], lotse=told
    )


def problem_response(_: Request, status: int, problem: Problem) -> Response:
    """Return a failure in the shape that OpenAI's clients read."""
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse({"error": _error(problem)}, status_code=status, headers=headers)


def _error(problem: Problem) -> dict[str, str | None]:
    return {"message": problem.message, "type": problem.code, "code": problem.code, "param": None}


def _chunks(events: Iterator[Event], site: str, with_usage: bool) -> Iterator[ServerSentEvent]:
    chunks = Chunks()
    try:
        yield _data(chunks.begin())
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

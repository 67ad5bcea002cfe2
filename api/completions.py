"""Chat completions as OpenAI's API describes them, with Lotse's answer in the field `lotse`."""

import secrets
import time
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.schemas import MAX_TURN, MAX_TURNS, AnswerOut
from assistant import Turn

MODEL = "lotse"
_ID_BYTES = 12


class Part(BaseModel):
    """A part of a message; parts that are not text are ignored."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message of the conversation, as text or in parts."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def text(self) -> str:
        """Return what the message says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream holds besides the text."""

    include_usage: bool | None = None


class CompletionRequest(BaseModel):
    """A conversation whose last message is the question; sampling parameters change nothing."""

    messages: list[Message] = Field(
        min_length=1,
        max_length=1000,
        description=(
            "Die letzte Nachricht muss die Frage sein (`user`). Systemnachrichten werden nicht "
            "befolgt: Lotse antwortet nur aus den Leitfäden."
        ),
        examples=[[{"role": "user", "content": "Ab wann muss ich E-Rechnungen annehmen?"}]],
    )
    model: str = Field(default=MODEL, description="Es gibt nur `lotse`; anderes wird ignoriert")
    stream: bool | None = Field(default=False, description="Antwort in Stücken")
    stream_options: StreamOptions | None = None

    def question(self) -> str:
        """Return the question; it is empty when the last message is not the user's."""
        last = self.messages[-1]
        return last.text() if last.role == "user" else ""

    def turns(self) -> list[Turn]:
        """Return the newest turns before the question, each cut where it is too long."""
        turns = [
            Turn(message.role, text[:MAX_TURN])
            for message in self.messages[:-1]
            if message.role in ("user", "assistant") and (text := message.text())
        ]
        return turns[-MAX_TURNS:]


class Usage(BaseModel):
    """Tokens of a language model: Lotse does not count those of the one that may phrase answers."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ReplyMessage(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: ReplyMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """An answer as an OpenAI client expects it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Sekunden seit 1970")
    model: str = MODEL
    choices: list[Choice]
    usage: Usage = Usage()
    lotse: AnswerOut = Field(description="Die ganze Antwort mit ihren Fundstellen")


class ModelOut(BaseModel):
    """A model that can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "lotse"


class ModelList(BaseModel):
    """The one model there is."""

    object: Literal["list"] = "list"
    data: list[ModelOut] = [ModelOut()]


class Chunks:
    """Makes the chunks of one streamed answer; they share an id and a time."""

    def __init__(self) -> None:
        self._same = {
            "id": new_id(),
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": MODEL,
        }

    def begin(self) -> dict[str, Any]:
        """Return the chunk that opens the message."""
        return self._chunk({"role": "assistant", "content": ""})

    def text(self, text: str) -> dict[str, Any]:
        """Return a chunk with a piece of the text."""
        return self._chunk({"content": text})

    def end(self, answer: AnswerOut) -> dict[str, Any]:
        """Return the chunk that ends the message and carries the whole answer."""
        return self._chunk({}, "stop") | {"lotse": answer.model_dump(mode="json")}

    def usage(self) -> dict[str, Any]:
        """Return the chunk that a client gets when it asked for usage."""
        return self._same | {"choices": [], "usage": Usage().model_dump()}

    def _chunk(self, delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._same | {"choices": [choice]}


def new_id() -> str:
    """Return an id for a completion."""
    return f"chatcmpl-{secrets.token_hex(_ID_BYTES)}"


def sources_text(answer: AnswerOut, site: str) -> str:
    """Return what follows an answer: notices, and for each citation title, place and address."""
    parts = [f"\n\nHinweis: {notice}" for notice in answer.notices]
    if answer.citations:
        parts.append("\n\nQuellen:")
    for citation in answer.citations:
        place = [citation.title, *citation.heading[-1:]]
        if citation.page:
            place.append(f"Seite {citation.page}")
        if day := citation.as_of:
            place.append(f"Stand {day.day}.{day.month}.{day.year}")
        address = site.rstrip("/") + citation.url
        parts.append(f"\n[{citation.number}] {', '.join(dict.fromkeys(place))}: {address}")
    return "".join(parts)

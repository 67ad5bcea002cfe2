"""What routes ask for: the assistant, and the release that a request sees from start to end."""

import logging
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, closing
from typing import Annotated

from fastapi import Depends, Request

from api.database import Entry
from api.failures import DatabaseUnavailable
from api.shared import Shared, client_address, shared
from assistant import Answer, Assistant, Event
from ingest import Index, NoRelease

logger = logging.getLogger(__name__)
SharedDep = Annotated[Shared, Depends(shared)]


def get_assistant(request: Request) -> Assistant:
    """Return the running assistant; raises NoRelease until the first release was opened."""
    assistant: Assistant | None = request.app.state.assistant
    if assistant is None:
        raise NoRelease("Die Leitfäden werden gerade eingelesen. Bitte gleich noch einmal fragen.")
    return assistant


AssistantDep = Annotated[Assistant, Depends(get_assistant)]


def get_index(assistant: AssistantDep) -> Iterator[Index]:
    """Yield the release that serves, kept open until the response is made."""
    with assistant.live.pinned() as index:
        yield index


IndexDep = Annotated[Index, Depends(get_index)]


async def take_turn(request: Request, all_of_us: SharedDep) -> AsyncIterator[None]:
    """Hold one of the places for answers until the response is sent; raises TooMany, Overloaded."""
    all_of_us.answer_rate.hit(client_address(request))
    async with all_of_us.turnstile.turn():
        yield


async def take_turn_if_asked(
    request: Request, all_of_us: SharedDep, frage: str = ""
) -> AsyncIterator[None]:
    """Do the same for a page, if its address holds a question."""
    if not frage.strip():
        yield
        return
    async with asynccontextmanager(take_turn)(request, all_of_us):
        yield


TURN, TURN_IF_ASKED = Depends(take_turn), Depends(take_turn_if_asked)


class QuestionLog:
    """Remembers declined questions, if a setting allows it."""

    def __init__(self, all_of_us: SharedDep) -> None:
        self._database = all_of_us.database if all_of_us.settings.log_questions else None

    def watched(
        self, question: str, events: Generator[Event, None, None]
    ) -> Generator[Event, None, None]:
        """Yield the events of an answer, noting the question when it is declined."""
        with closing(events):
            for event in events:
                if isinstance(event, Answer):
                    self.note(question, event)
                yield event

    def note(self, question: str, answer: Answer) -> Answer:
        """Store a question that was declined, and return its answer.

        A failing database must not cost the answer.
        """
        if self._database is None or answer.status == "answered":
            return answer
        guides = tuple(guide.guide_id for guide in answer.guides[:3])
        entry = Entry(answer.status, guides, answer.release, question=question)
        try:
            self._database.add(entry)
        except DatabaseUnavailable:
            logger.warning("a declined question was not stored")
        return answer


QuestionLogDep = Annotated[QuestionLog, Depends()]

"""What routes ask for: the assistant, and the release that a request sees from start to end."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from assistant import Assistant
from ingest import Index, NoRelease


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

"""Real servers for browser tests: Lotse itself, slow, overloaded, dying, and partners' sites."""

import re
import socket
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from api.app import create_app
from api.settings import ApiSettings
from assistant import (
    Answer,
    Assistant,
    Citation,
    Event,
    Language,
    RankedGuide,
    Sources,
    Statement,
    Token,
    Turn,
)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port; yield its address, without a slash at the end."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        sock.close()


def lotse(assistant: Assistant) -> ASGIApp:
    """The application as it is served, open to every site."""
    return create_app(ApiSettings(allowed_origins="*"), build=lambda settings: assistant)


class SlowAssistant(Assistant):
    """The real assistant, which says its answer word by word, like a chat model."""

    pause = 0.04  # seconds a word

    def stream(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        **options: Any,
    ) -> Generator[Event, None, None]:
        for event in super().stream(asked, history, language, **options):
            if not isinstance(event, Token):
                yield event
                continue
            for piece in re.findall(r"\s*\S+|\s+", event.text):
                time.sleep(self.pause)
                yield Token(piece)


class Parrot(Assistant):
    """Answers with the given texts in every field that a model or a guide can fill."""

    texts: Sequence[str] = ()

    def stream(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        **options: Any,
    ) -> Generator[Event, None, None]:
        guides = tuple(RankedGuide(text, text, 0.5) for text in self.texts[:10])
        yield Sources(guides, sufficiency=1.0)
        for text in self.texts:
            yield Token(text)
        yield Answer(
            status="answered",
            text="\n".join(self.texts),
            statements=tuple(
                Statement(text, (at,), verified=True, step=at % 2)
                for at, text in enumerate(self.texts, start=1)
            ),
            citations=tuple(_citation(at, text) for at, text in enumerate(self.texts, start=1)),
            guides=guides,
            follow_ups=tuple(self.texts),
            notices=tuple(self.texts),
            release=self.texts[0],
            language="de",
            timings_ms={},
        )


def _citation(number: int, text: str) -> Citation:
    return Citation(
        number=number,
        guide_id=text,
        title=text,
        kind=text,
        heading=(text,),
        quote=text,
        start=0,
        end=1,
        page=None,
        url=text,
        version=text,
        as_of=None,
        source_url=text,
    )


def partner(pages: dict[str, tuple[str, dict[str, str]]]) -> ASGIApp:
    """A partner's site: addresses with their HTML and headers."""

    async def show(request: Request) -> Response:
        html, headers = pages[request.url.path]
        return HTMLResponse(html, headers=headers)

    return Starlette(routes=[Route(path, show) for path in pages])

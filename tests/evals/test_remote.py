"""Remote systems over real HTTP: our own application on a free port, and an OpenAI endpoint."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Response

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant, Turn
from evals.cases import Case
from evals.systems.local import Lotse
from evals.systems.remote import OpenAi, RemoteFailed, RemoteLotse, open_remote
from evals.trials import run_suite


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


CASES = [
    Case(id="1", question="Ab wann muss ich E-Rechnungen annehmen?", expected=("e-rechnung",)),
    Case(id="2", question="Wie wird das Wetter in Bochum?", answerable=False),
]


class Borrowed:
    """The session's assistant, whose release outlives the application."""

    def __init__(self, bot: Assistant) -> None:
        self.live = self
        self.pinned, self.refresh = bot.live.pinned, bot.live.refresh
        self.ask, self.stream, self.embed = bot.ask, bot.stream, bot.embed

    def close(self) -> None:
        """Leave the release open for the tests that follow."""


def test_a_deployed_lotse_scores_as_the_one_here(assistant: Assistant) -> None:
    app = create_app(ApiSettings(), build=lambda settings: Borrowed(assistant))  # type: ignore[arg-type, return-value]
    here = Lotse(assistant)
    with served(app) as url, assistant.live.pinned() as index:
        there = open_remote(url)
        assert isinstance(there, RemoteLotse)
        assert there.release == here.release
        local, remote = run_suite(CASES, here, index), run_suite(CASES, there, index)
    for ours, theirs in zip(local, remote, strict=True):
        assert theirs.reply.text == ours.reply.text
        assert theirs.reply.latency_ms > 0
        told = {name: score for name, score in theirs.scores.items() if score is not None}
        assert told.items() <= dict(ours.scores).items()
        assert "hit@1" in told or not theirs.case.answerable


def openai(replies: dict[str, str], limited: int = 0) -> FastAPI:
    app = FastAPI()
    refused = iter(range(limited))

    @app.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"data": [{"id": "klein"}]}

    @app.post("/v1/chat/completions")
    def complete(body: dict[str, Any]) -> Any:
        if next(refused, None) is not None:
            return Response(status_code=429, headers={"retry-after": "0"})
        text = replies[body["messages"][-1]["content"]]
        return {"choices": [{"message": {"role": "assistant", "content": text}}]}

    return app


def test_an_openai_endpoint_is_scored_for_what_it_tells(assistant: Assistant) -> None:
    asked = [CASES[0].model_copy(update={"must_contain": ("1.1.2025",)}), CASES[1]]
    said = ["Seit dem 1. Januar 2025.", "Dazu liegen mir keine Informationen vor."]
    app = openai({case.question: text for case, text in zip(asked, said, strict=True)}, limited=2)
    with served(app) as url, assistant.live.pinned() as index:
        system = open_remote(f"{url}/v1/")
        assert isinstance(system, OpenAi)
        first, second = run_suite(asked, system, index)
    assert first.scores["fact_coverage"] == 1
    assert first.scores["hit@1"] is None
    assert first.scores["cited_expected"] is None
    assert second.scores["decline_recall"] == 1


def test_the_conversation_is_sent_along() -> None:
    with served(openai({"und wann?": "Morgen."})) as url:
        reply = OpenAi(f"{url}/v1").ask("und wann?", [Turn("user", "Was?")])
    assert reply.text == "Morgen."


def test_a_system_that_is_not_there_is_named() -> None:
    with pytest.raises(RemoteFailed, match="antwortet nicht"):
        open_remote("http://127.0.0.1:9")


def test_something_else_behind_the_address_is_named() -> None:
    with served(FastAPI()) as url, pytest.raises(RemoteFailed, match="404"):
        open_remote(url)

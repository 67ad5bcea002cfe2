"""Answers when a model writes: streamed as verified, and honest about a model that fails."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import Answer, Assistant, Sources, Token, Turn
from assistant.models import ChatModel, load_chat_model
from assistant.readability import reading_ease
from ingest import IngestReport, LiveIndex
from tests.fakes import AlwaysEnough, GramEmbeddings
from tests.scripted_model import Body, Exchange, Script, says, scripted_model

ASKED = "Was kostet ein Sensor für eine alte Drehbank?"
TRUE = "Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 € als Richtwert."
HALF_DAY = "Der Einbau dauert einen halben Tag."
READ_ON = "\nMehr dazu: „Sensor an der Drehbank“."

Ask = Callable[..., list[object]]


@pytest.fixture
def live(tmp_path: Path, run_ingest: Callable[..., IngestReport]) -> Iterator[LiveIndex]:
    run_ingest()
    live = LiveIndex(tmp_path / "index", "gram")
    yield live
    live.close()


def answering(live: LiveIndex, model: ChatModel | None = None) -> Assistant:
    """An assistant that declines nothing for want of evidence."""
    return Assistant(live, GramEmbeddings(), "die IHK", model=model, sufficiency=AlwaysEnough())


@pytest.fixture
def ask(live: LiveIndex) -> Callable[..., list[object]]:
    """Return the events of a question put to an assistant whose model follows a script."""

    def ask(script: Script, asked: str = ASKED, seconds: float = 30, **how: object) -> list[object]:
        with scripted_model(script) as scripted:
            model = load_chat_model("openai:m", scripted.url, SecretStr("x"), seconds)
            return list(answering(live, model).stream(asked, **how))  # type: ignore[arg-type]

    return ask


def last(events: list[object]) -> Answer:
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert "".join(event.text for event in events if isinstance(event, Token)) == answer.text
    numbers = {citation.number for citation in answer.citations}
    for statement in answer.statements:
        assert statement.citations
        assert set(statement.citations) <= numbers
    return answer


def test_what_the_model_writes_is_verified_and_cited(ask: Ask) -> None:
    events = ask(says(f"{TRUE} [1]\n{HALF_DAY} [1]\nDas zahlt der Staat. [1]"))
    answer = last(events)
    assert isinstance(events[0], Sources)
    assert answer.text == f"{TRUE} [1] {HALF_DAY} [1]{READ_ON}"
    assert all(statement.verified for statement in answer.statements)
    assert answer.notices == ()
    assert {"compose", "verify"} <= set(answer.timings_ms)


def test_a_statement_is_told_before_the_next_is_written(live: LiveIndex) -> None:
    def waits(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        exchange.piece(f"{TRUE} [1]\n")
        exchange.wait()

    with scripted_model(waits) as scripted:
        model = load_chat_model("openai:m", scripted.url, SecretStr("x"), 30)
        events = answering(live, model).stream(ASKED)
        assert isinstance(next(events), Sources)
        assert next(events) == Token(f"{TRUE} [1]")
        events.close()
        assert scripted.hung_up.wait(5)


def fails(exchange: Exchange, _: Body) -> None:
    exchange.begin(500, "application/json")
    exchange.raw("{}")


def busy(exchange: Exchange, _: Body) -> None:
    exchange.begin(429, "application/json")
    exchange.raw("{}")


def garbage(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.raw("data: {kaputt\n\n")


def silent(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.wait()


def cut(exchange: Exchange, _: Body) -> None:
    exchange.begin()
    exchange.piece("Ein Sensor ")


@pytest.mark.parametrize(
    ("script", "code", "notice"),
    [
        (fails, "model_unreachable", "nicht erreichbar"),
        (busy, "model_busy", "überlastet"),
        (garbage, "model_garbage", "Unlesbares"),
        (silent, "model_too_slow", "zu lange"),
        (cut, "model_cut_off", "abgerissen"),
    ],
)
def test_when_the_model_fails_the_guides_answer(
    ask: Ask, caplog: pytest.LogCaptureFixture, script: Script, code: str, notice: str
) -> None:
    with caplog.at_level(logging.WARNING, "assistant"):
        answer = last(ask(script, seconds=2 if script is silent else 30))
    assert answer.status == "answered"
    assert all(statement.verified for statement in answer.statements)
    assert notice in answer.notices[0]
    assert answer.notices[0].endswith("Die Antwort besteht deshalb aus Sätzen der Leitfäden.")
    assert f"chat model: {code}" in caplog.text
    assert ASKED not in caplog.text


def test_what_was_told_before_the_stream_broke_stays(ask: Ask) -> None:
    def breaks(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        exchange.piece(f"{TRUE} [1]\nDer Einbau dauert ")

    answer = last(ask(breaks))
    assert answer.text == f"{TRUE} [1]{READ_ON}"
    assert "vielleicht unvollständig" in answer.notices[0]


def test_where_nothing_can_be_verified_the_guides_answer(ask: Ask) -> None:
    answer = last(ask(says("Das kostet 5 €. [1]\nFragen Sie Goldfuchs. [1]\nKEINE ANTWORT")))
    assert answer.statements
    assert "ließ sich nicht belegen" in answer.notices[0]
    assert "5 €." not in answer.text


def test_a_question_the_guides_do_not_answer_never_reaches_the_model(live: LiveIndex) -> None:
    with scripted_model(says("Ja. [1]")) as scripted:
        model = load_chat_model("openai:m", scripted.url, SecretStr("x"), 30)
        assistant = Assistant(live, GramEmbeddings(), "die IHK", model=model)
        assert assistant.ask("Wer hat gestern das Pokalspiel gewonnen?").status == "declined"
    assert scripted.asked == []


def rewriting(written: str) -> tuple[Script, list[str]]:
    """A model that rewrites the follow-up, and what it was then asked."""
    questions: list[str] = []

    def script(exchange: Exchange, body: Body) -> None:
        system, user = (message["content"] for message in body["messages"])
        if "Gesprächs" in system:
            return says(written)(exchange, body)
        questions.append(user.split("Frage\n")[-1].split("\n")[0])
        return says("KEINE ANTWORT")(exchange, body)

    return script, questions


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Wie lange dauert der Einbau vom Sensor?", "Wie lange dauert der Einbau vom Sensor?"),
        ("Kaufen Sie jetzt bei Goldfuchs Consulting!", f"{ASKED} und wie lange dauert der Einbau?"),
        ("", f"{ASKED} und wie lange dauert der Einbau?"),
    ],
)
def test_a_follow_up_is_rewritten_with_the_words_of_the_conversation(
    ask: Ask, written: str, searched: str
) -> None:
    script, questions = rewriting(written)
    history = [Turn("user", ASKED), Turn("assistant", f"{TRUE} [1]")]
    last(ask(script, "und wie lange dauert der Einbau?", history=history))
    assert questions == [searched]


def test_simple_answers_say_how_easily_they_read(ask: Ask) -> None:
    answer = last(ask(says(f"{HALF_DAY} [1]"), simple=True))
    assert answer.reading_ease == reading_ease(HALF_DAY, "de")
    assert answer.notices == ()
    assert last(ask(says(f"{HALF_DAY} [1]"))).reading_ease is None


def test_quotes_are_not_simplified_and_say_so(live: LiveIndex) -> None:
    answer = answering(live).ask(ASKED, simple=True)
    assert answer.notices == (
        "Diese Antwort ist nicht vereinfacht: Sie besteht aus wörtlichen Sätzen der Leitfäden.",
    )
    assert answer.reading_ease is not None


def test_an_english_answer_is_a_translation_and_says_so(ask: Ask) -> None:
    english = "A sensor for an old lathe costs 300 to 1.500 € as a guide value."
    asked = "What is the Richtwert for a sensor on an old Drehbank?"
    answer = last(ask(says(f"{TRUE} [1] => {english}"), asked))
    assert answer.language == "en"
    assert answer.text == f"{english} [1]\nMore on this: “Sensor an der Drehbank”."
    assert [statement.verified for statement in answer.statements] == [False]
    assert answer.notices[0].startswith("Translated by a language model")


def test_a_translation_that_breaks_off_says_both(ask: Ask) -> None:
    def breaks(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        exchange.piece(f"{TRUE} [1] => A sensor costs 300 to 1.500 € as a guide value.\nDer ")

    answer = last(ask(breaks, "What is the Richtwert for a sensor on an old Drehbank?"))
    assert [statement.verified for statement in answer.statements] == [False]
    assert "may be incomplete" in answer.notices[0]
    assert answer.notices[1].startswith("Translated by a language model")

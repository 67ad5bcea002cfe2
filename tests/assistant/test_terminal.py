import json

import pytest

from assistant import Assistant
from assistant.__main__ import as_json, chat, console, show


def test_an_answer_is_shown_with_its_sources(assistant: Assistant) -> None:
    answer = assistant.ask("Ab wann muss ich E-Rechnungen annehmen?")
    with console.capture() as shown:
        show(answer)
    text = " ".join(shown.get().split())
    assert "[1] E-Rechnungen empfangen" in text
    assert "Weiter fragen:" in text


def test_the_json_is_the_contract(assistant: Assistant) -> None:
    answer = json.loads(as_json(assistant.ask("Was kostet ein Sensor?")))
    assert set(answer) == {
        "status",
        "text",
        "statements",
        "citations",
        "guides",
        "follow_ups",
        "notices",
        "release",
        "language",
        "timings_ms",
    }
    assert set(answer["citations"][0]) == {
        "number",
        "guide_id",
        "title",
        "kind",
        "heading",
        "quote",
        "start",
        "end",
        "page",
        "url",
        "version",
        "as_of",
        "source_url",
    }


def test_an_english_question_gets_english_labels(assistant: Assistant) -> None:
    with console.capture() as shown:
        show(assistant.ask("When do we have to accept electronic invoices?"))
    text = " ".join(shown.get().split())
    assert text.startswith("The guides say (in German):")
    assert "Ask next: How do we go about it?" in text
    assert "Weiter fragen" not in text


def test_a_bad_line_does_not_end_the_conversation(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["???", "Was kostet ein Sensor?", ""])
    monkeypatch.setattr(console, "input", lambda _: next(typed))
    with console.capture() as shown:
        chat(assistant, simple=False)
    text = shown.get()
    assert text.index("Bitte eine Frage eingeben.") < text.index("[1]")


@pytest.mark.parametrize("markup", ["[bold]x[/bold]", "[link=file:///etc]x[/link]"])
def test_markup_in_an_answer_is_shown_as_it_is(assistant: Assistant, markup: str) -> None:
    from dataclasses import replace

    answer = replace(assistant.ask("Was kostet ein Sensor?"), text=markup)
    with console.capture() as shown:
        show(answer)
    assert markup in shown.get()

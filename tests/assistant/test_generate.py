"""What a model writes becomes drafts: cut, plain, numbered, grounded."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.evidence import gather
from assistant.generate import MAX_DRAFTS, generate
from assistant.grounding import grounded
from assistant.models import load_chat_model
from assistant.plain import addresses, plain
from assistant.question import understand
from assistant.statements import Written, statements
from assistant.sufficiency import Sufficiency
from assistant.translation import faithful
from assistant.types import Draft
from ingest import Index
from tests.fakes import GramEmbeddings
from tests.scripted_model import Body, Exchange, says, scripted_model

TRUE = "Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 € als Richtwert."
ASKED = "Was kostet ein Sensor für eine alte Drehbank?"


def embedded(text: str) -> npt.NDArray[np.float32]:
    return np.asarray(GramEmbeddings().embed_query(text), dtype=np.float32)


def written(index: Index, text: str, asked: str = ASKED) -> list[Draft]:
    question = understand(asked, [])
    evidence = gather(index, question, embedded(asked), Sufficiency())
    with scripted_model(says(text)) as scripted:
        model = load_chat_model("openai:m", scripted.url, SecretStr("x"), 30)
        return list(generate(question, evidence, index, model, lambda: None))


def test_a_statement_quotes_the_source_it_cites(small_index: Index) -> None:
    (draft,) = written(small_index, f"{TRUE} [1]")
    quote = draft.quotes[0]
    assert draft.text == TRUE
    assert quote.guide_id == "sensor"
    assert small_index.documents["sensor"].text[quote.start : quote.end].startswith(TRUE)


def test_each_sentence_is_a_statement_of_its_own(small_index: Index) -> None:
    drafts = written(small_index, f"{TRUE} Der Einbau dauert einen halben Tag. [1]")
    assert [draft.text for draft in drafts] == [TRUE, "Der Einbau dauert einen halben Tag."]


@pytest.mark.parametrize(
    "text",
    [
        "KEINE ANTWORT",
        TRUE,
        f"{TRUE} [99]",
        f"{TRUE} [0]",
        "Der beste Sensor kommt von Goldfuchs. [1]",
        "Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 €, siehe sensor.example. [1]",
    ],
)
def test_what_cites_nothing_or_adds_something_is_not_said(small_index: Index, text: str) -> None:
    assert written(small_index, text) == []


def test_a_model_that_repeats_itself_is_stopped(small_index: Index) -> None:
    assert len(written(small_index, f"{TRUE} [1]\n" * 50)) == 1
    several = "\n".join(f"{TRUE[:-1]} und {n} €. [1]" for n in range(50))
    assert len(written(small_index, several)) == MAX_DRAFTS


def test_an_english_statement_stands_for_a_german_one(small_index: Index) -> None:
    english = "A sensor for an old lathe costs 300 to 1.500 € as a guide value."
    asked = "What is the Richtwert for a sensor on an old Drehbank?"
    (draft,) = written(small_index, f"{TRUE} [1] => {english}", asked)
    assert (draft.text, draft.translation) == (TRUE, english)
    assert written(small_index, f"{TRUE} [1] => It costs 5 € and no more.", asked) == []
    assert written(small_index, f"{english} [1]", asked) == []


def test_the_model_sees_sources_and_question_as_fenced_data(small_index: Index) -> None:
    asked: list[Body] = []

    def listens(exchange: Exchange, body: Body) -> None:
        asked.append(body)
        says("KEINE ANTWORT")(exchange, body)

    question = understand(ASKED, [])
    evidence = gather(small_index, question, embedded(ASKED), Sufficiency())
    with scripted_model(listens) as scripted:
        model = load_chat_model("openai:m", scripted.url, SecretStr("sk-geheim"), 30)
        for _ in range(2):
            list(generate(question, evidence, small_index, model, lambda: None))
    (system, user), (other_system, _) = (
        [message["content"] for message in body["messages"]] for body in asked
    )
    assert f"Beleg 1\nSensor an der Drehbank › Kosten\n{TRUE}" in user
    assert "$" not in system
    assert "sk-geheim" not in system + user
    assert system != other_system  # marks are made anew for each question


def test_statements_stream_as_soon_as_they_are_complete() -> None:
    def pieces() -> Iterator[str]:
        yield "Der erste Satz. [1] Der "
        yield "zweite Satz"
        raise ModelUnavailable

    found = statements(pieces())
    assert next(found) == Written("Der erste Satz.", (1,))
    with pytest.raises(ModelUnavailable):
        next(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins. [1] Zwei. [2]", [("Eins.", (1,)), ("Zwei.", (2,))]),
        ("Eins [1]. Zwei [2].", [("Eins.", (1,)), ("Zwei.", (2,))]),
        ("Eins. [1][2]\n\nZwei. [1, 3]", [("Eins.", (1, 2)), ("Zwei.", (1, 3))]),
        ("Eins [1] und mehr. [2]", [("Eins und mehr.", (1, 2))]),
        ("Frist: z. B. 1.1.2025. [Beleg 4]", [("Frist: z. B. 1.1.2025.", (4,))]),
        ("Eins. [123456]", [("Eins.", ())]),
        ("x" * 2000 + " [1]", []),
    ],
)
def test_statements_end_at_lines_and_marks(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(found.text, found.numbers) for found in statements(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Fett** und `Code`", "Fett und Code"),
        ("- [Hier](https://boese.example/x) klicken.", "Hier klicken."),
        ("![Bild](http://boese.example/?q=1) Text", "Text"),
        ("<script>alert(1)</script>Text <b>fett</b>", "alert(1) Text fett"),
        ("<img src=x onerror=alert(1)", ""),
        ("Siehe https://boese.example/a?b=c.", "Siehe."),
        ("Schreiben Sie an chef@boese.example, sofort.", "Schreiben Sie an, sofort."),
        ("javascript:alert(1) Text", "Text"),
        ("## 1. Überschrift", "Überschrift"),
        ("un\u200bsicht\u202ebar", "unsichtbar"),
        ("a\u0308", "ä"),
        ("Weniger als < 5 % sind < viel.", "Weniger als < 5 % sind < viel."),
        ("Bis 31.12.2026, z. B. 1.500 €.", "Bis 31.12.2026, z. B. 1.500 €."),
    ],
)
def test_plain_text_is_left(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_addresses_are_domains_and_files_not_dates() -> None:
    assert addresses("Bis 31.12.2026 z.B. auf boese.example/x und fix.exe.") == [
        "boese.example/x",
        "fix.exe",
    ]


@pytest.mark.parametrize(
    ("text", "is_grounded"),
    [
        ("Sensoren für alte Drehbänke kosten 300 €.", True),
        ("Als Richtwert: 300 bis 1.500 € für eine Drehbank.", True),
        ("Ein Sensor kostet 300 € bei Goldfuchs.", False),
        ("Ein Sensor kostet 300 € und sag ja.", False),
        ("Ein Sensor ist steuerfrei.", False),
    ],
)
def test_grounded_text_brings_no_word_of_its_own(text: str, is_grounded: bool) -> None:
    assert grounded(text, TRUE) is is_grounded


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Das kostet 300 €.", "That costs 300 €.", True),
        ("Das kostet 300 €.", "That costs 400 €.", False),
        ("Das kostet nicht viel.", "That costs a lot.", False),
        ("Das kostet nichts.", "", False),
        ("Kein Betrieb muss zahlen.", "No business has to pay.", True),
    ],
)
def test_a_translation_keeps_figures_and_negations(
    german: str, english: str, expected: bool
) -> None:
    assert faithful(german, english) is expected

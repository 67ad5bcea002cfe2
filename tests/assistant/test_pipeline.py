"""The assistant over the real corpus with the real model, as a user meets it."""

from itertools import chain

import pytest

from assistant import Answer, Assistant, BadQuestion, Sources, Token, Turn
from evals.cases import read_suite
from tests.conftest import ROOT

SUITES = sorted((ROOT / "evals" / "suites").glob("*.jsonl"))


def test_a_date_is_told_and_cited(assistant: Assistant) -> None:
    answer = assistant.ask("Ab wann muss ich E-Rechnungen annehmen?")
    assert answer.status == "answered"
    assert "1.1.2025" in answer.text
    assert "e-rechnung" in {citation.guide_id for citation in answer.citations}


@pytest.mark.parametrize(
    "asked",
    [
        "Wird es morgen in Coesfeld regnen?",
        "Wer hat gestern das Pokalspiel gewonnen?",
        "Schreib mir ein Gedicht über den Frühling",
    ],
)
def test_what_no_guide_says_is_declined(assistant: Assistant, asked: str) -> None:
    answer = assistant.ask(asked)
    assert answer.status == "declined"
    assert answer.statements == ()
    assert "Wirtschaftsförderung" in answer.text


def test_a_follow_up_is_answered_from_what_it_is_about(assistant: Assistant) -> None:
    history = [Turn("user", "Was kostet es, eine alte Drehbank nachzurüsten?")]
    answer = assistant.ask("und wie lange dauert der Einbau?", history)
    assert "retrofit-bestandsmaschinen" in {citation.guide_id for citation in answer.citations}


def test_every_quote_of_100_questions_stands_at_its_span(assistant: Assistant) -> None:
    cases = list(chain.from_iterable(read_suite(suite) for suite in SUITES))[::4][:100]
    assert len(cases) == 100
    cited = 0
    with assistant.live.pinned() as index:
        for case in cases:
            answer = assistant.ask(case.question, case.history)
            numbers = {citation.number for citation in answer.citations}
            for citation in answer.citations:
                text = index.documents[citation.guide_id].text
                assert text[citation.start : citation.end] == citation.quote
                cited += 1
            for statement in answer.statements:
                assert statement.verified
                assert statement.citations
                assert set(statement.citations) <= numbers
    assert cited > 100


def test_the_stream_and_the_plain_answer_are_one(assistant: Assistant) -> None:
    asked = "Was gehört in eine Betriebsvereinbarung?"
    events = list(assistant.stream(asked))
    assert isinstance(events[0], Sources)
    last = events[-1]
    assert isinstance(last, Answer)
    assert "".join(event.text for event in events if isinstance(event, Token)) == last.text
    assert last == assistant.ask(asked)  # timings aside


def test_timings_name_every_step(assistant: Assistant) -> None:
    timings = assistant.ask("Was kostet ein Sensor an der alten Maschine?").timings_ms
    assert {"understand", "embed", "search", "compose", "verify", "total"} <= set(timings)


def test_an_empty_question_is_a_named_error(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion):
        assistant.ask("  ")

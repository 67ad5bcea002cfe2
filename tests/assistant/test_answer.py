from dataclasses import replace
from datetime import date

from assistant.answer import answered, pieces, tokens
from assistant.question import understand
from assistant.types import Draft, Evidence, Judgement, Quote, RankedGuide, Statement
from ingest import Index

QUESTION = understand("Muss ich elektronische Rechnungen empfangen?", [])
GUIDES = (RankedGuide("rechnung", "Rechnungen elektronisch empfangen", 1.0),)
EVIDENCE = Evidence(GUIDES, (), Judgement(1.0, enough=True))


def quote(index: Index, words: str) -> Quote:
    start = index.documents["rechnung"].text.index(words)
    return Quote("rechnung", start, start + len(words), ("Fristen",))


def test_citations_are_numbered_as_they_appear_and_quote_what_stands_there(
    small_index: Index,
) -> None:
    one, two = quote(small_index, "Papier bleibt"), quote(small_index, "Seit 1.1.2025")
    drafts = [Draft("A.", (two,)), Draft("B.", (one, two))]
    answer = answered(QUESTION, EVIDENCE, drafts, small_index, date(2026, 11, 24))
    assert answer.text == (
        "A. [1] B. [2] [1]\nMehr dazu: „Rechnungen elektronisch empfangen“ (Stand 1.11.2026)."
    )
    assert "".join(tokens(answer)) == answer.text
    assert [citation.quote for citation in answer.citations] == ["Seit 1.1.2025", "Papier bleibt"]
    for citation in answer.citations:
        text = small_index.documents[citation.guide_id].text
        assert text[citation.start : citation.end] == citation.quote
    first = answer.citations[0]
    assert (first.version, first.as_of) == ("1.2.0", date(2026, 11, 1))
    assert first.url == "/guides/rechnung#:~:text=Seit%201.1.2025"


def test_steps_stand_on_lines_of_their_own() -> None:
    statements = [
        Statement("Zuerst dies.", (1,), True),
        Statement("Kabel ziehen.", (2,), True, step=1),
        Statement("Anrufen.", (3,), True, step=2),
    ]
    assert "".join(pieces(statements)) == (
        "Zuerst dies. [1]\n1. Kabel ziehen. [2]\n2. Anrufen. [3]"
    )


def test_an_english_question_gets_an_english_frame(small_index: Index) -> None:
    english = replace(QUESTION, language="en")
    drafts = [Draft("A.", (quote(small_index, "Seit 1.1.2025"),))]
    answer = answered(english, EVIDENCE, drafts, small_index, date(2027, 6, 1))
    title = "“Rechnungen elektronisch empfangen” (as of 1 November 2026)"
    assert answer.text == f"The guides say (in German):\nA. [1]\nMore on this: {title}."
    assert tokens(answer)[1] == "A. [1]"
    assert answer.notices[0].startswith(f"{title} was due for review on 1 May 2027")
    assert answer.follow_ups == ("How do we go about it?",)


def test_the_last_line_names_the_guide_that_says_most(small_index: Index) -> None:
    text = small_index.documents["sensor"].text
    sensor = Quote("sensor", text.index("Ein Sensor"), text.index(" als"), ("Kosten",))
    words = ("Seit 1.1.2025", "Papier bleibt")
    drafts = [Draft("A.", (sensor,)), *(Draft(w, (quote(small_index, w),)) for w in words)]
    answer = answered(QUESTION, EVIDENCE, drafts, small_index, date(2026, 11, 24))
    assert answer.text.splitlines()[-1] == (
        "Mehr dazu: „Rechnungen elektronisch empfangen“ (Stand 1.11.2026) und "
        "„Sensor an der Drehbank“."
    )

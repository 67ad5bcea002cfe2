from dataclasses import replace
from datetime import date

from assistant.answer import answered, declined, pieces
from assistant.question import understand
from assistant.types import Draft, Evidence, Quote, RankedGuide, Statement
from ingest import Index

QUESTION = understand("Muss ich elektronische Rechnungen empfangen?", [])
GUIDES = (RankedGuide("rechnung", "Rechnungen elektronisch empfangen", 1.0),)
EVIDENCE = Evidence(GUIDES, (), 1.0)


def quote(index: Index, words: str) -> Quote:
    start = index.documents["rechnung"].text.index(words)
    return Quote("rechnung", start, start + len(words), ("Fristen",))


def test_citations_are_numbered_as_they_appear_and_quote_what_stands_there(
    small_index: Index,
) -> None:
    one, two = quote(small_index, "Papier bleibt"), quote(small_index, "Seit 1.1.2025")
    drafts = [Draft("A.", (two,)), Draft("B.", (one, two))]
    answer = answered(QUESTION, EVIDENCE, drafts, small_index, date(2026, 11, 24))
    assert answer.text == "A. [1] B. [2] [1]"
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


def test_a_guide_past_its_review_date_carries_a_notice(small_index: Index) -> None:
    drafts = [Draft("A.", (quote(small_index, "Seit 1.1.2025"),))]
    fresh = answered(QUESTION, EVIDENCE, drafts, small_index, date(2027, 5, 1))
    old = answered(QUESTION, EVIDENCE, drafts, small_index, date(2027, 5, 2))
    assert fresh.notices == ()
    assert "Stand 1.11.2026" in old.notices[0]


def test_a_decline_names_contact_and_nearest_guide_and_claims_nothing(small_index: Index) -> None:
    answer = declined(QUESTION, EVIDENCE, small_index, "die IHK")
    assert answer.status == "declined"
    assert "die IHK" in answer.text
    assert "Rechnungen elektronisch empfangen" in answer.text
    assert answer.statements == answer.citations == ()
    assert answer.guides == GUIDES


def test_an_english_question_gets_an_english_frame(small_index: Index) -> None:
    english = replace(QUESTION, language="en")
    assert "The guides say nothing" in declined(english, EVIDENCE, small_index, "IHK").text


def test_follow_ups_are_questions_of_the_cited_guide_that_were_not_asked(
    small_index: Index,
) -> None:
    drafts = [Draft("A.", (quote(small_index, "Seit 1.1.2025"),))]
    own = small_index.documents["rechnung"].guide.typical_questions
    other = answered(understand("Wie oft?", []), EVIDENCE, drafts, small_index, date(2027, 1, 1))
    assert other.follow_ups == own
    same = answered(understand(own[0], []), EVIDENCE, drafts, small_index, date(2027, 1, 1))
    assert same.follow_ups == ()

from collections import Counter
from itertools import chain

import pytest

from assistant import Assistant, Turn, understand
from assistant.follow_ups import FOLLOW_UPS, follow_ups
from assistant.types import Quote
from evals.cases import read_suite
from ingest import Index
from tests.conftest import ROOT

ASKED = understand("Wie oft prüfen?", [])
OWN = "Muss ich die Datei vom Lieferanten annehmen?"


def quote(index: Index, words: str, guide_id: str = "rechnung", heading: str = "Fristen") -> Quote:
    start = index.documents[guide_id].text.index(words)
    return Quote(guide_id, start, start + len(words), (heading,))


def test_sections_not_yet_quoted_suggest_questions(small_index: Index) -> None:
    found = follow_ups(ASKED, [], [quote(small_index, "Seit 1.1.2025")], small_index)
    assert found == ("Wie gehen wir dabei vor?",)
    steps = quote(small_index, "Eine Person prüft", heading="Vorgehen")
    assert follow_ups(ASKED, [], [steps], small_index) == ()


def test_what_was_asked_before_is_not_suggested(small_index: Index) -> None:
    quotes = [quote(small_index, "Ein Sensor", "sensor", "Sensor an der Drehbank")]
    assert follow_ups(ASKED, [], quotes, small_index) == ("Was kostet das?",)
    assert follow_ups(ASKED, ["was kostet das denn"], quotes, small_index) == ()


def test_without_quotes_there_is_nothing_to_suggest(small_index: Index) -> None:
    assert follow_ups(ASKED, [], [], small_index) == ()


def test_own_questions_are_left_out_once_the_answer_holds_their_sentence(
    assistant: Assistant,
) -> None:
    with assistant.live.pinned() as index:
        guide = index.documents["e-rechnung"].guide
        at = guide.typical_questions.index("ist ein PDF per Mail nich auch elektronisch??")
        answer = index.nearest_sentences("e-rechnung")[at]
        elsewhere = Quote("e-rechnung", 0, 10, ())
        told = Quote("e-rechnung", answer.start, answer.end, answer.heading)
        asked = "Ist ein PDF per Mail nicht auch elektronisch?"
        before = follow_ups(ASKED, [], [elsewhere], index)
        assert asked in before
        assert asked not in follow_ups(ASKED, [], [told], index)


def test_every_guide_suggests_three_questions(assistant: Assistant) -> None:
    with assistant.live.pinned() as index:
        counts = Counter(
            len(follow_ups(ASKED, [], [Quote(id_, 0, 1, ())], index)) for id_ in index.documents
        )
    assert counts[FOLLOW_UPS] / counts.total() >= 0.98, counts


@pytest.mark.slow
def test_what_is_suggested_is_answered_mostly_by_the_same_guide(assistant: Assistant) -> None:
    suites = sorted((ROOT / "evals" / "suites").glob("*.jsonl"))
    cases = [c for c in chain.from_iterable(map(read_suite, suites)) if c.answerable][::9]
    asked = answered = same = 0
    for case in cases:
        answer = assistant.ask(case.question, case.history)
        history = [*case.history, Turn("user", case.question), Turn("assistant", answer.text)]
        guides = {citation.guide_id for citation in answer.citations}
        for suggested in answer.follow_ups:
            found = assistant.ask(suggested, history)
            asked += 1
            answered += found.status == "answered"
            same += bool(guides & {citation.guide_id for citation in found.citations})
    assert asked >= 90  # thirty answers, three each
    assert answered >= 0.9 * asked
    assert same >= 0.8 * asked

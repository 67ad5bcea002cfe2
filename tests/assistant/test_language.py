from itertools import chain

from assistant.language import language_of
from evals.cases import read_suite
from tests.assistant.language_questions import ENGLISH, GERMAN
from tests.conftest import ROOT

SUITES = sorted((ROOT / "evals" / "suites").glob("*.jsonl"))


def test_questions_as_people_ask_them_are_german() -> None:
    asked = [case.question for case in chain.from_iterable(map(read_suite, SUITES))]
    english = [text for text in asked if language_of(text) == "en"]
    assert len(asked) > 500
    # The few that are English, counted by hand: 38, one of them with the name of a town.
    assert len(english) <= 38, english
    assert sum(any(char in "äöüß" for char in text) for text in english) <= 1, english


def test_english_jargon_leaves_a_question_german() -> None:
    wrong = [text for text in GERMAN if language_of(text) == "en"]
    assert len(GERMAN) == 60
    assert len(wrong) <= 2, wrong


def test_english_sentences_are_told() -> None:
    wrong = [text for text in ENGLISH if language_of(text) == "de"]
    assert len(ENGLISH) == 40
    assert len(wrong) <= 4, wrong

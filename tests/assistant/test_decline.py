"""A decline says why, names what may help, and claims nothing."""

from dataclasses import replace
from typing import get_args

import pytest

from assistant.answer import tokens
from assistant.decline import declined
from assistant.intent import KINDS, Kind
from assistant.question import understand
from assistant.types import Evidence, Judgement, RankedGuide
from ingest import Index

QUESTION = understand("Welche ERP-Firma ist die beste?", [])
GUIDES = (RankedGuide("rechnung", "Rechnungen elektronisch empfangen", 1.0),)
DECLINED: tuple[Kind, ...] = get_args(Kind)[1:]


def decline(index: Index, kind: Kind, sufficiency: float = 0.0, language: str = "de") -> str:
    asked = replace(QUESTION, language=language)
    answer = declined(
        asked, Evidence(GUIDES, (), Judgement(sufficiency, False, kind)), index, "die IHK"
    )
    assert answer.status == "declined"
    assert answer.statements == answer.citations == answer.follow_ups == ()
    return answer.text


@pytest.mark.parametrize("kind", DECLINED)
def test_every_kind_has_a_reason_in_both_languages(small_index: Index, kind: Kind) -> None:
    german, english = (decline(small_index, kind, language=language) for language in ("de", "en"))
    assert german
    assert english
    assert german != english


@pytest.mark.parametrize("kind", ["product", "legal", "tax"])
def test_cases_and_choices_are_offered_the_general_guide(small_index: Index, kind: Kind) -> None:
    assert GUIDES[0].title in decline(small_index, kind)


def test_what_does_harm_gets_no_guide_and_no_contact(small_index: Index) -> None:
    evidence = Evidence(GUIDES, (), Judgement(0.9, False, "harmful"))
    answer = declined(QUESTION, evidence, small_index, "die IHK")
    assert answer.guides == ()
    assert GUIDES[0].title not in answer.text
    assert "IHK" not in answer.text


@pytest.mark.parametrize(("sufficiency", "named"), [(0.1, False), (0.3, True)])
def test_a_gap_names_the_nearest_guide_only_when_it_is_near(
    small_index: Index, sufficiency: float, named: bool
) -> None:
    text = decline(small_index, "gap", sufficiency)
    assert (GUIDES[0].title in text) == named
    assert "die IHK" in text


def test_kinds_begin_with_the_one_that_is_answered() -> None:
    assert KINDS[0] == "guide"
    assert len(set(KINDS)) == len(KINDS)


def test_it_is_streamed_as_one_token(small_index: Index) -> None:
    answer = declined(
        QUESTION, Evidence(GUIDES, (), Judgement(0.0, enough=False)), small_index, "die IHK"
    )
    assert tokens(answer) == [answer.text]

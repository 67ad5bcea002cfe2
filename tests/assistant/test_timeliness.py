from dataclasses import replace
from datetime import date

import pytest

from assistant.timeliness import days_in, overdue
from ingest import Document, Guide
from ingest.types import Deadline

GUIDE = Guide(
    "rechnung",
    "Rechnungen",
    "leitfaden",
    "rechnung.md",
    as_of=date(2026, 3, 1),
    review_by=date(2027, 5, 1),
    deadlines=(
        Deadline(date(2025, 1, 1), "Empfang"),
        Deadline(date(2026, 12, 31), "Ende des Papiers"),
        Deadline(date(2027, 1, 1), "Beginn der Pflicht"),
    ),
)
DOCUMENT = Document(GUIDE, "", ())
SAID = ["Seit 1.1.2025 empfangen alle.", "Papier ist bis 31.12.2026 erlaubt."]
PASSED = (
    "„Rechnungen“ (Stand 1.3.2026): Die Frist 31.12.2026 ist inzwischen verstrichen. "
    "Bitte prüfen, was jetzt gilt."
)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 1), ()),
        (date(2026, 12, 31), ()),  # the last day is not over
        (date(2027, 1, 1), (PASSED,)),
        (date(2027, 5, 1), (PASSED,)),
    ],
)
def test_a_deadline_that_has_passed_since_is_spoken_of(
    today: date, expected: tuple[str, ...]
) -> None:
    assert overdue([DOCUMENT], SAID, "de", today) == expected


def test_only_deadlines_that_the_answer_names_count() -> None:
    assert overdue([DOCUMENT], ["Alle empfangen."], "de", date(2027, 2, 1)) == ()


def test_several_deadlines_make_one_notice() -> None:
    (notice,) = overdue([DOCUMENT], [*SAID, "Pflicht ab 1. Januar 2027."], "de", date(2027, 2, 1))
    assert "Die Fristen 31.12.2026 und 1.1.2027 sind" in notice


def test_a_deadline_before_the_guide_was_written_is_no_news() -> None:
    young = replace(DOCUMENT, guide=replace(GUIDE, as_of=date(2027, 1, 15)))
    assert overdue([young], SAID, "de", date(2027, 2, 1)) == ()


@pytest.mark.parametrize(("today", "told"), [(date(2027, 5, 1), 0), (date(2027, 5, 2), 1)])
def test_a_guide_past_its_review_date_carries_a_notice(today: date, told: int) -> None:
    found = overdue([DOCUMENT], [], "de", today)
    assert len(found) == told
    assert all("bis 1.5.2027 überprüft" in notice for notice in found)


def test_a_guide_without_dates_carries_none() -> None:
    bare = Document(Guide("x", "X", "leitfaden", "x.pdf"), "", ())
    assert overdue([bare], SAID, "de", date(2040, 1, 1)) == ()


def test_a_stale_guide_says_that_a_newer_one_waits() -> None:
    (notice,) = overdue([replace(DOCUMENT, stale=True)], [], "de", date(2026, 4, 1))
    assert "neuere Fassung" in notice


def test_notices_speak_english_to_who_asks_in_english() -> None:
    (notice,) = overdue([DOCUMENT], SAID, "en", date(2027, 2, 1))
    assert notice == (
        "“Rechnungen” (as of 1 March 2026): the deadline 31 December 2026 has passed since. "
        "Please check what holds now."
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("bis 31.12.2026", [date(2026, 12, 31)]),
        ("bis 31. Dezember 2026", [date(2026, 12, 31)]),
        ("ab 1. 1. 2027", [date(2027, 1, 1)]),
        ("bis Ende 2027", [date(2027, 12, 31)]),
        ("am 31.2.2026", []),
        ("Ende 0000", []),
        ("Version 1.2.2026a oder 2026", []),
    ],
)
def test_days_are_read_in_any_german_spelling(text: str, days: list[date]) -> None:
    assert list(days_in(text)) == days

from datetime import date

from evals.cases import Case
from evals.coverage import coverage
from evals.types import Reply, Span, Trial
from ingest import Index

SECTIONS = [("rechnung", "Fristen"), ("rechnung", "Vorgehen"), ("sensor", "Kosten")]


def trial(expected: str, *guides: str, passage: Span | None = None) -> Trial:
    case = Case(id="1", question=f"Etwas zu {expected}?", expected=(expected,))
    passages = (passage,) if passage else ()
    return Trial(case, Reply(True, "", guides, (), 1.0, passages=passages), {})


def test_what_no_question_finds_is_named(small_index: Index) -> None:
    read = Span("rechnung", 0, 9, ("Fristen", "Ab wann"))
    trials = [trial("rechnung", "rechnung", passage=read)]
    found = coverage(trials, small_index.documents, SECTIONS, [], date(2026, 11, 2))
    assert found.unseen_guides == ("sensor",)
    assert found.unseen_sections == (("rechnung", "Vorgehen"), ("sensor", "Kosten"))


def test_confusions_are_counted(small_index: Index) -> None:
    trials = [trial("rechnung", "sensor", "rechnung")] * 2 + [trial("sensor", "rechnung")]
    found = coverage(trials, small_index.documents, SECTIONS, [], date(2026, 11, 2))
    assert [(c.expected, c.found, c.count) for c in found.confusions] == [
        ("rechnung", "sensor", 2),
        ("sensor", "rechnung", 1),
    ]


def test_a_fact_is_overdue_once_its_date_has_passed_since_it_was_written(
    small_index: Index,
) -> None:
    facts = [("rechnung", "Papier bleibt bis 31.12.2026."), ("rechnung", "Pflicht seit 1.1.2025.")]

    def overdue(today: date) -> list[tuple[str, str]]:
        found = coverage([], small_index.documents, SECTIONS, facts, today).overdue
        return [(due.what, due.text) for due in found]

    assert overdue(date(2026, 12, 30)) == []
    assert overdue(date(2026, 12, 31)) == [("Fakt", facts[0][1])]
    assert [what for what, _ in overdue(date(2027, 6, 1))] == ["Fakt", "prüfen"]

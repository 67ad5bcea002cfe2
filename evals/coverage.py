"""What suites show about the corpus: what is never found, what is confused, what is past its date.

A fact is past its date when a date in it lay ahead on the day its guide was written and no longer
does: the author wrote "ab dem …" about the future, and the reader is told it as news.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant import days_in
from evals.types import Trial
from ingest import Document

FOUND = 3  # first guides of a ranking that count as found
READ = 10  # first passages of a ranking that count as found


@dataclass(frozen=True, slots=True)
class Confusion:
    """A guide that was ranked first where another one was expected, and how often."""

    expected: str
    found: str
    count: int
    question: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something in a guide that has gone past its date."""

    guide_id: str
    what: Literal["prüfen", "Frist", "Fakt"]
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the questions of some runs reach in the corpus; sections are (guide id, heading)."""

    guides: int
    sections: int
    unseen_guides: tuple[str, ...]
    unseen_sections: tuple[tuple[str, str], ...]
    confusions: tuple[Confusion, ...]
    overdue: tuple[Overdue, ...]


def coverage(
    trials: Sequence[Trial],
    documents: Mapping[str, Document],
    sections: Collection[tuple[str, str]],
    facts: Sequence[tuple[str, str]],
    today: date,
) -> Coverage:
    """Return what the trials leave unseen, what they confuse, and what is past its date.

    `facts` are (guide id, text).
    """
    seen = {guide for trial in trials for guide in trial.reply.guides[:FOUND]}
    read = {
        (passage.guide_id, outermost(passage.heading))
        for trial in trials
        for passage in trial.reply.passages[:READ]
    }
    return Coverage(
        guides=len(documents),
        sections=len(sections),
        unseen_guides=tuple(id_ for id_ in documents if id_ not in seen),
        unseen_sections=tuple(section for section in sections if section not in read),
        confusions=tuple(_confusions(trials)),
        overdue=tuple(sorted(_overdue(documents, facts, today), key=lambda due: due.on)),
    )


def outermost(heading: Sequence[str]) -> str:
    """Return the outermost heading of a path; empty in front of the first heading."""
    return heading[0] if heading else ""


def _confusions(trials: Sequence[Trial]) -> list[Confusion]:
    pairs: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for trial in trials:
        if not (trial.case.relevant and trial.reply.guides):
            continue
        pair = (trial.case.relevant[0], trial.reply.guides[0])
        if pair[1] not in trial.case.relevant:
            pairs[pair] += 1
            examples.setdefault(pair, trial.case.question)
    return [Confusion(*pair, count, examples[pair]) for pair, count in pairs.most_common()]


def _overdue(
    documents: Mapping[str, Document], facts: Sequence[tuple[str, str]], today: date
) -> Iterator[Overdue]:
    for id_, document in documents.items():
        guide = document.guide
        if guide.review_by is not None and guide.review_by < today:
            yield Overdue(id_, "prüfen", guide.review_by, "Der Leitfaden war bis dahin zu prüfen.")
        for deadline in guide.deadlines:
            if guide.as_of is not None and guide.as_of < deadline.on <= today:
                yield Overdue(id_, "Frist", deadline.on, deadline.what)
    for id_, text in facts:
        written = documents[id_].guide.as_of if id_ in documents else None
        passed = [day for day in days_in(text) if written is not None and written < day <= today]
        if passed:
            yield Overdue(id_, "Fakt", max(passed), text)

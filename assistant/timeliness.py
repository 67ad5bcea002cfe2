"""What a reader must know of the guides behind an answer: how old they are, what has passed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from assistant.frame import day, listed, titled
from assistant.types import Language
from ingest import Document

_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember".split()
)
_DAY = re.compile(
    rf"\b(\d{{1,2}})\.\s?(?:(\d{{1,2}})\.|({'|'.join(_MONTHS)}))\s?(\d{{4}})\b", re.IGNORECASE
)
_END_OF_YEAR = re.compile(r"\b(?:Ende|Jahresende|Silvester) (\d{4})\b", re.IGNORECASE)

_OUT_OF_DATE: dict[Language, str] = {
    "de": "{guide} sollte bis {review_by} überprüft werden. Bitte prüfen, ob alles noch gilt.",
    "en": "{guide} was due for review on {review_by}. Please check whether it still holds.",
}
_PASSED: dict[Language, str] = {
    "de": "{guide}: Die Frist {days} ist inzwischen verstrichen. Bitte prüfen, was jetzt gilt.",
    "en": "{guide}: the deadline {days} has passed since. Please check what holds now.",
}
_PASSED_SEVERAL: dict[Language, str] = {
    "de": "{guide}: Die Fristen {days} sind inzwischen verstrichen. Bitte prüfen, was jetzt gilt.",
    "en": "{guide}: the deadlines {days} have passed since. Please check what holds now.",
}
_STALE: dict[Language, str] = {
    "de": "Von {guide} gibt es eine neuere Fassung, die noch nicht eingelesen werden konnte.",
    "en": "There is a newer version of {guide} that could not be ingested yet.",
}


def overdue(
    cited: Sequence[Document], said: Sequence[str], language: Language, today: date
) -> tuple[str, ...]:
    """Return one sentence for each thing that has changed since the cited documents were written.

    `said` are the statements: a deadline is only spoken of where one of them names its day.
    """
    named = {found for text in said for found in days_in(text)}
    return tuple(notice for document in cited for notice in _of(document, named, language, today))


def days_in(text: str) -> Iterator[date]:
    """Yield the days that a German text names: 31.12.2026, 31. Dezember 2026, Ende 2026."""
    named = [
        (int(year), int(month) if month else _MONTHS.index(name.lower()) + 1, int(number))
        for number, month, name, year in _DAY.findall(text)
    ]
    named += [(int(year), 12, 31) for year in _END_OF_YEAR.findall(text)]
    for year, month, number in named:
        with suppress(ValueError):  # 31.2.2026 and Ende 0000 are typing errors, not days
            yield date(year, month, number)


def _of(document: Document, named: set[date], language: Language, today: date) -> Iterator[str]:
    guide = document.guide
    title = titled(guide, language)
    if guide.review_by is not None and guide.review_by < today:
        until = day(guide.review_by, language)
        yield _OUT_OF_DATE[language].format(guide=title, review_by=until)
    if passed := _passed(document, named, today):
        wording = _PASSED if len(passed) == 1 else _PASSED_SEVERAL
        days = listed([day(on, language) for on in passed], language)
        yield wording[language].format(guide=title, days=days)
    if document.stale:
        yield _STALE[language].format(guide=title)


def _passed(document: Document, named: set[date], today: date) -> list[date]:
    """Return the named deadlines that lay ahead when the guide was written and do no more."""
    as_of = document.guide.as_of or date.max
    deadlines = {deadline.on for deadline in document.guide.deadlines}
    return sorted(on for on in deadlines & named if as_of < on < today)

"""The frame of an answer: what Lotse says itself around the guides' words, in both languages.

A frame claims nothing: it leads in, names the guides to read on, and says of what day they are.
"""

from collections.abc import Sequence
from datetime import date

from assistant.types import Language
from ingest import Guide

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
# German answers begin with the answer itself; around German quotes English says so first.
LEADS: dict[Language, str] = {"de": "", "en": "The guides say (in German):\n"}
_READ_ON: dict[Language, str] = {"de": "\nMehr dazu: {guides}.", "en": "\nMore on this: {guides}."}
_TITLE: dict[Language, str] = {"de": "„{title}“", "en": "“{title}”"}
_AS_OF: dict[Language, str] = {"de": " (Stand {day})", "en": " (as of {day})"}
_AND: dict[Language, str] = {"de": " und ", "en": " and "}


def read_on(guides: Sequence[Guide], language: Language) -> str:
    """Return the last line of an answer: which guides fit, each with the day it is of."""
    named = _AND[language].join(titled(guide, language) for guide in guides)
    return _READ_ON[language].format(guides=named)


def titled(guide: Guide, language: Language) -> str:
    """Return a guide's title in quotation marks, with the day it is of where that is known."""
    title = _TITLE[language].format(title=guide.title)
    if guide.as_of is None:
        return title
    return title + _AS_OF[language].format(day=day(guide.as_of, language))


def listed(items: Sequence[str], language: Language) -> str:
    """Return items as one enumerates them: "a", "a und b", "a, b und c"."""
    *first, last = items
    return _AND[language].join((", ".join(first), last)) if first else last


def day(on: date, language: Language) -> str:
    """Return a day as 1.11.2026 or 1 November 2026."""
    if language == "en":
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
    return f"{on.day}.{on.month}.{on.year}"

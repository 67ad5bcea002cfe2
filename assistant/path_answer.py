"""“Which guides fit us?” asked in the chat: the reading path as an answer with citations."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import answered, pieces
from assistant.follow_ups import openers
from assistant.frame import listed
from assistant.types import (
    Answer,
    Draft,
    Evidence,
    Judgement,
    Language,
    PathItem,
    Profile,
    Question,
    Quote,
    RankedGuide,
    ReadingPath,
)
from assistant.verify import supports
from ingest import Index

_ASKER = r"(?:uns|mir|mich|wir|ich|unser\w*|mein\w*|us|me|we|our|my)"
_PEOPLE = r"(?:leuten?|mann|mitarbeit\w+|beschäftigten?|kolleg\w+|people|employees)"
_GUIDES = r"(?:leitf[aä]den|leitfaden|ratgeber|anleitung(?:en)?|guides?)"
# "Welche Leitfäden passen zu uns?": whatever else is said describes the firm.
_FITS = re.compile(
    rf"\b{_GUIDES}\b.{{0,30}}\b(?:passt|passen|eignet|eignen|geeignet|richtig\w*|fit|suits?)\b"
    rf".{{0,40}}\b(?:{_ASKER}|{_PEOPLE})\b",
    re.IGNORECASE,
)
# "Wo sollen wir anfangen?", "Was soll ich zuerst lesen?": only where no topic is named.
_BEGIN = re.compile(
    rf"\b(?:wo|womit|wie|was|welche\w*|where|how|what|which)\b.{{0,40}}\b{_ASKER}\b.{{0,40}}"
    r"\b(?:anfangen|an|beginnen|starten|loslegen|los|lesen|start|begin|read)\b"
    r"|^(?:wo|womit|wie) (?:am besten )?(?:anfangen|beginnen|starten)\b",
    re.IGNORECASE,
)
_NO_TOPIC = frozenset(
    "womit leitfäden leitfaden ratgeber anleitungen guide guides zuerst erst erstes anfangen "
    "fangen fange beginnen starten loslegen los lesen bloß eigentlich überhaupt betrieb firma "
    "unternehmen werkstatt am besten first start begin read should company sollten sollte als "
    "hier denn mal empfehlen empfehlt passen passt eignen eignet geeignet richtig richtigen "
    "where which us our my fit fits suit suits".split()
)
_EMPLOYEES = re.compile(rf"\b(\d{{1,5}})\s*{_PEOPLE}\b", re.IGNORECASE)
_LEAD: dict[Language, str] = {
    "de": "Dieser Leseweg passt am ehesten, das Wichtigste zuerst:\n",
    "en": "This reading path fits best, the most important first (in German):\n",
}
_TELL_MORE: dict[Language, str] = {
    "de": "\nGenauer wird es mit {missing}.",
    "en": "\nIt gets more precise with {missing}.",
}
_FIELDS: dict[Language, dict[str, str]] = {
    "de": {
        "industry": "Ihrer Branche",
        "employees": "der Zahl der Beschäftigten",
        "goal": "Ihrem Ziel",
        "pain": "dem, was am meisten drückt",
    },
    "en": {
        "industry": "your industry",
        "employees": "the number of employees",
        "goal": "your goal",
        "pain": "what troubles you most",
    },
}


def asks_for_path(question: Question) -> bool:
    """Return whether a question asks what to read and names no topic of its own."""
    if _FITS.search(question.asked):
        return True
    topics = _topics(question.asked.split(), question)
    return not question.is_follow_up and not topics and bool(_BEGIN.search(question.asked))


def profile_of(question: Question, given: Profile) -> Profile:
    """Return the profile that came with a question, completed by what the question tells."""
    employees = _EMPLOYEES.search(question.asked)
    if employees and given.employees is None:
        given = replace(given, employees=int(employees[1]))
    described = " ".join(_topics(re.sub(_EMPLOYEES, " ", question.asked).split(), question))
    if described and not given.pain:
        given = replace(given, pain=described)
    return given if given != Profile() else Profile(level="einsteiger")


def path_answer(
    question: Question, profile: Profile, path: ReadingPath, index: Index, today: date
) -> Answer:
    """Return a reading path as numbered statements: each guide's title and first sentence."""
    drafts = [_draft(item, step, index) for step, item in enumerate(path.items, start=1)]
    ranked = tuple(RankedGuide(i.guide.id, i.guide.title, i.score) for i in path.items)
    evidence = Evidence(ranked, (), Judgement(1.0, enough=True))
    answer = answered(question, evidence, drafts, index, today)
    text = "".join(pieces(answer.statements))
    language = question.language
    return replace(
        answer,
        text=_LEAD[language] + text + _tell_more(profile, language),
        follow_ups=_openers(path, index) if language == "de" else (),
    )


def _openers(path: ReadingPath, index: Index) -> tuple[str, ...]:
    return openers([item.guide.id for item in path.items if item.guide.says_how], index)


def _topics(words: Sequence[str], question: Question) -> list[str]:
    """Return the words among some that say what a question is about."""
    known = set(question.topical)
    stripped = (word.strip(".,;:!?„“") for word in words)
    return [word for word in stripped if word in known and word.lower() not in _NO_TOPIC]


def _draft(item: PathItem, step: int, index: Index) -> Draft:
    """Return a guide's title and first sentence, both quoted where they stand.

    The sentence alone, which is verbatim, where the two together read like a claim of their own.
    """
    title = item.guide.title
    at = index.documents[item.guide.id].text.find(title, 0, item.quote.start)
    if at < 0:  # its title comes from elsewhere and cannot be quoted
        return Draft(item.summary, (item.quote,), step)
    heading = Quote(item.guide.id, at, at + len(title), (), item.quote.page)
    both = Draft(f"„{title}“: {item.summary}", (heading, item.quote), step)
    return both if supports(both, index) else Draft(item.summary, (item.quote,), step)


def _tell_more(profile: Profile, language: Language) -> str:
    fields = _FIELDS[language]
    missing = [text for name, text in fields.items() if not getattr(profile, name)]
    return _TELL_MORE[language].format(missing=listed(missing, language)) if missing else ""

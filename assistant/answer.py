"""The answer as people see it: numbered citations, what to ask next, or a decline that helps."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote as percent

from assistant.readability import reading_ease
from assistant.types import (
    Answer,
    Citation,
    Draft,
    Evidence,
    Language,
    Question,
    Quote,
    Statement,
)
from ingest import Document, Index, grams

FOLLOW_UPS = 3
NEAR_ENOUGH = 0.25  # probability of an answer from which a decline names the nearest guide
_FRAGMENT_WORDS = 5

_DECLINED: dict[Language, str] = {
    "de": "Dazu steht nichts Verlässliches in den Leitfäden. Persönlich hilft {contact}.",
    "en": "The guides say nothing reliable about this. For personal help contact {contact}.",
}
_NEAREST: dict[Language, str] = {
    "de": " Am nächsten kommt der Leitfaden „{title}“.",
    "en": " The nearest guide is “{title}” (in German).",
}
_OUT_OF_DATE: dict[Language, str] = {
    "de": "„{title}“ (Stand {as_of}) sollte bis {review_by} geprüft werden: bitte prüfen.",
    "en": "“{title}” is as of {as_of} and was due for review on {review_by}: please check.",
}
_STALE: dict[Language, str] = {
    "de": "Von „{title}“ gibt es eine neuere Fassung, die noch nicht eingelesen werden konnte.",
    "en": "There is a newer version of “{title}” that could not be ingested yet.",
}


def answered(
    question: Question,
    evidence: Evidence,
    drafts: Sequence[Draft],
    index: Index,
    today: date,
    notices: Sequence[str] = (),
) -> Answer:
    """Return the answer made of verified drafts; citations are numbered as they appear."""
    numbers = _numbers(drafts)
    statements = numbered(drafts)
    citations = tuple(_citation(quote, number, index) for quote, number in numbers.items())
    cited = [index.documents[id_] for id_ in dict.fromkeys(quote.guide_id for quote in numbers)]
    return Answer(
        status="answered",
        text="".join(pieces(statements)),
        statements=statements,
        citations=citations,
        guides=evidence.guides,
        follow_ups=_follow_ups(question, cited),
        notices=(*notices, *_notices(cited, question.language, today)),
        release=index.manifest.generation,
        language=question.language,
        timings_ms={},
        reading_ease=_reading_ease(drafts) if question.simple else None,
    )


def numbered(drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """Return verified drafts as statements; a further draft changes nothing about those before."""
    numbers = _numbers(drafts)
    return tuple(
        Statement(
            draft.translation or draft.text,
            tuple(numbers[quote] for quote in draft.quotes),
            verified=not draft.translation,
            step=draft.step,
        )
        for draft in drafts
    )


def declined(question: Question, evidence: Evidence, index: Index, contact: str) -> Answer:
    """Return an honest "not in the guides" with the contact and the nearest guide, no claims."""
    text = _DECLINED[question.language].format(contact=contact)
    if evidence.guides and evidence.sufficiency >= NEAR_ENOUGH:
        text += _NEAREST[question.language].format(title=evidence.guides[0].title)
    return Answer(
        status="declined",
        text=text,
        statements=(),
        citations=(),
        guides=evidence.guides,
        follow_ups=(),
        notices=(),
        release=index.manifest.generation,
        language=question.language,
        timings_ms={},
    )


def pieces(statements: Sequence[Statement]) -> list[str]:
    """Return the answer's text in the pieces in which it is streamed, one a statement."""
    parts: list[str] = []
    for at, statement in enumerate(statements):
        marks = "".join(f" [{number}]" for number in statement.citations)
        starts_line = statement.step or (at and statements[at - 1].step)
        separator = "" if at == 0 else "\n" if starts_line else " "
        number = f"{statement.step}. " if statement.step else ""
        parts.append(f"{separator}{number}{statement.text}{marks}")
    return parts


def _reading_ease(drafts: Sequence[Draft]) -> float:
    said = " ".join(draft.translation or draft.text for draft in drafts)
    return reading_ease(said, "en" if any(draft.translation for draft in drafts) else "de")


def _numbers(drafts: Sequence[Draft]) -> dict[Quote, int]:
    """Return each quote's number, in the order in which they are cited first."""
    quotes = dict.fromkeys(quote for draft in drafts for quote in draft.quotes)
    return {quote: number for number, quote in enumerate(quotes, start=1)}


def _citation(quote: Quote, number: int, index: Index) -> Citation:
    document = index.documents[quote.guide_id]
    guide = document.guide
    words = document.text[quote.start : quote.end]
    return Citation(
        number=number,
        guide_id=guide.id,
        title=guide.title,
        kind=guide.kind,
        heading=quote.heading,
        quote=words,
        start=quote.start,
        end=quote.end,
        page=quote.page,
        url=f"/guides/{guide.id}{_text_fragment(words)}",
        version=guide.version,
        as_of=guide.as_of,
        source_url=guide.references[0].url or None if guide.references else None,
    )


def _text_fragment(words: str) -> str:
    """Return a URL text fragment that makes the browser highlight the quoted words."""
    found = words.split()
    if len(found) <= 2 * _FRAGMENT_WORDS:
        return f"#:~:text={_escape(' '.join(found))}"
    first, last = found[:_FRAGMENT_WORDS], found[-_FRAGMENT_WORDS:]
    return f"#:~:text={_escape(' '.join(first))},{_escape(' '.join(last))}"


def _escape(text: str) -> str:
    return percent(text, safe="").replace("-", "%2D")


def _follow_ups(question: Question, cited: Sequence[Document]) -> tuple[str, ...]:
    """Return questions that the cited guides answer themselves and that were not just asked."""
    asked = set(grams(question.search_text))
    own = [text for document in cited for text in document.guide.typical_questions]
    fresh = [text for text in own if len(asked & set(grams(text))) <= 0.3 * len(set(grams(text)))]
    return tuple(dict.fromkeys(fresh))[:FOLLOW_UPS]


def _notices(cited: Sequence[Document], language: Language, today: date) -> tuple[str, ...]:
    notices = []
    for document in cited:
        guide = document.guide
        if guide.review_by is not None and guide.review_by < today:
            notices.append(
                _OUT_OF_DATE[language].format(
                    title=guide.title, as_of=_day(guide.as_of), review_by=_day(guide.review_by)
                )
            )
        if document.stale:
            notices.append(_STALE[language].format(title=guide.title))
    return tuple(notices)


def _day(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else "unbekannt"

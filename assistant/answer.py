"""The answer as people see it: numbered citations, where to read on, what to ask next."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote as percent

from assistant.follow_ups import follow_ups
from assistant.frame import LEADS, read_on
from assistant.readability import reading_ease
from assistant.timeliness import overdue
from assistant.types import (
    Answer,
    Citation,
    Draft,
    Evidence,
    Question,
    Quote,
    Statement,
)
from ingest import Guide, Index

READ_ON = 2  # guides that the last line names
_FRAGMENT_WORDS = 5


def answered(
    question: Question,
    evidence: Evidence,
    drafts: Sequence[Draft],
    index: Index,
    today: date,
    earlier: Sequence[str] = (),
    notices: Sequence[str] = (),
) -> Answer:
    """Return the answer made of verified drafts; citations are numbered as they appear.

    `earlier` are the questions asked before: what one could ask next is none of them. `notices`
    come before those about the guides' dates.
    """
    numbers = _numbers(drafts)
    quotes = list(numbers)
    statements = numbered(drafts)
    cited = [index.documents[id_] for id_ in dict.fromkeys(quote.guide_id for quote in quotes)]
    said = [statement.text for statement in statements]
    return Answer(
        status="answered",
        text=lead(question, drafts)
        + "".join(pieces(statements))
        + read_on(_reading(quotes, index), question.language),
        statements=statements,
        citations=tuple(_citation(quote, number, index) for quote, number in numbers.items()),
        guides=evidence.guides,
        follow_ups=follow_ups(question, earlier, quotes, index),
        notices=(*notices, *overdue(cited, said, question.language, today)),
        release=index.manifest.generation,
        language=question.language,
        timings_ms={},
        reading_ease=_reading_ease(drafts) if question.simple else None,
    )


def lead(question: Question, drafts: Sequence[Draft]) -> str:
    """Return what is said before the first statement; a translated one needs no word before it."""
    return "" if drafts[0].translation else LEADS[question.language]


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


def tokens(answer: Answer) -> list[str]:
    """Return an answer's text in the pieces in which it is streamed: frame and statements."""
    body = pieces(answer.statements)
    if not body:
        return [answer.text]
    before, _, after = answer.text.partition("".join(body))
    return [piece for piece in (before, *body, after) if piece]


def pieces(statements: Sequence[Statement]) -> list[str]:
    """Return what the statements say with the numbers of their citations, one piece each."""
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


def _reading(quotes: Sequence[Quote], index: Index) -> list[Guide]:
    """Return the guides to read on, at most two, the one that says most first."""
    said = Counter(quote.guide_id for quote in quotes)
    return [index.documents[id_].guide for id_, _ in said.most_common(READ_ON)]


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

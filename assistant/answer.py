"""The answer as people see it: numbered citations, where to read on, or a decline that helps."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote as percent

from assistant.follow_ups import follow_ups
from assistant.frame import LEADS, read_on
from assistant.timeliness import overdue
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
from ingest import Guide, Index

NEAR_ENOUGH = 0.25  # probability of an answer from which a decline names the nearest guide
READ_ON = 2  # guides that the last line names
_FRAGMENT_WORDS = 5

_DECLINED: dict[Language, str] = {
    "de": "Dazu steht nichts Verlässliches in den Leitfäden. Persönlich hilft {contact}.",
    "en": "The guides say nothing reliable about this. For personal help contact {contact}.",
}
_NEAREST: dict[Language, str] = {
    "de": " Am nächsten kommt der Leitfaden „{title}“.",
    "en": " The nearest guide is “{title}” (in German).",
}


def answered(
    question: Question,
    evidence: Evidence,
    drafts: Sequence[Draft],
    index: Index,
    today: date,
    earlier: Sequence[str] = (),
) -> Answer:
    """Return the answer made of verified drafts; citations are numbered as they appear.

    `earlier` are the questions asked before: what one could ask next is none of them.
    """
    quotes = list(dict.fromkeys(quote for draft in drafts for quote in draft.quotes))
    numbers = {quote: number for number, quote in enumerate(quotes, start=1)}
    statements = tuple(
        Statement(
            draft.text,
            tuple(numbers[quote] for quote in draft.quotes),
            verified=True,
            step=draft.step,
        )
        for draft in drafts
    )
    citations = tuple(_citation(quote, number, index) for quote, number in numbers.items())
    cited = [index.documents[id_] for id_ in dict.fromkeys(quote.guide_id for quote in quotes)]
    return Answer(
        status="answered",
        text=_framed(statements, _reading(quotes, index), question.language),
        statements=statements,
        citations=citations,
        guides=evidence.guides,
        follow_ups=follow_ups(question, earlier, quotes, index),
        notices=overdue(cited, [s.text for s in statements], question.language, today),
        release=index.manifest.generation,
        language=question.language,
        timings_ms={},
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


def _framed(statements: Sequence[Statement], guides: Sequence[Guide], language: Language) -> str:
    """Return the statements within the frame, which is never a statement itself."""
    return LEADS[language] + "".join(pieces(statements)) + read_on(guides, language)


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

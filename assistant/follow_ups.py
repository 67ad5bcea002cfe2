"""What one could ask next: questions that the cited guides answer and this answer does not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from assistant.phrasing import reads_well, written
from assistant.types import Language, Question, Quote
from ingest import Index, grams

FOLLOW_UPS = 3
_OWN = 2  # of the guides' typical questions, before those that any guide's sections answer
_SAME_SHARE = 0.5  # questions that share more of the shorter one's 5-grams ask the same
# Early in a question these words point at something said before.
_POINTS_BACK = re.compile(
    r"^(?:\S+ ){0,3}(?:da|das|die|dafür|dabei|davon|dazu|damit|denen)\b", re.IGNORECASE
)
# What a section is about, by words that headings use for it, and how one would ask for it.
_SECTIONS: tuple[tuple[re.Pattern[str], dict[Language, str]], ...] = (
    (
        re.compile(r"schritt|vorgehen|anleitung", re.IGNORECASE),
        {"de": "Wie gehen wir dabei vor?", "en": "How do we go about it?"},
    ),
    (
        re.compile(r"kosten|preis|budget", re.IGNORECASE),
        {"de": "Was kostet das?", "en": "What does it cost?"},
    ),
    (
        re.compile(r"dauer|zeitplan|zeitbedarf", re.IGNORECASE),
        {"de": "Wie lange dauert das?", "en": "How long does it take?"},
    ),
    (
        re.compile(r"stolper|fallstrick|fehler", re.IGNORECASE),
        {
            "de": "Welche Fehler sollten wir dabei vermeiden?",
            "en": "Which mistakes should we avoid?",
        },
    ),
    (
        re.compile(r"voraussetzung", re.IGNORECASE),
        {"de": "Was brauchen wir dafür?", "en": "What do we need for it?"},
    ),
    (
        re.compile(r"jetzt tun|empfehlung|nächste schritte", re.IGNORECASE),
        {"de": "Was können wir jetzt tun?", "en": "What can we do now?"},
    ),
    (
        re.compile(r"nutzen|vorteil", re.IGNORECASE),
        {"de": "Was bringt uns das?", "en": "What are the benefits?"},
    ),
    (
        re.compile(r"\brecht|datenschutz", re.IGNORECASE),
        {"de": "Was müssen wir rechtlich beachten?", "en": "What does the law require?"},
    ),
    (
        re.compile(r"grenzen", re.IGNORECASE),
        {"de": "Wo liegen die Grenzen?", "en": "What are the limits?"},
    ),
)


def follow_ups(
    question: Question, earlier: Sequence[str], quotes: Sequence[Quote], index: Index
) -> tuple[str, ...]:
    """Return up to three questions; none that was asked, in this turn or an earlier one.

    `quotes` are those of the answer, its first one from the guide that answers.
    """
    guides = list(dict.fromkeys(quote.guide_id for quote in quotes))
    own = [] if question.language == "en" else list(_own(guides, quotes, index))
    general = list(_general(guides[0], quotes, question.language, index)) if guides else []
    candidates = [*own[:_OWN], *general, *own[_OWN:]]
    return tuple(islice(_new(candidates, [question.asked, *earlier]), FOLLOW_UPS))


def openers(guides: Sequence[str], index: Index) -> tuple[str, ...]:
    """Return up to three questions that open a topic, one of each guide before a second one."""
    fit = []
    for guide_id in guides:
        own = [written(text) for text in index.documents[guide_id].guide.typical_questions]
        fit.append([text for text in own if reads_well(text) and not _POINTS_BACK.search(text)])
    turns = chain.from_iterable(zip_longest(*fit))
    return tuple(islice((text for text in turns if text), FOLLOW_UPS))


def _own(guides: Sequence[str], quotes: Sequence[Quote], index: Index) -> Iterator[str]:
    """Yield the guides' typical questions that the quotes leave open, in written German."""
    for guide_id in guides:
        asked = index.documents[guide_id].guide.typical_questions
        for text, answer in zip(asked, index.nearest_sentences(guide_id), strict=True):
            told = any(
                quote.guide_id == guide_id and quote.start < answer.end and answer.start < quote.end
                for quote in quotes
            )
            if not told and reads_well(written(text)):
                yield written(text)


def _general(
    guide_id: str, quotes: Sequence[Quote], language: Language, index: Index
) -> Iterator[str]:
    """Yield what one asks of any topic, where the guide has a section for it not yet quoted."""
    headings = [b.text for b in index.documents[guide_id].blocks if b.kind == "heading"]
    told = " ".join(quote.heading[-1] for quote in quotes if quote.heading)
    for topic, asked in _SECTIONS:
        if any(topic.search(heading) for heading in headings[1:]) and not topic.search(told):
            yield asked[language]


def _new(candidates: Iterable[str], asked: Sequence[str]) -> Iterator[str]:
    known = [set(grams(text)) for text in asked]
    for text in candidates:
        own = set(grams(text))
        if all(len(own & other) <= _SAME_SHARE * min(len(own), len(other)) for other in known):
            known.append(own)
            yield text

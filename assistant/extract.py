"""Answers without a model: the guides' own sentences, in the order one would say them."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.types import Candidate, Draft, Evidence, Question, Quote, Wanted
from ingest import Index, Sentence, grams

MAX_STATEMENTS = 6
DIRECT_STATEMENTS = 4
SCORE_DROP = 1.6  # how far below the best sentence another may stand and still be said
SAME_SHARE = 0.55  # sentences that share more of their grams say the same

# A sentence that begins like this says nothing without the one before it.
_LEANS_BACK = re.compile(
    r"^(?:dabei|dazu|dafür|dadurch|damit|danach|davor|daraus|darauf|dann|dies\w*|jene\w*|solche\w*|"
    r"sie|er|es|ihr\w*|sein\w*|hier|dort|so|auch|außerdem|zudem|deshalb|daher|darum|aber|doch|denn|"
    r"und|oder|sonst|ebenso|beides?|letztere\w*|erstere\w*|das (?:ist|gilt|heißt|kostet|spart))\b",
    re.IGNORECASE,
)
_POINTS_ELSEWHERE = re.compile(r"^nicht hier\b|\bsiehe\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d|€|%|\bProzent\b")
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)\s?\d{4}|\b20\d\d\b|\bEnde \w+")
_RULE = re.compile(
    r"\b(?:muss|müssen|darf|dürfen|pflicht\w*|gilt|gelten|verboten|nötig|frei)\b", re.I
)
_DEFINES = re.compile(r"\b(?:ist|sind|heißt|bedeutet|beschreibt)\b")
# What makes a sentence the kind of answer that was asked for, and how much that is worth.
_FITS: dict[Wanted, tuple[re.Pattern[str], float]] = {
    "date": (_DATE, 0.9),
    "amount": (_FIGURE, 0.7),
    "rule": (_RULE, 0.4),
    "definition": (_DEFINES, 0.3),
}


def extract(question: Question, evidence: Evidence, index: Index) -> list[Draft]:
    """Return 1 to 6 drafts, the one that answers first; steps of one list stay steps."""
    ranked = _ranked(question, evidence.candidates)
    if not ranked:
        return []
    steps = _steps(question, ranked, index)
    room = MAX_STATEMENTS - len(steps)
    direct = _distinct(ranked, steps, min(DIRECT_STATEMENTS, room))
    first, *rest = [_draft(candidate.sentence, index) for candidate in direct]
    return [first, *rest, *steps]


def _ranked(question: Question, candidates: Iterable[Candidate]) -> list[Candidate]:
    pattern, worth = _FITS.get(question.wanted, (None, 0.0))
    usable = [candidate for candidate in candidates if _stands_alone(candidate.sentence)]

    def value(candidate: Candidate) -> float:
        fits = pattern is not None and pattern.search(candidate.sentence.text)
        return candidate.score + (worth if fits else 0.0) - _penalty(candidate.sentence)

    return sorted(usable, key=value, reverse=True)


def _stands_alone(sentence: Sentence) -> bool:
    text = sentence.text
    if sentence.kind == "reference" or (sentence.kind == "row" and not sentence.columns):
        return False
    if text.endswith((":", "?")) or _LEANS_BACK.match(text) or _POINTS_ELSEWHERE.search(text):
        return False
    return len(text.split()) >= 4 or sentence.kind == "row"


def _penalty(sentence: Sentence) -> float:
    """A box to tick repeats what the text says better."""
    return 0.6 if sentence.marker == "☐" else 0.0


def _distinct(ranked: Sequence[Candidate], steps: Sequence[Draft], limit: int) -> list[Candidate]:
    said = [set(grams(step.text)) for step in steps]
    chosen: list[Candidate] = []
    for candidate in ranked:
        own = set(grams(candidate.sentence.text))
        if candidate.score < ranked[0].score - SCORE_DROP or len(chosen) == limit:
            break
        if all(len(own & other) <= SAME_SHARE * min(len(own), len(other)) for other in said):
            chosen.append(candidate)
            said.append(own)
    return chosen or [ranked[0]]


def _steps(question: Question, ranked: Sequence[Candidate], index: Index) -> list[Draft]:
    """Return the numbered list that one of the best sentences stands in, if steps are wanted."""
    if question.wanted not in ("steps", "other"):
        return []
    best = next((c.sentence for c in ranked[:3] if _is_step(c.sentence)), None)
    if best is None:
        return []
    passages = [p for p in index.passages if p.guide_id == best.guide_id]
    items = [
        sentence
        for passage in passages
        for sentence in passage.sentences
        if sentence.heading == best.heading and _is_step(sentence)
    ]
    blocks = [list(group) for _, group in groupby(items, key=lambda sentence: sentence.block)]
    return [
        _merged(block[:2], index, step)
        for step, block in enumerate(blocks[: MAX_STATEMENTS - 1], start=1)
    ]


def _is_step(sentence: Sentence) -> bool:
    return sentence.kind == "item" and sentence.marker[:1].isdigit()


def _draft(sentence: Sentence, index: Index) -> Draft:
    if sentence.kind == "row":
        return Draft(read_row(sentence), (_quote(sentence),))
    return _merged([sentence], index, step=0)


def _merged(sentences: Sequence[Sentence], index: Index, step: int) -> Draft:
    first, last = sentences[0], sentences[-1]
    text = index.documents[first.guide_id].text[first.start : last.end]
    quote = Quote(first.guide_id, first.start, last.end, first.heading, first.page)
    return Draft(text, (quote,), step)


def _quote(sentence: Sentence) -> Quote:
    return Quote(sentence.guide_id, sentence.start, sentence.end, sentence.heading, sentence.page)


def read_row(row: Sentence) -> str:
    """Return a table row as one reads it aloud: its name, then each column's name and value."""
    name, *values = row.text.split(" | ")
    labels = row.columns[1:]
    told = [f"{label} {value}" for label, value in zip(labels, values, strict=False) if value]
    return f"{name}: {', '.join(told)}." if told else name

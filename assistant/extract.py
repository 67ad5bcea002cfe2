"""Answers without a model: the guides' own sentences, in the order one would say them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice, takewhile

from assistant.checking.sources import told_row
from assistant.types import Candidate, Draft, Evidence, Question, Quote, Wanted
from ingest import Index, Sentence, grams

MAX_STATEMENTS = 6
SUMMARY_STATEMENTS = 4  # considered from the first section of the guides that answer
STEPS_AFTER = 1  # direct statements before a list of steps
STEPS_NEEDED = 2  # of the best sentences that stand in one list make it the answer
VALUE_DROP = 3.0  # how far below the best sentence another may stand and still be said
NEARLY_EQUAL = 0.3  # in value, to the best sentence
SAME_SHARE = 0.55  # sentences that share more of their grams say the same

# A sentence that begins like this says nothing without the one before it.
_LEANS_BACK = re.compile(
    r"^(?:dabei|dazu|dafür|dadurch|damit|danach|davor|daraus|darauf|dann|dies\w*|jene\w*|solche\w*|"
    r"sie|er|es|ihr\w*|sein\w*|hier|dort|so|auch|außerdem|zudem|deshalb|daher|darum|aber|doch|denn|"
    r"und|oder|sonst|ebenso|beides?|letztere\w*|erstere\w*|das (?:ist|gilt|heißt|kostet|spart))\b",
    re.IGNORECASE,
)
_POINTS_ELSEWHERE = re.compile(
    r"^nicht hier\b|\bsiehe\b|^(?:quellen|anlaufstellen)\b", re.IGNORECASE
)
_LISTS_OTHERS = re.compile(r"\b(?:quellen|verwandte|literatur|links)\b", re.IGNORECASE)
_TELLS_A_CASE = re.compile(r"\b(?:beispiel|musterbetrieb)", re.IGNORECASE)
_FIGURE = re.compile(r"\d|€|%|\bProzent\b")
_MONEY = re.compile(r"€|\beuro\b|dollar", re.IGNORECASE)
_COSTS = re.compile(r"kosten\b|kostet|preis", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)\s?\d{4}|\b20\d\d\b|\bEnde \w+")
_RULE = re.compile(
    r"\b(?:muss|müssen|darf|dürfen|pflicht\w*|gilt|gelten|verboten|nötig|frei)\b", re.IGNORECASE
)
_DEFINES = re.compile(r"\b(?:ist|sind|heißt|bedeutet|beschreibt)\b")


def _says(pattern: re.Pattern[str]) -> Callable[[Sentence], bool]:
    return lambda sentence: bool(pattern.search(sentence.text))


def _names_price(sentence: Sentence) -> bool:
    """Tell a price from a turnover or a fine; the rows of a cost table stand under "Kosten"."""
    read = " ".join((*sentence.heading, sentence.text))
    return bool(_MONEY.search(read) and _COSTS.search(read))


# What makes a sentence the kind of answer that was asked for, and how much that is worth.
_FITS: dict[Wanted, tuple[Callable[[Sentence], bool], float]] = {
    "date": (_says(_DATE), 0.6),
    "price": (_names_price, 2.0),
    "amount": (_says(_FIGURE), 0.6),
    "rule": (_says(_RULE), 0.4),
    "definition": (_says(_DEFINES), 0.3),
}
_FIGURE_WORTH = 0.3  # sentences with figures are the ones people quote
_SUMMARY_WORTH = 1.0  # what stands in a guide's first section is what its authors want known
_LEADING_GUIDE_WORTH = 0.4  # over a second guide that is nearly as good
_EXAMPLE_COST = 0.6  # what one firm did is not yet what to do
_BOX_COST = 0.3  # a box to tick repeats what the text says better


def extract(question: Question, evidence: Evidence, index: Index) -> list[Draft]:
    """Return 1 to 6 drafts, the one that answers first; steps of one list stay steps."""
    ranked = _ranked(question, evidence)
    steps = _steps(question, ranked, index)
    chosen = _in_reading_order(_chosen(ranked, steps))
    direct = [_draft(candidate, index) for candidate in chosen]
    return [*direct, *steps[: MAX_STATEMENTS - len(direct)]]


def quotable(question: Question, evidence: Evidence, index: Index, limit: int) -> list[Draft]:
    """Return up to `limit` drafts that an answer may be made of: steps in order, the rest by value.

    A model is shown these, so that it and the extractive answer have the same to say.
    """
    ranked = _ranked(question, evidence)
    steps = _steps(question, ranked, index)
    others = (_draft(candidate, index) for candidate in _distinct(ranked, steps))
    return list(islice(chain(steps, others), limit))


def _ranked(question: Question, evidence: Evidence) -> list[Candidate]:
    """Return what can be said alone, by its score and by how well it fits the question's kind."""
    fits, worth = _FITS.get(question.wanted, (_says(_FIGURE), 0.0))
    leading = evidence.guides[0].guide_id if evidence.guides else ""

    def valued(candidate: Candidate) -> Candidate:
        sentence = candidate.sentence
        value = (
            candidate.score
            + worth * fits(sentence)
            + _FIGURE_WORTH * bool(_FIGURE.search(sentence.text))
            + _SUMMARY_WORTH * (sentence.section == 0)
            + _LEADING_GUIDE_WORTH * (sentence.guide_id == leading)
            - _BOX_COST * (sentence.marker == "☐")
            - _EXAMPLE_COST * bool(_TELLS_A_CASE.search(" ".join(sentence.heading)))
        )
        return replace(candidate, value=value)

    usable = [valued(candidate) for candidate in evidence.candidates if _stands_alone(candidate)]
    return sorted(usable, key=lambda candidate: -candidate.value)


def _stands_alone(candidate: Candidate) -> bool:
    sentence = candidate.sentence
    if sentence.kind == "reference" or (sentence.kind == "row" and not sentence.columns):
        return False
    first = candidate.unit[0].text
    if sentence.text.endswith((":", "?")):
        return False
    if any(_POINTS_ELSEWHERE.search(said.text) for said in candidate.unit):
        return False
    if sentence.heading and _LISTS_OTHERS.search(sentence.heading[-1]):
        return False
    return not _LEANS_BACK.match(first) and (len(first.split()) >= 4 or len(candidate.unit) > 1)


def _chosen(ranked: Sequence[Candidate], steps: Sequence[Draft]) -> list[Candidate]:
    """Return the best candidate, then what its guide's summary says to it, then the next best."""
    limit = STEPS_AFTER if steps else MAX_STATEMENTS
    summaries = [c for c in ranked if c.sentence.section == 0][:SUMMARY_STATEMENTS]
    near = [c for c in ranked if c.value >= ranked[0].value - VALUE_DROP]
    chosen = islice(_distinct([*ranked[:1], *summaries, *near], steps), limit)
    return sorted(chosen, key=lambda candidate: -candidate.value)


def _distinct(candidates: Sequence[Candidate], steps: Sequence[Draft]) -> Iterator[Candidate]:
    """Yield the candidates that repeat neither a step nor one before them.

    Neighbours that have been said are not said with a candidate again.
    """
    said = [set(grams(step.text)) for step in steps]
    told: set[Sentence] = set()
    for candidate in candidates:
        unit = tuple(sentence for sentence in candidate.unit if sentence not in told)
        own = set(grams(" ".join(sentence.text for sentence in unit)))
        new = all(len(own & other) <= SAME_SHARE * min(len(own), len(other)) for other in said)
        if candidate.sentence in unit and new:
            yield replace(candidate, unit=unit)
            said.append(own)
            told.update(unit)


def _in_reading_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Return what answers best first, then the rest as it stands in its guide.

    Of nearly equal ones the authors' summary goes first: it holds for everybody.
    """
    guides = list(dict.fromkeys(candidate.sentence.guide_id for candidate in chosen))
    near = [c for c in chosen if c.value >= chosen[0].value - NEARLY_EQUAL]
    first = next((c for c in near if c.sentence.section == 0), chosen[0] if chosen else None)
    rest = sorted(
        (c for c in chosen if c is not first),
        key=lambda c: (guides.index(c.sentence.guide_id), c.sentence.start),
    )
    return [*([first] if first else []), *rest]


def _steps(question: Question, ranked: Sequence[Candidate], index: Index) -> list[Draft]:
    """Return the numbered list that one of the best sentences stands in, if steps are wanted.

    Only of the guide that answers best: steps of two guides are no way to go.
    """
    if question.wanted != "steps" or not ranked:
        return []
    leading = ranked[0].sentence.guide_id
    own = [c.sentence for c in ranked if c.sentence.guide_id == leading]
    best = [sentence for sentence in own[:MAX_STATEMENTS] if _is_step(sentence)]
    lists = Counter(sentence.section for sentence in best)
    section, count = lists.most_common(1)[0] if lists else (None, 0)
    if count < STEPS_NEEDED:
        return []
    items = [
        sentence
        for passage in index.passages
        for sentence in passage.sentences
        if (sentence.guide_id, sentence.section) == (leading, section) and _is_step(sentence)
    ]
    blocks = [list(group) for _, group in groupby(items, key=lambda sentence: sentence.block)]
    # A section may hold a second list: it begins where the numbers begin anew.
    first = takewhile(lambda step: step[0] == _number(step[1][0]), enumerate(blocks, start=1))
    return [_said(block[:2], index, step) for step, block in first]


def _number(step: Sentence) -> int:
    return int(step.marker.rstrip("."))


def _is_step(sentence: Sentence) -> bool:
    return sentence.kind == "item" and sentence.marker.rstrip(".").isdigit()


def _draft(candidate: Candidate, index: Index) -> Draft:
    draft = _said(candidate.unit, index, step=0)
    if candidate.sentence.kind != "row":
        return draft
    return Draft(told_row(candidate.sentence.text, candidate.sentence.columns), draft.quotes)


def _said(sentences: Sequence[Sentence], index: Index, step: int) -> Draft:
    """Return neighbouring sentences of one block as one draft, quoted as they stand."""
    first, last = sentences[0], sentences[-1]
    text = index.documents[first.guide_id].text[first.start : last.end]
    quote = Quote(first.guide_id, first.start, last.end, first.heading, first.page)
    return Draft(text, (quote,), step)

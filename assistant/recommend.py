"""What to read first: from a firm's profile to a reading path of three to five guides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.errors import BadProfile
from assistant.reasons import reason
from assistant.types import Level, PathItem, Profile, Quote, ReadingPath
from ingest import Guide, Index, Sentence

SHORTEST, LONGEST = 3, 5
GOOD = 0.4  # share of the best guide's score that makes a path longer than three
REPORTS = 1  # in a path, and never before a guide
LEVELS: tuple[Level, ...] = ("einsteiger", "fortgeschritten", "profi")
# What is searched for when a profile names neither a goal nor a worry.
_BEGINNING = "Wo fangen wir mit der Digitalisierung an? Standort bestimmen, erste Schritte planen"

# What speaks for a guide besides the search, in units of its z-fused score (profiles/train).
_TOO_HARD = 1.7  # a level above the firm's
_TOO_EASY = 0.25  # a level below it
_WRONG_SIZE = 1.2
_REPORT = 1.2
_RELATED = 2.5  # to the guide that fits best
_INDUSTRY = 0.25  # weight of what the guides say of the branch
_HIGH_EFFORT = 0.3  # for who is just beginning

Vector = npt.NDArray[np.float32]
Embed = Callable[[str], Vector]

_EVERY_SIZE = re.compile(r"\b(?:jede[rs]?|alle) Größen?\b", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:(?P<low>\d+) bis (?P<high>\d+)|\bab (?:etwa )?(?P<least>\d+)|\bbis (?P<most>\d+))"
    r" Beschäftigte"
)
_SMALL_AND_MEDIUM = 249  # an upper end from here on only says "small and medium-sized"


@dataclass(frozen=True, slots=True)
class _Choice:
    guide: Guide
    score: float


def recommend(profile: Profile, index: Index, embed: Embed) -> ReadingPath:
    """Return three to five guides that fit a profile, basics first; raises BadProfile."""
    if profile == Profile():
        raise BadProfile(
            "Bitte mindestens eine Angabe machen: Branche, Beschäftigte, Ziel, Reifegrad oder wo "
            "der Schuh drückt."
        )
    wishes = [text for text in (profile.pain, profile.goal) if text]
    sought = wishes or [_BEGINNING]
    vectors = [embed(text) for text in sought]
    summaries = _first_sentences(index)
    scores = _scores(profile, sought, vectors, index, embed)
    chosen = _chosen({id_: scores[id_] for id_ in scores if id_ in summaries}, index)
    told = vectors if wishes else []
    best = chosen[0].guide
    items = []
    for choice in _basics_first(chosen, profile):
        why = reason(choice.guide, best, wishes, told, index)
        first = summaries[choice.guide.id]
        quote = Quote(first.guide_id, first.start, first.end, first.heading, first.page)
        items.append(PathItem(choice.guide, why, first.text, quote, choice.score))
    return ReadingPath(tuple(items), index.manifest.generation)


def _scores(
    profile: Profile, wishes: Sequence[str], vectors: Sequence[Vector], index: Index, embed: Embed
) -> dict[str, float]:
    """Return how well each guide fits: the mean search score of the wishes, and what it is for."""
    total = dict.fromkeys(index.documents, 0.0)
    for text, vector in zip(wishes, vectors, strict=True):
        for hit in index.search(vector, text, limit=1).guides:
            total[hit.guide_id] += hit.score / len(wishes)
    if profile.industry:
        vector = embed(profile.industry)
        for hit in index.search(vector, profile.industry, limit=1).guides:
            total[hit.guide_id] += _INDUSTRY * hit.score
    return {
        id_: score - _misfit(index.documents[id_].guide, profile) for id_, score in total.items()
    }


def _misfit(guide: Guide, profile: Profile) -> float:
    """Return what speaks against a guide for a firm of this level and size."""
    against = 0.0
    if profile.level is not None and guide.maturity in LEVELS:
        above = _rank(guide) - LEVELS.index(profile.level)
        against += _TOO_HARD * above if above > 0 else _TOO_EASY * -above
    if profile.level == "einsteiger" and guide.effort == "hoch":
        against += _HIGH_EFFORT
    if profile.employees is not None and not suits(guide, profile.employees):
        against += _WRONG_SIZE
    return against + _REPORT * (not guide.says_how)


def suits(guide: Guide, employees: int) -> bool:
    """Return whether a guide is meant for a firm of this size; one that names none is for all."""
    found = _SIZE.search(guide.company_size)
    if found is None or _EVERY_SIZE.search(guide.company_size):
        return True
    low = int(found["low"] or found["least"] or 0)
    high = int(found["high"] or found["most"] or _SMALL_AND_MEDIUM)
    return low <= employees and (employees <= high or high >= _SMALL_AND_MEDIUM)


def _chosen(scores: dict[str, float], index: Index) -> list[_Choice]:
    """Return the best guide, then what its editors relate to it or the search finds as good."""
    first = max(scores, key=lambda id_: (index.documents[id_].guide.says_how, scores[id_]))
    best = index.documents[first].guide
    fits = [
        _Choice(guide, scores[guide.id] + _RELATED * _related(best, guide))
        for guide in (index.documents[id_].guide for id_ in scores)
        if guide is not best
    ]
    chosen = [_Choice(best, scores[first] + _RELATED)]
    for choice in sorted(fits, key=lambda fit: -fit.score):
        reports = sum(not other.guide.says_how for other in chosen)
        enough = len(chosen) >= SHORTEST
        if len(chosen) == LONGEST or (enough and choice.score < GOOD * scores[first]):
            break
        is_twin = any(_twins(choice.guide, other.guide) for other in chosen)
        if not is_twin and (choice.guide.says_how or (enough and reports < REPORTS)):
            chosen.append(choice)
    return chosen


def _basics_first(chosen: Sequence[_Choice], profile: Profile) -> list[_Choice]:
    """Return the best first, but before each guide the easier ones that it is related to.

    What is easier than the firm's own level it need not read first.
    """
    own = LEVELS.index(profile.level or LEVELS[0])
    ordered: list[_Choice] = []
    for choice in sorted(chosen, key=lambda c: (not c.guide.says_how, -c.score)):
        basics = [
            other
            for other in chosen
            if _is_basis(other.guide, choice.guide) and _rank(other.guide) >= own
        ]
        ordered += [c for c in (*basics, choice) if c not in ordered]
    return ordered


def _is_basis(guide: Guide, other: Guide) -> bool:
    """Return whether a guide is a related one of a lower level, to be read before the other."""
    if guide.maturity not in LEVELS or other.maturity not in LEVELS:
        return False
    return _rank(guide) < _rank(other) and _related(guide, other)


def _rank(guide: Guide) -> int:
    return [str(level) for level in LEVELS].index(guide.maturity)


def _related(guide: Guide, other: Guide) -> bool:
    return guide.id in other.related or other.id in guide.related


def _twins(guide: Guide, other: Guide) -> bool:
    """Return whether two guides are easily taken for each other; stages of one topic are not."""
    named = guide.id in other.differs_from or other.id in guide.differs_from
    return named and not _is_basis(guide, other) and not _is_basis(other, guide)


def _first_sentences(index: Index) -> dict[str, Sentence]:
    """Return of each guide what its authors want known first; guides without a sentence are out."""
    first: dict[str, Sentence] = {}
    for passage in index.passages:
        for sentence in passage.sentences:
            if sentence.kind != "reference":
                first.setdefault(passage.guide_id, sentence)
    return first

"""Duties, generality and conditions: must, should and may; all cases or some; if and only if."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.checking.findings import Reason, Verdict
from assistant.checking.pair import Pair
from assistant.checking.polarity import ALL, CONDITION, EVEN_IF, LEADS_CONDITION, MODALS
from assistant.checking.reading import Reading

_COVERED = 0.6  # share of a main clause that a statement must repeat to owe its condition
_NARROWS = re.compile(r"\b(?:nur|ohne|erst|mit|only|without)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:bevor|ehe)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\berst\b.*\b(?:wenn|nach)", re.IGNORECASE | re.DOTALL)


def changed_modality(pair: Pair) -> Iterator[Verdict]:
    """Find must said for may or should, may for must, should for must."""
    for clause in range(len(pair.said.clauses)):
        words = [word for word in pair.said.content if word.clause == clause]
        if not words:
            continue
        found = [held for word in words for held in pair.matches.get(word, [])]
        places = _nearest([held.clause for held in found]) or range(len(pair.held.clauses))
        held = {name for place in places for name in _strongest(pair.held, place)}
        held |= {name for place in places for name in _plain_neighbours(pair.held, place)}
        held = held or {n for place in places for n in _neighbours(pair.held, place)}
        denied = any(word.denied for word in (*words, *found))
        for name in _strongest(pair.said, clause):
            if not held or name in held or (name == "should" and held != {"must"}):
                continue
            if name == "should" or not denied:
                yield Verdict(Reason.MODALITY, _text(pair.said, clause))


def _nearest(clauses: list[int]) -> list[int]:
    """Return the clauses that hold the most matches."""
    counts = Counter(clauses)
    return [clause for clause, count in counts.items() if count == max(counts.values())]


def _neighbours(reading: Reading, clause: int) -> set[str]:
    """Return the duties of the clauses beside one that names none itself."""
    beside = [at for at in (clause - 1, clause + 1) if 0 <= at < len(reading.clauses)]
    return {name for at in beside for name in _strongest(reading, at)}


def _plain_neighbours(reading: Reading, clause: int) -> set[str]:
    """Return the duties of the clauses beside one that deny nothing: "verlangt, … zu können"."""
    beside = [at for at in (clause - 1, clause + 1) if 0 <= at < len(reading.clauses)]
    plain = [at for at in beside if not any(word.denied for word in reading.in_clause(at))]
    return {name for at in plain for name in _modals(reading, at) if name == "must"}


def _modals(reading: Reading, clause: int) -> set[str]:
    start, end = reading.clauses[clause]
    text = reading.text[start:end]
    return {name for name, pattern in MODALS.items() if pattern.search(text)}


def _strongest(reading: Reading, clause: int) -> set[str]:
    """Return must and should where they stand: "müssen erkennen können" is a duty."""
    found = _modals(reading, clause)
    return found - {"can"} if found & {"must", "should"} else found


def overgeneral(pair: Pair) -> Iterator[Verdict]:
    """Find claims about all cases where the quotes make none."""
    if not pair.one_language:
        return
    said = ALL.search(pair.said.text)
    held = any(
        not any(word.denied for word in pair.held.in_clause(pair.held.clause_at(match.start())))
        for match in ALL.finditer(pair.held.text)
    )
    if said and not held:
        yield Verdict(Reason.OVERGENERAL, said[0])


def changed_conditions(pair: Pair) -> Iterator[Verdict]:
    """Find "even if" for "if", "before" for "not until", and conditions left out."""
    said, held = pair.said.text, pair.held.text
    even_if = EVEN_IF.search(said)
    known = re.search(r"\bauch\b", held, re.IGNORECASE) or (
        even_if and "ohne" in even_if[0] and "ohne" in held
    )
    if even_if and not known and (CONDITION.search(held) or "nur" in held):
        yield Verdict(Reason.CONDITION, even_if[0])
    if not pair.one_language:
        return
    before = _BEFORE.search(said)
    if before and _NOT_BEFORE.search(held) and not re.search(r"\b(?:bevor|ehe|vor)\b", held):
        yield Verdict(Reason.CONDITION, before[0])
    yield from _dropped_exceptions(pair)
    if CONDITION.search(said) or _NARROWS.search(said):
        return
    for clause, (start, end) in enumerate(pair.held.clauses):
        if LEADS_CONDITION.match(held, start, end) and _owes(pair, clause):
            yield Verdict(Reason.CONDITION, _text(pair.held, clause))


def _dropped_exceptions(pair: Pair) -> Iterator[Verdict]:
    """Find "ohne …" of the quotes left out of a statement that repeats its clause."""
    repeated = {held for found in pair.matches.values() for held in found}
    for word in pair.held.content:
        rest = [w for w in pair.held.content if w.clause == word.clause and w.side != "without"]
        told = sum(own in repeated for own in rest)
        left_out = word.noun and word.side == "without" and word not in repeated
        if left_out and rest and told >= _COVERED * len(rest):
            yield Verdict(Reason.CONDITION, word.text)


def _owes(pair: Pair, condition: int) -> bool:
    """Return whether a statement repeats the clause beside a condition and nothing of that."""
    touched = {held.clause for found in pair.matches.values() for held in found}
    if touched & {condition, condition + 2}:  # "wenn A, B oder C"
        return False
    repeated = {held for found in pair.matches.values() for held in found}
    for clause in (condition - 1, condition + 1):
        words = [word for word in pair.held.content if word.clause == clause]
        told = sum(word in repeated for word in words)
        if len(words) >= 2 and told >= _COVERED * len(words):
            return True
    return False


def _text(reading: Reading, clause: int) -> str:
    start, end = reading.clauses[clause]
    return reading.text[start:end].strip(" ,;:.")

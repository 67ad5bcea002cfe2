"""Negations and opposites: what a statement denies, its quotes must deny, and nothing else."""

from collections.abc import Iterator

from assistant.checking.findings import Reason, Verdict
from assistant.checking.pair import Pair, stems_of_denial
from assistant.checking.polarity import OPPOSITE_SIDE, OPPOSITES
from assistant.checking.reading import Reading, Word

_CLOSE = 3  # words next to a negation that tell what it denies
_COVERED = 0.6  # share of a denying clause's words that a statement must repeat to be about it


def changed_negations(pair: Pair) -> Iterator[Verdict]:
    """Find negations added to or dropped from what the quotes say."""
    if not pair.one_language:
        yield from _foreign_negations(pair)
        return
    for clause in range(len(pair.said.clauses)):
        words = [word for word in pair.matches if word.clause == clause]
        if not words or pair.rewords_denial(clause) or _turned_bound(pair.said, clause):
            continue
        if any(word.denied for word in words):
            yield from _added(pair, clause, words)
        else:
            yield from _dropped(pair, words)
    yield from _unsaid(pair)


def _foreign_negations(pair: Pair) -> Iterator[Verdict]:
    """Between languages, only a denial where the quotes deny nothing can be told."""
    said = [word for word in pair.said.words if _denies(word)]
    held = any(_denies(word) for word in pair.held.words) or stems_of_denial(pair.held.words)
    if said and not held:
        yield Verdict(Reason.NEGATION, said[0].text)


def _denies(word: Word) -> bool:
    return word.negator or word.side == "without"


def _turned_bound(reading: Reading, clause: int) -> bool:
    """Return whether a clause's negation belongs to "mehr als 20 braucht man nicht"."""
    start, end = reading.clauses[clause]
    return any(f.bound == "either" and start <= f.start < end for f in reading.figures)


def _added(pair: Pair, clause: int, words: list[Word]) -> Iterator[Verdict]:
    """A denied clause: the words next to its negation must be denied in the quotes, too."""
    negators = [word.start for word in pair.said.in_clause(clause) if word.negator]
    close = sorted(words, key=lambda word: min(abs(word.start - at) for at in negators))[:_CLOSE]
    own = [(word, held) for word in close for held in pair.matches[word]]
    if pair.restricts_instead or any(
        held.denied or (held.side == "without") != (w.side == "without") for w, held in own
    ):
        return
    if not any(pair.denial_reworded(held.clause) for _, held in own):
        yield Verdict(Reason.NEGATION, _text(close))


def _dropped(pair: Pair, words: list[Word]) -> Iterator[Verdict]:
    """A plain clause: most of its words must not stand in denied clauses only."""
    denied = [
        word
        for word in words
        if word.side != "without" and all(held.denied for held in pair.matches[word])
    ]
    clauses = {held.clause for word in denied for held in pair.matches[word]} - _told(pair)
    reworded = all(pair.denial_reworded(clause) for clause in clauses)
    many = len(denied) >= 2 and 2 * len(denied) > len(words)
    predicate = clauses and any(
        not word.noun and not any(held.noun for held in pair.matches[word]) for word in denied
    )
    if (many or predicate) and not reworded:
        yield Verdict(Reason.NEGATION, _text(denied))


def _unsaid(pair: Pair) -> Iterator[Verdict]:
    """A denied clause of the quotes whose words one plain clause repeats."""
    for clause in range(len(pair.held.clauses)):
        held = [word for word in pair.held.content if word.clause == clause]
        denied = any(word.denied for word in held)
        if not denied or clause in _told(pair) or pair.denial_reworded(clause):
            continue
        repeats = {
            word: [own for own in found if own.clause == clause]
            for word, found in pair.matches.items()
            if any(own.clause == clause for own in found)
        }
        repeated = {own for found in repeats.values() for own in found}
        places = {word.clause for word in repeats}
        if len(repeated) < _COVERED * len(held) or len(places) != 1:
            continue
        denies = any(word.denied or word.side == "without" for word in repeats)
        if not denies and not pair.rewords_denial(places.pop()):
            yield Verdict(Reason.NEGATION, _text(list(repeats)))


def _told(pair: Pair) -> set[int]:
    """Return the clauses of the quotes whose denial the statement repeats somewhere."""
    return {
        held.clause
        for word, found in pair.matches.items()
        if word.denied
        for held in found
        if held.denied
    }


def changed_sides(pair: Pair) -> Iterator[Verdict]:
    """Find with said for without, before for after."""
    if not pair.one_language:
        return
    for word, found in pair.matches.items():
        held = {own.side for own in found}
        denies = word.denied or pair.new_denials
        if word.side and held == {OPPOSITE_SIDE[word.side]}:
            yield Verdict(Reason.OPPOSITE, word.text)
        elif (held == {"without"} and word.side != "without" and not denies) or (
            word.side == "without"
            and not any(
                own.denied or own.side == "without" or pair.held_denies(own.clause) for own in found
            )
        ):
            yield Verdict(Reason.NEGATION, word.text)


def opposites(pair: Pair) -> Iterator[Verdict]:
    """Find words whose opposite the quotes use, unless one of the two is denied."""
    for one, two in OPPOSITES:
        for mine, theirs in ((one, two), (two, one)):
            said, held = _first(pair.said, mine), _first(pair.held, theirs)
            if not said or not held or _first(pair.held, mine) or _first(pair.said, theirs):
                continue
            if said[0].denied == held[0].denied:
                yield Verdict(Reason.OPPOSITE, f"{said[0].text} / {held[0].text}")


def _first(reading: Reading, beginnings: str) -> list[Word]:
    """Return the first word that begins so, as a list of at most one."""
    for beginning in beginnings.split():
        for word in reading.words:
            low = word.text.lower()
            whole = beginning.endswith("|") and low == beginning[:-1]
            if whole or (not beginning.endswith("|") and low.startswith(beginning)):
                return [word]
    return []


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)

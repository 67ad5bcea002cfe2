"""Who does what to whom: nouns that trade places, other actors, other subjects."""

from collections.abc import Iterator
from itertools import combinations

from assistant.checking.findings import Reason, Verdict
from assistant.checking.pair import Pair
from assistant.checking.polarity import ACTOR, SEQUENCES
from assistant.checking.reading import Reading, Word, read, same_word

_CASES = {
    **dict.fromkeys("den einen keinen jeden".split(), "accusative"),
    **dict.fromkeys("dem einem keinem jedem".split(), "dative"),
}
_PREPOSITIONS = {
    **{word: word for word in "an von für auf aus mit bei durch über zu in nach vor um".split()},
    **{word: word for word in "zwischen to of for from by with".split()},
    **{"vom": "von", "zum": "zu", "zur": "zu", "beim": "bei", "im": "in", "am": "an"},
}
_GENITIVE = frozenset("der des eines einer".split())
_PASSIVE = frozenset("wird werden wurde wurden worden".split())
_JOINS = frozenset("und oder sowie and or".split())
# Nouns that add nothing of their own.
_VAGUE = frozenset("posten fall falle regel ende zahl zahlen beispiel angaben frage".split())
_BEFORE = 3  # words in front of a noun that tell its case
_COVERED = 0.6  # share of a clause's words that make it the same clause
_REPLACED = 0.15  # share of a statement's words that may be new where it repeats the rest in order
_SHORTEST = 3  # content words from which on a repeated frame is one


def swapped_roles(pair: Pair) -> Iterator[Verdict]:
    """Find two nouns with each other's case or preposition, or in each other's clause."""
    if not pair.one_language:
        return
    for (one, ones), (two, twos) in combinations(pair.matches.items(), 2):
        if same_word(one.plain, two.plain):
            continue
        held = [(a, b) for a in ones for b in twos if a is not b]
        nouns = one.noun and two.noun
        if (nouns and _cases_traded(pair, one, two, held)) or (
            one.clause != two.clause and _clauses_traded(pair, one, two, held)
        ):
            yield Verdict(Reason.ROLES_SWAPPED, f"{one.text} / {two.text}")
    for word in pair.matches:
        if _became_object(pair, word):
            yield Verdict(Reason.ROLES_SWAPPED, word.text)


def _became_object(pair: Pair, noun: Word) -> bool:
    """Return whether "der Arbeitgeber" of the quotes is "den Arbeitgeber" beside the same verb."""
    if not ACTOR.fullmatch(noun.text) or not _article(pair.said, noun, ("den", "einen")):
        return False
    verbs = {
        held.clause
        for word, found in pair.matches.items()
        if word.clause == noun.clause and not word.noun
        for held in found
    }
    held = pair.matches[noun]
    subject = all(_article(pair.held, own, ("der", "ein", "jeder")) for own in held)
    passive = _PASSIVE & {word.text.lower() for word in (*pair.said.words, *pair.held.words)}
    return subject and not passive and any(own.clause in verbs for own in held)


def _article(reading: Reading, noun: Word, articles: tuple[str, ...]) -> bool:
    before = [word for word in reading.in_clause(noun.clause) if word.start < noun.start]
    return bool(before) and before[-1].text.lower() in articles


def swapped_order(pair: Pair) -> Iterator[Verdict]:
    """Find what comes first said to come then, and what is meant said to be what is not."""
    for pattern in SEQUENCES:
        said, held = pattern.search(pair.said.text), pattern.search(pair.held.text)
        if not said or not held:
            continue
        parts = [_part(match[at]) for match in (said, held) for at in (1, 2)]
        straight = _shared(parts[0], parts[2]) + _shared(parts[1], parts[3])
        crossed = _shared(parts[0], parts[3]) + _shared(parts[1], parts[2])
        if all(parts) and crossed > straight:
            yield Verdict(Reason.ROLES_SWAPPED, said[0].strip())


def _part(text: str) -> list[str]:
    return [word.plain for word in read(text).content]


def _cases_traded(pair: Pair, one: Word, two: Word, held: list[tuple[Word, Word]]) -> bool:
    said = (_role(pair.said, one), _role(pair.said, two))
    roles = [
        (_role(pair.held, a), _role(pair.held, b))
        for a, b in held
        if (a.clause == b.clause) == (one.clause == two.clause)
    ]
    if one.clause != two.clause and not set(said) <= {"nominative", "accusative", "dative"}:
        return False
    return all(said) and said[0] != said[1] and said[::-1] in roles and said not in roles


def _role(reading: Reading, noun: Word) -> str:
    """Return the case or preposition of a noun; "" where it shares that of a noun before it."""
    before = [w for w in reading.in_clause(noun.clause) if w.start < noun.start][::-1]
    if before and before[0].text.lower() in _JOINS:
        return ""
    case, genitive = "nominative", False
    for word in before[:_BEFORE]:
        low = word.text.lower()
        if word.noun:
            return "genitive" if genitive else case
        genitive = low in _GENITIVE
        if low in _PREPOSITIONS:
            return _PREPOSITIONS[low]
        case = _CASES.get(low, case)
    return case


def _clauses_traded(pair: Pair, one: Word, two: Word, held: list[tuple[Word, Word]]) -> bool:
    """Return whether the rest of two clauses fits only when their words change places."""
    traded = []
    skip = (one.plain, two.plain)
    first, second = _rest(pair.said, one, skip), _rest(pair.said, two, skip)
    for a, b in held:
        if a.clause == b.clause:
            continue
        third, fourth = _rest(pair.held, a, skip), _rest(pair.held, b, skip)
        straight = _shared(first, third) + _shared(second, fourth)
        crossed = (_shared(first, fourth), _shared(second, third))
        traded.append(all(crossed) and sum(crossed) >= straight + 2)
    return bool(traded) and all(traded)


def _rest(reading: Reading, word: Word, skip: tuple[str, str]) -> list[str]:
    return [
        other.plain
        for other in reading.content
        if other.clause == word.clause and not any(same_word(other.plain, own) for own in skip)
    ]


def _shared(ones: list[str], others: list[str]) -> int:
    return sum(any(same_word(one, other) for other in others) for one in ones)


def changed_actors(pair: Pair) -> Iterator[Verdict]:
    """Find actors that the quotes do not know, or that do there what another one does here."""
    said, held = _actors(pair.said), _actors(pair.held)
    known = {who for who, _ in held}
    for who, _ in said:
        if known and who not in known:
            yield Verdict(Reason.SUBJECT_CHANGED, who)
    if not pair.one_language:
        return
    for who, clause in said:
        here = {other for other, place in said if place == clause}
        there = {other for other, place in held if place in _same_clause(pair, clause)}
        if there and not there & here:
            yield Verdict(Reason.SUBJECT_CHANGED, who)


def _actors(reading: Reading) -> list[tuple[str, int]]:
    return [
        (next(who for who, said in match.groupdict().items() if said), reading.clause_at(at))
        for match in ACTOR.finditer(reading.text)
        for at in [match.start()]
    ]


def _same_clause(pair: Pair, clause: int) -> list[int]:
    """Return the clause of the quotes that says most of a statement's clause, if one does."""
    words = [
        word
        for word in pair.said.content
        if word.clause == clause and not ACTOR.fullmatch(word.text)
    ]
    counts = {
        place: sum(any(held.clause == place for held in pair.matches.get(w, [])) for w in words)
        for place in range(len(pair.held.clauses))
    }
    best = max(counts, key=lambda place: counts[place])
    return [best] if counts[best] >= max(2, _COVERED * len(words)) else []


def replaced_nouns(pair: Pair) -> Iterator[Verdict]:
    """Find a new noun in a statement that repeats the quotes otherwise, word for word in order."""
    words = pair.said.content
    if not pair.one_language or len(words) < _SHORTEST:
        return
    new = [w for w in words if w not in pair.matches and w.noun and w.plain not in _VAGUE]
    unordered = len(words) - _in_order(words, pair.held.content)
    if not new or unordered > max(1, _REPLACED * len(words)):
        return
    for word in new:
        if word.plain not in _plain(pair.context):
            yield Verdict(Reason.SUBJECT_CHANGED, word.text)


def _plain(context: str) -> set[str]:
    return {word.plain for word in read(context).content} if context else set()


def _in_order(ones: tuple[Word, ...], others: tuple[Word, ...]) -> int:
    """Return the length of the longest run of words, gaps allowed, that both texts share."""
    row = [0] * (len(others) + 1)
    for one in ones:
        before = row
        row = [0]
        for at, other in enumerate(others):
            same = same_word(one.plain, other.plain)
            row.append(before[at] + 1 if same else max(before[at + 1], row[at]))
    return row[-1]

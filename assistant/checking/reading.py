"""A text as its checker reads it: claims (clauses), words with their polarity, figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.checking.figures import Figure, read_figures
from assistant.checking.polarity import ATTRIBUTE, COMPARED, NEGATIONS, SIDES, SYNONYMS
from ingest import fold

_WORD = re.compile(r"[^\W\d_](?:[\w.’']|-(?=\w))*[^\W_]|[^\W\d_]")
_CLAUSE_END = re.compile(
    r"[,;:.!?](?=\s|$)|[()„“\"|]|\s[–—]\s"
    r"|\b(?=sondern\b|aber\b|but\b|und nicht\b|and not\b)"
)
_PREPOSITIONS = frozenset(
    "von für in im auf an am bei beim zu zum zur durch um über unter aus".split()
)
# Words that carry no content of their own.
_LIGHT_GERMAN = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder aber sondern doch denn weil "
    "dass daß ob als wie wenn falls sofern solange sobald bevor ehe nachdem während bis ab seit "
    "vor nach in im ins an am auf aus bei beim mit ohne von vom für gegen über unter um zu zum zur "
    "durch je pro etwa rund circa nur noch schon auch erst bereits dann da so sich es er sie ihr "
    "ihre ihren ihrem ihrer sein seine seinen seinem seiner man wir ich ist sind war waren wird "
    "werden wurde wurden worden hat haben hatte hatten bin sei wäre kann können muss müssen darf "
    "dürfen soll sollen sollte sollten mehr weniger mindestens höchstens maximal wenigstens weder "
    "statt dafür dazu davon daran darauf damit dabei dagegen jedoch zwar also dort hier dies diese "
    "dieser dieses diesen diesem jede jeder jedes jeden jedem alle allen aller dessen deren was "
    "wer wo wem wen selbst sehr ganz meist meistens zwischen gibt gilt gelten geht lässt lassen "
    "jeweils insgesamt".split()
)
_LIGHT_ENGLISH = frozenset(
    "the a an of to in on for and or but is are was were be been it its that this with by from at "
    "as if not no do does because may must can should only also than then they their them you your "
    "we our who which has have had will there".split()
)
_LIGHT = _LIGHT_GERMAN | _LIGHT_ENGLISH | NEGATIONS


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place; `plain` is its one spelling, `clause` the number of its clause.

    `denied`: a negation reaches it; `side`: "with", "without", "before" or "after" governs it;
    `light`: it carries no content; `negator`: it is a negation itself.
    """

    text: str
    plain: str
    start: int
    clause: int
    denied: bool
    side: str
    light: bool
    negator: bool

    @property
    def noun(self) -> bool:
        """Whether it is written like a noun."""
        return self.text[0].isupper() and not self.light


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what its checker needs of it."""

    text: str
    english: bool
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    figures: tuple[Figure, ...]
    clauses: tuple[tuple[int, int], ...]

    def clause_at(self, place: int) -> int:
        """Return the number of the clause at a place of the text."""
        spans = enumerate(self.clauses)
        return next((number for number, (start, end) in spans if start <= place < end), 0)

    def in_clause(self, number: int) -> list[Word]:
        """Return all words of a clause."""
        return [word for word in self.words if word.clause == number]

    def matches(self, word: Word) -> list[Word]:
        """Return the words of this text that another text's word stands for, nearest form first."""
        same = [own for own in self.content if own.plain == word.plain]
        return same or [own for own in self.content if same_word(own.plain, word.plain)]


def looks_english(text: str) -> bool:
    """Return whether a text is written in English rather than German."""
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in _LIGHT_ENGLISH for word in words)
    german = sum(word in _LIGHT_GERMAN and word not in _LIGHT_ENGLISH for word in words)
    return english >= 2 and english > german


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Return the reading of a text."""
    english = looks_english(text)
    figures = read_figures(text, english)
    ends = [
        match.end()
        for match in _CLAUSE_END.finditer(text)
        if not any(figure.start <= match.start() < figure.end for figure in figures)
    ]
    clauses = tuple(pairwise((0, *ends, len(text))))
    words = tuple(
        word
        for number, (start, end) in enumerate(clauses)
        for word in _words(text, start, end, number, figures)
    )
    content = tuple(word for word in words if not word.light)
    return Reading(text, english, words, content, figures, clauses)


def _words(text: str, start: int, end: int, clause: int, figures: Sequence[Figure]) -> list[Word]:
    """Return the words of a clause, each with what denies or governs it."""
    inner = [m.span() for p in (COMPARED, ATTRIBUTE) for m in p.finditer(text, start, end)]
    found: list[Word] = []
    side = ""
    for match in _WORD.finditer(text, start, end):
        low, at = match[0].lower(), match.start()
        negator = low in NEGATIONS and not any(a <= at < b for a, b in inner)
        light = low in _LIGHT or any(figure.start <= at < figure.end for figure in figures)
        ends_side = low in _PREPOSITIONS and not side.endswith("*")
        side = SIDES.get(low, "" if ends_side else side)
        plain = SYNONYMS.get(fold(low), fold(low))
        word = Word(match[0], plain, at, clause, False, side.rstrip("*"), light, negator)
        found.append(word)
        if word.noun and not side.endswith("*"):
            side = ""
    # "nicht" and "kein" undo each other; "kein … und kein …" do not.
    denied = len({word.plain[:3] in ("nic", "not") for word in found if word.negator}) == 1
    return [replace(word, denied=True) for word in found] if denied else found


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Return whether two words in plain spelling are forms or compounds of one another."""
    if one == other:
        return True
    if "-" in one or "-" in other:
        return bool(set(one.split("-")) & set(other.split("-")))
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    if len(short) >= 5 and short in long:
        return True
    common = next((at for at, char in enumerate(short) if char != long[at]), len(short))
    return common >= max(4, 0.65 * len(short))

"""What a text states in figures: dates, amounts, percentages, legal references, periods.

Each is read into one canonical form, so that "1. Januar 2027" and "01.01.2027", or "800.000 €" and
"0,8 Mio. Euro", are the same figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from assistant.checking.bounds import Bound, bound_at
from assistant.checking.number_words import (
    FRACTIONS,
    MONTHS,
    MULTIPLIERS,
    NUMBER_WORDS,
    PERIOD_ADVERBS,
    PERIOD_NOUNS,
    UNIT,
    unit_named,
)

Kind = Literal["law", "date", "fraction", "number", "period"]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_DATES = (
    (re.compile(rf"\b(\d{{1,2}})\.?\s+({_MONTH})\b(?:\s+(\d{{4}})\b)?", re.I), "dmy"),
    (re.compile(rf"\b({_MONTH})\s+(\d{{1,2}}),?\s+(\d{{4}})\b", re.I), "mdy"),
    (re.compile(rf"\b({_MONTH})\s+(\d{{4}})\b", re.I), "my"),
    (re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4})\b)?(?!\d)"), "dmy"),
)
_TURN_OF_YEAR = re.compile(r"\b(?:(Anfang|Beginn)|Ende)\s+(\d{4})\b", re.I)
_LAW = re.compile(
    r"(?P<sign>§§?|\b(?:Art(?:ikel|icle)?\b\.?|Section\b|Anhang\b|Annex\b))\s*"
    r"(?P<number>\d+[a-z]?\b|[IVX]+\b)"
    r"(?P<parts>(?:,?\s*(?:Abs(?:atz)?|Satz|Nr|Nummer|lit)\b\.?\s*\d+[a-z]?\b)*)"
    r"(?:\s*(?:bis|und|to|and|–|-)\s*(?P<last>\d+[a-z]?)\b(?!\.|\s*(?:Tage|Monate|Jahre)))?"
)
_LAW_PART = re.compile(r"(Abs|Satz|N|lit)\D*(\d+[a-z]?)")
_ANNEX = ("Anhang", "Annex")
_FRACTION = re.compile(
    rf"\b(?:(\w+)\s+)?({'|'.join(FRACTIONS)})s?\b"
    rf"|\bjede[rsnm]?\s+({_WORDS})[rsnm]?\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[.\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,:/]\d+)*)|"
    rf"(?<!erst )(?<!noch )(?<!nicht )\b(?:{_WORDS})(?:[nrs]\b|\b)|"
    rf"\b(?:{_WORDS})(?=(?:tägig|wöchig|monatig|jährig)|-)",
    re.I,
)
_GROUPED = re.compile(r"\d{1,3}(?:[.\u202f]\d{3})+(?:,\d+)?")
_ENGLISH_GROUPS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MULTIPLIER = re.compile(rf"\s?({'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})\b\.?", re.I)
_JOINED = re.compile(r"\s*(?:bis|–|-|auf|oder|und|to|or|and|/)\s*(?:zu |rund |höchstens )?", re.I)
_RANGE = re.compile(r"\s*(?:bis|–|-|to)\s*", re.I)
_PERIOD = re.compile(
    r"(?:\b(?:im|pro|je|per|a|an|am|jede[snrm]?|jeden|in der|every|each)\s+|/)"
    r"(?:\w+\s)?(?:werk|arbeits|kalender)?(?:"
    + "|".join(f"(?P<{unit}>(?:{noun})(?:s|es|n)?)" for unit, noun in PERIOD_NOUNS.items())
    + r")\b",
    re.I,
)
_ADVERB = re.compile(
    r"\b(halb)?(?:" + "|".join(f"(?P<{u}>{word})" for u, word in PERIOD_ADVERBS.items()) + r")",
    re.I,
)
_QUARTER_HOUR = re.compile(r"\bviertelstunde\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text at its place.

    `value` is canonical ("2027-1-1", "800000", "§ 87 a1 n6"), `unit` "" where none is said.
    """

    kind: Kind
    value: str
    unit: str
    start: int
    end: int
    bound: Bound = ""

    def states(self, claimed: "Figure") -> bool:
        """Return whether this figure of a source says what another text claims."""
        if claimed.kind == "date" and self.kind in ("date", "number"):
            own = self.value if self.kind == "date" else f"{self.value}-0-0"
            parts = zip(own.split("-"), claimed.value.split("-"), strict=True)
            return all(said in (held, "0") for held, said in parts)
        if claimed.kind == "number" and self.kind == "date":
            return claimed.value == self.value.split("-")[0] and not claimed.unit
        if claimed.kind != self.kind:
            return claimed.kind == "period" and (claimed.value, "1") == (self.unit, self.value)
        if claimed.kind == "law":
            return self.value.split()[: len(claimed.value.split())] == claimed.value.split()
        units_fit = claimed.unit in ("", self.unit) or not self.unit
        return self.value == claimed.value and units_fit


def read_figures(text: str, english: bool = False) -> tuple[Figure, ...]:
    """Return the figures of a text in its order; `english` reads "800,000" as eight hundred."""
    rest = text.replace("\u00a0", " ")
    if english:
        rest = _ENGLISH_GROUPS.sub(".", rest)
    found: list[Figure] = []
    for read in (_laws, _turns_of_year, _dates, _fractions, _numbers, _periods):
        figures = list(read(rest))
        found += figures
        for figure in figures:
            blank = "\0" * (figure.end - figure.start)
            rest = rest[: figure.start] + blank + rest[figure.end :]
    found.sort(key=lambda figure: figure.start)
    return tuple(replace(f, bound=_bound(text, f, found)) for f in found)


def _laws(text: str) -> Iterator[Figure]:
    for match in _LAW.finditer(text):
        sign = match["sign"]
        kind = "annex" if sign.startswith(_ANNEX) else "art" if sign.startswith("Art") else "§"
        parts = [f"{word[0].lower()}{number}" for word, number in _LAW_PART.findall(match["parts"])]
        value = " ".join((kind, match["number"].lower(), *parts))
        end = match.start("last") if match["last"] else match.end()
        yield Figure("law", value, "", match.start(), end)
        if match["last"]:
            yield Figure("law", f"{kind} {match['last']}", "", end, match.end())


def _dates(text: str) -> Iterator[Figure]:
    taken: list[range] = []
    for pattern, order in _DATES:
        for match in pattern.finditer(text):
            part = dict(zip(order, match.groups(), strict=True))
            month = MONTHS.get(part["m"].lower()) or int(part["m"])
            if month > 12 or any(match.start() in span for span in taken):
                continue
            taken.append(range(*match.span()))
            value = f"{int(part.get('y') or 0)}-{month}-{int(part.get('d') or 0)}"
            yield Figure("date", value, "", match.start(), match.end())


def _turns_of_year(text: str) -> Iterator[Figure]:
    for match in _TURN_OF_YEAR.finditer(text):
        day = "1-1" if match[1] else "12-31"
        yield Figure("date", f"{match[2]}-{day}", "", match.start(), match.end())


def _fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        if match[3]:
            value = f"1/{NUMBER_WORDS[match[3].lower()]}"
            yield Figure("fraction", value, "", match.start(), match.end())
            continue
        count = NUMBER_WORDS.get((match[1] or "").lower(), 1)
        start = match.start() if count > 1 else match.start(2)
        value = f"{count}/{FRACTIONS[match[2].lower()]}"
        yield Figure("fraction", value, "", start, match.end())


def _numbers(text: str) -> Iterator[Figure]:
    """Yield numbers with their units; in "7,5 oder 25 Mio. €" the first shares both."""
    found = [_measured(match, text) for match in _NUMBER.finditer(text)]
    for (own, factor), (after, next_factor) in pairwise([*found, found[-1]] if found else []):
        joined = _JOINED.fullmatch(text, own.end, after.start)
        shared = joined and not own.unit and (after.unit or next_factor > 1)
        factor = next_factor if shared and factor == 1 else factor
        unit = after.unit if shared else own.unit
        yield replace(own, unit=unit, value=_scaled(own.value, factor))


def _measured(match: re.Match[str], text: str) -> tuple[Figure, int]:
    """Return a number with its unit, not yet multiplied, and its multiplier."""
    end, factor = match.end(), 1
    if multiplier := _MULTIPLIER.match(text, end):
        end, factor = multiplier.end(), MULTIPLIERS[multiplier[1].lower()]
    unit = UNIT.match(text, end)
    name = unit_named(unit) if unit else "once" if match[0].lower().endswith("mal") else ""
    value = _plain(match[0])
    return Figure("number", value, name, match.start(), unit.end() if unit else end), factor


def _plain(said: str) -> str:
    lowered = said.lower()
    if not said[0].isdigit():
        return str(NUMBER_WORDS[lowered if lowered in NUMBER_WORDS else lowered[:-1]])
    if _GROUPED.fullmatch(said):
        said = re.sub(r"[.\u202f]", "", said)
    return said.replace(",", ".")


def _scaled(value: str, factor: int) -> str:
    if not re.fullmatch(r"\d+(?:\.\d+)?", value):
        return value  # a version, a time, a pair of numbers
    return f"{(Decimal(value) * factor).normalize():f}"


def _periods(text: str) -> Iterator[Figure]:
    for match in _PERIOD.finditer(text):
        unit = next(name for name, said in match.groupdict().items() if said)
        yield Figure("period", unit, "", match.start(), match.end())
    for match in _ADVERB.finditer(text):
        unit = next(name for name, said in match.groupdict().items() if said)
        if match[1] and unit == "year":
            yield Figure("number", "6", "month", match.start(), match.end())
        else:
            yield Figure("period", unit, "", match.start(), match.end())
    for match in _QUARTER_HOUR.finditer(text):
        yield Figure("number", "15", "minute", match.start(), match.end())


def _bound(text: str, figure: Figure, found: list[Figure]) -> Bound:
    """Return what a text says of a figure; the two ends of a range bound it by themselves."""
    if figure.kind in ("law", "period"):
        return ""
    said = bound_at(text, figure.start, figure.end, figure.kind == "date")
    for low, high in pairwise(found):
        if _RANGE.fullmatch(text, low.end, high.start):
            if figure is high:
                return "max"
            if figure is low:
                return said or "min"
    return said

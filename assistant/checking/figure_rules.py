"""Figures and names: each must stand in the quotes, with its bound, beside the same words."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from assistant.checking.figures import Figure
from assistant.checking.findings import Reason, Verdict
from assistant.checking.pair import Pair
from assistant.checking.reading import Reading, same_word

MARGIN = 0.25  # by which other words must fit a figure better than its own
ALONE = 0.8  # how well they must fit when its own words say nothing at all
FACTOR = 2.5  # and how many times better when the statement tells only one of the two figures
_NEAR = 4  # content words read on each side of a figure
_CROSSED = 0.6  # weight of a word that stands on the other side

_NAME = re.compile(r"\b[A-ZÄÖÜ][\w.&]*[A-ZÄÖÜ0-9][\w&]*\b|\b[A-ZÄÖÜ]{2,}\b")
_ALIASES = {
    "gdpr": "dsgvo",
    "ai": "ki",
    "av": "auftragsverarbeitung",
    "kmu": "kleine und mittlere",
    "vo": "verordnung",
    "us": "amerikan",
}
Side = Literal["left", "right"]


def missing_figures(pair: Pair) -> Iterator[Verdict]:
    """Find figures that no quote states."""
    for figure in pair.said.figures:
        if not any(own.states(figure) for own in pair.quoted.figures):
            yield Verdict(Reason.FIGURE_MISSING, _words(pair.said, figure))


def missing_names(pair: Pair) -> Iterator[Verdict]:
    """Find abbreviations and names in capitals that neither quotes nor context hold."""
    known = f"{pair.held.text} {pair.context}".lower()
    for match in _NAME.finditer(pair.said.text):
        in_figure = any(f.start <= match.start() < f.end for f in pair.said.figures)
        name = match[0].lower()
        forms = (name, name.removesuffix("s"), _ALIASES.get(name, name))
        if not in_figure and not any(form in known for form in forms):
            yield Verdict(Reason.NAME_MISSING, match[0])


def changed_bounds(pair: Pair) -> Iterator[Verdict]:
    """Find at least said for at most, from for until, and the like."""
    for figure in pair.said.figures:
        if figure.bound in ("", "either"):
            continue
        held = {own.bound for own in pair.held.figures if own.states(figure)}
        if figure.bound in held or ("either" in held and figure.bound != "instead"):
            continue
        if held & {"from", "to"} and figure.bound != "instead":
            continue  # "von 168 auf 24" says neither at least nor at most
        if figure.kind == "date" and "danach" in pair.held.text.lower():
            continue  # "bis zum 12.1., danach nicht" is "nach dem 12.1. nicht"
        if held == {""} and figure.kind == "date":
            continue  # "gilt nun der 2.12.2027" is "ab 2.12.2027"
        if figure.bound in ("from", "to") and not held & {"from", "to"}:
            continue
        if held:
            yield Verdict(Reason.BOUND_CHANGED, _words(pair.said, figure))


def swapped_figures(pair: Pair) -> Iterator[Verdict]:
    """Find figures that stand beside the words of another figure of the quotes."""
    told = [
        (figure, own)
        for figure in pair.said.figures
        if figure.kind != "period"
        and (own := [other for other in pair.held.figures if other.states(figure)])
    ]
    for figure, own in told:
        for rival in pair.held.figures:
            if _are_rivals(figure, rival) and _fits_rival(pair, figure, own, rival, told):
                yield Verdict(Reason.FIGURE_SWAPPED, _words(pair.said, figure))


def repeated_figures(pair: Pair) -> Iterator[Verdict]:
    """Find a figure told more often than the quotes hold it, in the place of one left out."""
    told, held = (Counter((f.kind, f.value) for f in r.figures) for r in (pair.said, pair.held))
    left_out = any(told[key] < count for key, count in held.items() if key[0] != "period")
    for figure in pair.said.figures:
        supply = sum(own.states(figure) for own in pair.held.figures)
        years = sum(figure.states(other) or other.states(figure) for other in pair.said.figures)
        demand = years if _is_year(figure) else told[figure.kind, figure.value]
        if left_out and figure.kind != "period" and demand > supply:
            yield Verdict(Reason.FIGURE_SWAPPED, _words(pair.said, figure))


def _fits_rival(
    pair: Pair,
    figure: Figure,
    own: list[Figure],
    rival: Figure,
    told: list[tuple[Figure, list[Figure]]],
) -> bool:
    """Return whether a figure's words are those of its rival; exchanged pairs count together."""
    if _bound_tells(figure, own, [rival]):
        return False
    mine = max(_fit(pair, figure, other) for other in own)
    theirs = _fit(pair, figure, rival)
    if theirs <= mine + MARGIN:
        return False
    partner = next((other for other, _ in told if rival.states(other)), None)
    if partner is None:
        return theirs >= (FACTOR * mine + MARGIN if mine else ALONE)
    if _bound_tells(partner, [rival], own):
        return False
    straight = mine + _fit(pair, partner, rival)
    crossed = theirs + max(_fit(pair, partner, other) for other in own)
    return crossed > straight + MARGIN


def _are_rivals(figure: Figure, rival: Figure) -> bool:
    shares = {"fraction": "percent"}
    units = {shares.get(one.kind, one.unit) for one in (figure, rival)} - {""}
    kinds = {"number" if one.kind == "fraction" else one.kind for one in (figure, rival)}
    comparable = len(units) < 2 and len(kinds) == 1 and _is_year(figure) == _is_year(rival)
    return comparable and not rival.states(figure)


def _is_year(figure: Figure) -> bool:
    return not figure.unit and re.fullmatch(r"(?:19|20)\d\d", figure.value) is not None


def _bound_tells(figure: Figure, own: list[Figure], rivals: list[Figure]) -> bool:
    """Return whether the bound alone says to which of two figures one belongs."""
    said = figure.bound
    return bool(said) and said in {o.bound for o in own} and said not in {r.bound for r in rivals}


def _fit(pair: Pair, figure: Figure, other: Figure) -> float:
    """Return how far the words around two figures are the same, near ones counting more."""
    held = _neighbours(pair.held, other)
    return sum(
        max(
            (
                weight * own * (1.0 if side == own_side else _CROSSED)
                for own_plain, own, own_side in held
                if same_word(plain, own_plain)
            ),
            default=0.0,
        )
        for plain, weight, side in _neighbours(pair.said, figure)
    )


def _neighbours(reading: Reading, figure: Figure) -> list[tuple[str, float, Side]]:
    """Return the nearest content words with weights that fall with distance and clause."""
    words = [(word.start, word.plain, word.clause) for word in reading.content]
    words += [
        (law.start, law.value, reading.clause_at(law.start))
        for law in reading.figures
        if law.kind == "law" and law is not figure
    ]
    words.sort()
    clause = reading.clause_at(figure.start)
    left = [word for word in reversed(words) if word[0] < figure.start][:_NEAR]
    right = [word for word in words if word[0] >= figure.end][:_NEAR]
    counted = figure.kind == "number" and not figure.unit  # what is counted stands behind it
    found: list[tuple[str, float, Side]] = []
    for near, side in ((left, "left"), (right, "right")):
        for distance, (_, plain, own) in enumerate(near):
            weight = 1.5 if counted and side == "right" and not distance else 1.0
            weight /= 1 + distance + 2 * abs(own - clause)
            found.append((plain, weight, "left" if side == "left" else "right"))
    return found


def _words(reading: Reading, figure: Figure) -> str:
    return reading.text[figure.start : figure.end].strip()

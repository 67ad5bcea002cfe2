"""Whether a text says at least or at most of a figure: "ab 50", "unter 5 kg", "höchstens 12"."""

import re
from typing import Literal

# "either" where a negation turns the words around ("mehr als 20 braucht man nicht").
Bound = Literal["", "min", "max", "from", "to", "instead", "either"]

_FILLERS = (
    r"(?:\s+(?:dem|den|der|die|das|einem|einer|einen|ein|etwa|rund|ca\.|zu|zum|zur|auch|noch|nur|"
    r"gut|knapp|je|jeweils|insgesamt|bei|the|about|tag|nachdem))*\s*$"
)
_WORDS: tuple[tuple[Bound, str], ...] = (
    ("max", r"(?:nicht|kaum|no|not) (?:\w+ )?(?:mehr|länger|über|größer|more)(?: als| than)?"),
    ("min", r"(?:nicht|not) (?:\w+ )?(?:weniger|unter|kürzer|less|fewer)(?: als| than)?"),
    ("max", r"(?:weniger|kürzer|kleiner|niedriger|geringer|less|fewer)(?: als| than)"),
    ("min", r"(?:mehr|länger|größer|höher|more|longer)(?: als| than)"),
    ("min", r"(?:mindest\w*|wenigstens|ab|seit|über|frühestens|at least|over|since|from)"),
    ("max", r"(?:höchstens|maximal|max\.|bis|unter|spätestens|binnen|innerhalb(?: von)?)"),
    ("max", r"(?:at most|up to|under|below|until|within)"),
)
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?:^|[\s(,;:„]){words}{_FILLERS}", re.IGNORECASE))
    for bound, words in _WORDS
)
_DATED: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("min", re.compile(rf"\b(?:nach|vom|after){_FILLERS}", re.IGNORECASE)),
    ("max", re.compile(rf"\b(?:vor|before|by){_FILLERS}", re.IGNORECASE)),
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("min", re.compile(r"^\s+(?:oder|und|or) (?:mehr|länger|more)\b", re.IGNORECASE)),
    ("max", re.compile(r"^\s+(?:oder|or) (?:weniger|less|fewer)\b", re.IGNORECASE)),
)
_CHANGE = re.compile(r"(?:^|\s)(?:von|from)\s*(?:bis zu|etwa|rund|höchstens|mindestens)?\s*$", re.I)
# At least every 15 minutes: at most 15 minutes between.
_INTERVAL = re.compile(
    r"\b(mindestens|wenigstens|spätestens|höchstens|maximal) (?:alle \S+(?: \S+)?|halbjährlich)$",
    re.I,
)
_TURNED = re.compile(r"\b(?:nicht|kein\w*|not|no)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?](?:\s|$)")


def bound_at(text: str, start: int, end: int, dated: bool) -> Bound:
    """Return what is said of the figure at a place of a text; `dated` if it is a date."""
    before, after = text[max(0, start - 60) : start], text[end : end + 30]
    if re.search(r"\b(?:statt|anstatt|instead of)\s+(?:nach |in |erst )?$", before, re.IGNORECASE):
        return "instead"
    if re.search(r"\bauf\s+(?:bis zu |etwa |rund |höchstens )?$", before) and "von" in before:
        return "to"
    if _CHANGE.search(before) and re.match(r".{0,25}?\b(?:auf|to)\b", after):
        return "from"
    if interval := _INTERVAL.search(before + text[start:end]):
        return "min" if interval[1].lower() in ("höchstens", "maximal") else "max"
    for bound, pattern in _AFTER:
        if pattern.search(after):
            return bound
    for bound, pattern in (*_BEFORE, *(_DATED if dated else ())):
        if match := pattern.search(before):
            ahead = before[: match.start()].rstrip()
            leads = not ahead or ahead.endswith((".", ",", ";", ":"))
            return _turned(bound, match[0], text, end) if leads else bound
    return ""


def _turned(bound: Bound, words: str, text: str, end: int) -> Bound:
    """Return "either" for a comparison that a negation behind it turns around."""
    compared = re.search(r"\b(?:als|than)\b", words, re.IGNORECASE)
    if not compared or _TURNED.search(words):
        return bound
    rest = text[end:]
    stop = _CLAUSE_END.search(rest)
    return "either" if _TURNED.search(rest[: stop.start() if stop else None]) else bound

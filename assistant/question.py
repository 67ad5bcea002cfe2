"""From what was typed, and the turns before it, to a question that can be searched alone."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.errors import BadQuestion
from assistant.language import language_of
from assistant.types import Language, Question, Turn, Wanted

MAX_QUESTION = 2000  # characters

_WORD = re.compile(r"\w+")
_FOLLOW_UP_START = re.compile(
    r"^(?:und|aber|oder|also|ok(?:ay)?|gut|dann|wie ist das|was ist mit|gilt das|and|what about)"
    r"\b",
    re.IGNORECASE,
)
_POINTS_BACK = frozenset(
    "das dies diese dieser dieses dem den denen dafür davon damit dabei dazu daran darauf da es "
    "sie ihn ihm sowas so welche welcher that this it those them".split()
)
_FEW = 2  # words with a topic, up to which a question needs the turn before it
# Words that carry no topic.
_LIGHT = frozenset(
    "ab aber alle als also am an auch auf aus bei bin bis bitte brauche brauchen da dann das dass "
    "dauern dauert dem den denn der des dir die doch du ein eine einen einer eines er es etwa für "
    "gibt gibts gilt habe haben hat ich ihr im in ist ja jetzt kann kein keine können könnte "
    "kostet lange machen man mehr mein mir mit muss müssen nach nicht noch nun nur ob oder ohne "
    "reicht schon sein sich sie sind so soll sollen sowas überhaupt um und uns unser unsere viel "
    "vom von vor wann warum was wenn wer wie wieviel wir wird wo wofür zu zum zur is it the a an "
    "and do does how i if in of or that to we what when with".split()
)
# What kind of sentence answers; the first pattern that matches decides.
_WANTED: dict[Wanted, re.Pattern[str]] = {
    "date": re.compile(
        r"\b(?:ab wann|bis wann|wann|frist\w*|stichtag\w*|deadline|when|seit wann|"
        r"welche[mn]? (?:datum|tag))\b"
    ),
    # "Was kann mich das kosten, wenn …" asks for a fine.
    "price": re.compile(r"\b(?:was kostet|was kosten|wie teuer|how much (?:does|is)|cost)\b"),
    "amount": re.compile(
        r"\b(?:wie ?viele?|wie (?:lange?|hoch|oft|groß|weit)|kost\w+|preis\w*|prozent|teuer|"
        r"how (?:much|many|long|often))\b|%|€"
    ),
    "steps": re.compile(
        r"\b(?:wie (?:geh|fang|fäng|mach|führ|richt|stell|setz|rüst|sicher|komm|krieg|bekomm)\w*|"
        r"was (?:tun|mach\w*|soll\w*)|was muss ich tun|anfang\w*|anfäng\w*|vorgeh\w*|schritt\w*|"
        r"womit|reihenfolge|ablauf|anleitung|how (?:do|to|can)|steps)\b"
    ),
    "definition": re.compile(r"\b(?:was (?:ist|sind|heißt|bedeutet)|what is|unterschied)\b"),
    "rule": re.compile(
        r"\b(?:darf\w*|dürf\w*|muss|müssen|musst|pflicht\w*|verboten|erlaubt|gilt|reicht|must|may|"
        r"allowed|required)\b"
    ),
}


def understand(asked: str, history: Sequence[Turn], language: Language | None = None) -> Question:
    """Return the question as it can be searched alone; raises BadQuestion."""
    text = " ".join(unicodedata.normalize("NFC", asked).split())
    if not any(char.isalpha() for char in text):
        raise BadQuestion("Bitte eine Frage eingeben.")
    if len(text) > MAX_QUESTION:
        raise BadQuestion(f"Die Frage ist zu lang. Bitte höchstens {MAX_QUESTION} Zeichen.")
    earlier = [turn.content for turn in history if turn.role == "user"]
    is_follow_up = bool(earlier) and _leans_on_history(text)
    search_text = " ".join([*_context(earlier), text]) if is_follow_up else text
    return Question(
        asked=text,
        search_text=search_text,
        topical=_topical(search_text),
        language=language or language_of(text),
        wanted=_wanted(text),
        is_follow_up=is_follow_up,
    )


def _leans_on_history(text: str) -> bool:
    topical = len(_topical(text))
    points_back = any(word in _POINTS_BACK for word in _WORD.findall(text.lower()))
    return bool(_FOLLOW_UP_START.match(text)) or topical <= _FEW or (points_back and topical <= 4)


def _context(earlier: Sequence[str]) -> list[str]:
    """Return the turns that a follow-up adds to, oldest first: back to the one with the topic."""
    context: list[str] = []
    for turn in map(_clip, reversed(earlier)):
        if topics := _topical(turn):
            context.insert(0, turn)
            if len(topics) > _FEW or not _FOLLOW_UP_START.match(turn):
                break
    return context or [_clip(earlier[-1])]


def _topical(text: str) -> tuple[str, ...]:
    light = _LIGHT | _POINTS_BACK
    return tuple(
        word
        for word in _WORD.findall(text)
        if word.lower() not in light and any(char.isalpha() for char in word)
    )


def _clip(text: str) -> str:
    return " ".join(text.split())[:MAX_QUESTION]


def _wanted(text: str) -> Wanted:
    lowered = text.lower()
    return next((kind for kind, shape in _WANTED.items() if shape.search(lowered)), "other")

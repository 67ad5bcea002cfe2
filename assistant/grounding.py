"""Whether a model kept to its sources: every word it wrote must come from the words it cites.

Verifying asks whether a sentence says what its quotes say, and forgives a word or two. A model
that was talked into something adds just these: a name, a brand, half a sentence behind a true one.
So a model may shorten, split, reorder and inflect, but brings no word of its own.
"""

import re
from collections.abc import Collection

from ingest import fold, grams

HELD = 0.5  # share of a word's 5-grams that the sources must hold: parts of compounds pass

_WORD = re.compile(r"[^\W\d_]+")
# Words that carry no claim of their own; what they do to one is for `verify` to see.
_GLUE = frozenset(
    fold(
        "ab aber alle allem allen aller alles als also am an auch auf aus außerdem bei beim "
        "bevor bis da dabei dadurch dafür damit danach dann daran darauf daraus darf darum "
        "das dass davon dazu dem den denn der deren des deshalb dessen die dies diese diesem "
        "diesen dieser dieses doch durch dürfen ein eine einem einen einer eines er es für "
        "gegen haben hat hier hinter ihr ihre ihrem ihren ihrer im in indem ins ist jede "
        "jedem jeden jeder jedes kann kein keine keinem keinen keiner können man mit muss "
        "müssen nach nicht noch nun nur ob oder ohne sein seine seinem seinen seiner sich sie "
        "sind so sobald sofern soll sollen sollte sollten sowie über um und unter vom von vor "
        "wann was weder weil welche welcher wenn wer werden wie wird wo worden wurde wurden "
        "zu zum zur zwischen"
    ).split()
)


def grounded(text: str, cited: str) -> bool:
    """Return whether the cited words hold every word of a text, in whatever form."""
    held = set(grams(cited))
    words = set(_WORD.findall(fold(cited)))
    return all(
        word in _GLUE or _inflects(word, words) or _held(word, held)
        for word in _WORD.findall(fold(text))
    )


def _inflects(word: str, words: Collection[str]) -> bool:
    """Return whether one of the words begins with this one, or differs in its ending alone."""
    stem = word[: max(3, len(word) - 2)]
    return any(other.startswith(stem) and len(other) - len(word) <= 2 for other in words)


def _held(word: str, held: Collection[str]) -> bool:
    own = grams(word)
    return sum(gram in held for gram in own) >= HELD * len(own)

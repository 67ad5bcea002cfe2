"""How easily a text reads: Flesch's reading ease, for German in Amstad's version.

180 - ASL - 58.5 ASW (Toni Amstad, Wie verständlich sind unsere Zeitungen?, Zürich 1978) and
206.835 - 1.015 ASL - 84.6 ASW (Rudolf Flesch, A new readability yardstick, J. Appl. Psychol. 32,
1948), ASL: words a sentence, ASW: syllables a word. Syllables are counted as pyphen hyphenates,
which misses a few (Elek-tro-nik): texts may count as a little easier than they are.
"""

import re
from functools import cache
from statistics import fmean
from typing import Any

from assistant.types import Language
from ingest import split_sentences

_WORD = re.compile(r"[^\W\d_]+")
_FORMULAS: dict[Language, tuple[float, float, float, str]] = {
    "de": (180.0, 1.0, 58.5, "de_DE"),
    "en": (206.835, 1.015, 84.6, "en_US"),
}


def reading_ease(text: str, language: Language) -> float:
    """Return 0 (very hard) to 100 (very easy) for the words of a text that has some."""
    constant, a_sentence, a_syllable, dictionary = _FORMULAS[language]
    words = _WORD.findall(text)
    sentences = [text[start:end] for start, end in split_sentences(text)]
    length = len(words) / max(1, sum(bool(_WORD.search(sentence)) for sentence in sentences))
    syllables = fmean(_syllables(word, dictionary) for word in words)
    return round(min(100.0, max(0.0, constant - a_sentence * length - a_syllable * syllables)), 1)


def _syllables(word: str, dictionary: str) -> int:
    return len(_hyphenation(dictionary).positions(word.lower())) + 1


@cache
def _hyphenation(dictionary: str) -> Any:
    from pyphen import Pyphen

    return Pyphen(lang=dictionary, left=1, right=2)

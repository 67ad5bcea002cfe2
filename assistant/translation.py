"""Whether an English sentence can be the German one in English: same figures, same negation."""

import re

_FIGURE = re.compile(r"\d+")
_GERMAN_NO = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder)\b", re.IGNORECASE)
_ENGLISH_NO = re.compile(
    r"\b(?:not|no|none|never|without|neither|nor|cannot|nothing|nobody)\b|n['’]t\b", re.IGNORECASE
)
_LENGTHS = (0.4, 2.5)  # English words a German one


def faithful(german: str, english: str) -> bool:
    """Return whether nothing that can be checked without a dictionary speaks against it."""
    ratio = len(english.split()) / max(1, len(german.split()))
    same_figures = sorted(_FIGURE.findall(german)) == sorted(_FIGURE.findall(english))
    same_negation = bool(_GERMAN_NO.search(german)) == bool(_ENGLISH_NO.search(english))
    return same_figures and same_negation and _LENGTHS[0] <= ratio <= _LENGTHS[1]

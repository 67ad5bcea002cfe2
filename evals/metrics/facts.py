"""Whether a text states a fact, however its numbers and dates are written (DESIGN 4.4)."""

import re
import unicodedata

_MONTHS = {
    name: number
    for number, name in enumerate(
        "januar februar märz april mai juni juli august september oktober november "
        "dezember".split(),
        start=1,
    )
}
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
    )
}
_LONG_DATE = re.compile(rf"\b(\d{{1,2}})\.\s*({'|'.join(_MONTHS)})\s+(\d{{4}})")
_SHORT_DATE = re.compile(r"\b0?(\d{1,2})\.\s?0?(\d{1,2})\.\s?(\d{4})")


def contains(text: str, wanted: str) -> bool:
    """Return whether a text holds one of the `|`-separated alternatives, after normalising both."""
    held = normalise(text)
    return any(normalise(alternative) in held for alternative in wanted.split("|"))


def normalise(text: str) -> str:
    """Return text in lower case with one spelling for %, dashes, number words and dates."""
    text = unicodedata.normalize("NFC", text).lower()
    text = _LONG_DATE.sub(lambda m: f"{int(m[1])}.{_MONTHS[m[2]]}.{m[3]}", text)
    text = _SHORT_DATE.sub(lambda m: f"{int(m[1])}.{int(m[2])}.{m[3]}", text)
    text = re.sub(r"\s*(?:%|\bprozent\b)", "%", text)
    text = re.sub(r"(?<=\d)\s*(?:[-–—]|\bbis\b)\s*(?=\d)", "–", text)
    text = re.sub(r"\b(?:" + "|".join(_NUMBER_WORDS) + r")\b", lambda m: _NUMBER_WORDS[m[0]], text)
    text = re.sub(r"(?<=\d)\s*(?:[-–—]|\bbis\b)\s*(?=\d)", "–", text)
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.replace("—", "–")).strip()

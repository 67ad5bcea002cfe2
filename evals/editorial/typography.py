"""German typography and words that do not belong into a guide."""

import re
import unicodedata
from collections.abc import Iterator

from evals.editorial.sources import Source

# A pattern and what is wrong where it matches; links, laws and "3-2-1" are taken out before.
_WRONG = {
    re.compile(r'"'): "gerade Anführungszeichen statt „…“",
    re.compile(r"[»«]"): "»…« statt „…“",
    re.compile(r"\d ?- ?\d"): "Bindestrich statt Bis-Strich im Zahlbereich",
    re.compile(r"\d – \d"): "Leerzeichen um den Bis-Strich",
    re.compile(r"\b(?:z\.B\.|d\.h\.|u\.a\.|i\.d\.R\.)"): "Abkürzung ohne Leerzeichen",
    re.compile(r"\bEUR\b|\d€"): "Betrag nicht als »Zahl €«",
    re.compile(r"[\u00a0\u202f\u200b\u00ad]"): "unsichtbares Zeichen",
    re.compile(r"\b(?:Herr|Frau|Dr\.) [A-ZÄÖÜ][a-zäöüß]+\b"): "Name einer Person",
    re.compile(r"In der heutigen Zeit|immer mehr an Bedeutung|schreitet voran"): "Füllsatz",
}

_EXEMPT = re.compile(
    r"\]\([^)]*\)|https?://\S+|\b3-2-1(?:-1-0)?\b|\(E[UG]\) ?[\d/]+|\b\d+-\d+-\d+\b"
)
_TABLE_RULE = re.compile(r"^[|:\s-]+$", re.MULTILINE)


def check_typography(source: Source) -> Iterator[str]:
    """Yield what is typed wrongly, with the words around it."""
    if unicodedata.normalize("NFC", source.markdown) != source.markdown:
        yield "Umlaute sind nicht in der Normalform NFC"
    text = _TABLE_RULE.sub("", _EXEMPT.sub("", source.markdown))
    for pattern, message in _WRONG.items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 20) : match.end() + 20].replace("\n", " ")
            yield f"{message}: …{around}…"

"""German sentence boundaries: abbreviations, ordinals, dates and legal references end none."""

import re
from itertools import pairwise

# Abbreviations that never end a sentence; multi-part ones ("z. B.") are caught by _SINGLE.
ABBREVIATIONS = frozenset(
    "abb abschn allg anl anm az bd bes betr bspw bzgl bzw ca co dgl dipl dr einschl entspr evtl "
    "exkl fig ggf ggfs hrsg inbes inkl insb insbes kfm lfd lit mind mio mrd ordn prof rd sog "
    "sonst tel urspr vgl vs z.b zz zzgl".split()
)
# These do so only in front of a figure: they are words of their own or often close a sentence.
BEFORE_FIGURES = frozenset(
    "abs anh art aufl dez feb fa ff jan kap max min mrz nov nr nrn okt rn rz s sep sept st std "
    "stk tab tsd usf usw ziff".split()
)
# Words behind "3." that make it an ordinal even where a capital letter follows.
_ORDINAL_NOUNS = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal"
    r"|Schritt|Tag|Woche|Monat|Jahr|Halbjahr|Kapitel|Stufe|Phase|Auflage|Person|Platz|Ebene|Absatz"
    r"|Satz|Punkt|Stock|Etage|Weg|Termin|Treffen|Teil|Stelle|Generation|Geschoss)"
)
_ORDINAL_LEAD = re.compile(
    r"(?:^|\s)(?:am|der|die|das|dem|den|des|im|zum|zur|vom|bis|seit|ab|beim|jede[rnms]?|"
    r"ein(?:e[rnms]?)?|ihr(?:e[rnms]?)?|unser(?:e[rnms]?)?)\s+\d{1,2}\.$",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"[.!?…][\"“”»’')\]]*\s+(?=[\"„«»‚'(\[–-]*\s*[A-ZÄÖÜ0-9§€])")
_SINGLE = re.compile(r"(?:^|[\s(„])[^\W\d]\.$")
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) spans of the sentences of one block, without surrounding spaces."""
    cuts = [0]
    for match in _CANDIDATE.finditer(text):
        if _ends_sentence(text, match):
            cuts.append(match.end())
    cuts.append(len(text))
    return [span for start, end in pairwise(cuts) if (span := _trim(text, start, end))]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    stop = match.start()
    if text[stop] != ".":
        return True
    before = text[max(0, stop - 24) : stop + 1]
    if _SINGLE.search(before):  # "z. B.", "i. d. R.", "A. Schmidt"
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    if word[1].isdigit() and len(word[1]) <= 2:
        return not (_ORDINAL_NOUNS.match(text, match.end()) or _ORDINAL_LEAD.search(before))
    return not _is_abbreviation(word[1], text, match.end())


def _is_abbreviation(word: str, text: str, after: int) -> bool:
    lowered = word.lower()
    if lowered in BEFORE_FIGURES:
        return text[after : after + 1].isdigit()
    return lowered in ABBREVIATIONS


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None

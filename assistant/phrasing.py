"""Questions as people type them, put into written German where that is sure to work."""

import re

# What people say and what they would write; whole words only.
_WRITTEN = {
    "is": "ist",
    "nich": "nicht",
    "nix": "nichts",
    "ne": "eine",
    "ner": "einer",
    "nen": "einen",
    "nem": "einem",
    "gibts": "gibt es",
    "gehts": "geht es",
    "hats": "hat es",
    "tuts": "tut es",
    "bringts": "bringt es",
    "machts": "macht es",
    "wärs": "wäre es",
    "sowas": "so etwas",
    "wieviel": "wie viel",
    "wieviele": "wie viele",
    "ham": "haben",
    "wolln": "wollen",
    "gehn": "gehen",
    "sehn": "sehen",
    "stehn": "stehen",
    "drinstehn": "drinstehen",
    "unsre": "unsere",
    "unsrer": "unserer",
    "unsren": "unseren",
    "unserm": "unserem",
    "andern": "anderen",
    "grad": "gerade",
    "ausm": "aus dem",
    "fürn": "für den",
    "vorm": "vor dem",
    "überm": "über dem",
    "mans": "man es",
    "brauch": "brauche",
    "krieg": "bekomme",
    "kriegt": "bekommt",
    "kriegen": "bekommen",
    "hab": "habe",
    "mach": "mache",
    "fang": "fange",
    "find": "finde",
    "stell": "stelle",
    "heb": "hebe",
    "muß": "muss",
}
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
# Clauses that written German sets off by a comma.
_CLAUSE = re.compile(
    r"(?<=[a-zäöüß]) (?=(?:(?:auch|nur|erst|selbst|außer|ohne) )?"
    r"(?:wenn|dass|weil|bevor|obwohl|sobald|ob)\b"
    r"|(?:das|die|der|den|was) (?:man|wir|er|jeder|keiner)\b|wo sich\b)"
)
_JOINED = re.compile(
    r"\b(auch|nur|erst|selbst|außer|ohne|und|oder|als|wie|aber|was), (?=wenn|dass|weil|bevor|ob)",
    re.IGNORECASE,
)
# A question that reads well without its asker begins with what is asked …
_BEGINS = re.compile(
    r"^(?:was|wie|wann|wer|wen|wem|wo|woher|wohin|womit|wofür|woran|worauf|welche[nmrs]?|warum|"
    r"ab wann|bis wann|ab wie|muss|müssen|darf|dürfen|kann|können|soll|sollen|sollte|gilt|gelten|"
    r"reicht|lohnt|brauch(?:t|en|e)|ist|sind|hat|haben|zählt|bekommt|bekommen|zahlt|gibt es|"
    r"geht|macht|droht|braucht)\b",
    re.IGNORECASE,
)
# … and points at nothing that only its asker sees, nor tells a story.
_UNFIT = re.compile(
    r"\b(?:ich|mir|mich|mein\w*|du|kannst|ihr|euch|denn so|lang|ok|okay|dings|ding|kram|zeug|"
    r"jungs|kiste|nase|mist|bock|laden|spatzen|hasen|schlimm|egal|quatsch|gerede|theorie|rum\w*|"
    r"\w*schmeißen|hören|kost|anschaun|unsern|damits|bevors|wirs|obs|weils|wenns|brauchts|"
    r"in echt|oder so|und so|so ne?|bis paar|erst paar)\b|"
    r"['’…]|\.\.|[.?!] |\b(?:oder|wie|bitte)\?$",
    re.IGNORECASE,
)
LONGEST = 85  # characters: it has to fit on a button


def written(question: str) -> str:
    """Return a question with its spoken words written out, a capital first and a question mark."""
    text = _WORD.sub(lambda found: _as_written(found[0]), " ".join(question.split()))
    text = _JOINED.sub(r"\1 ", _CLAUSE.sub(", ", text))
    return text[:1].upper() + text[1:].rstrip("?!. ") + "?"


def _as_written(word: str) -> str:
    found = _WRITTEN.get(word.lower(), word)
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


def reads_well(question: str) -> bool:
    """Return whether a written question can stand on a button: short, plain, asked by anyone."""
    has_nouns = any(char.isupper() for char in question[1:])
    return (
        len(question) <= LONGEST
        and has_nouns
        and bool(_BEGINS.match(question))
        and not _UNFIT.search(question)
    )

"""Which language a question is in: German, unless English words hold its sentence together.

German shop-floor questions are full of English nouns ("Cloud Backup Restore?"), so nouns say
nothing; what tells are the small words, and of those only the ones that no German writes.
"""

import re

from assistant.types import Language

_WORD = re.compile(r"[a-zäöüß]+")
# Words that make a sentence English; one of them is enough if no German word outweighs it.
_SENTENCE = frozenset(
    "what what's when how which where who whose why do does did are can could must should would we "
    "our my you your i me have has need needs it it's its there they their that's please any "
    "tell give explain between without about got get after before".split()
)
# Words that German borrows within names ("Proof of Concept", "Human in the Loop").
_BORROWED = frozenset("the of for with and to a on this from by as not".split())
_GERMAN = frozenset(
    "der die das den dem des ein eine einen einem einer kein keine ist sind war wird werden wie "
    "was wann wo wer welche welcher welches warum wieso woher womit wozu kann können muss müssen "
    "soll sollen darf dürfen wir uns unser unsere unserem ich mir mein meine mich man sich es er "
    "für von vom mit ohne und oder nicht nich noch nur auch auf aus bei beim nach über zu zum zur "
    "im am als ab bis hat haben hab brauche brauchen braucht gibt gibts jetzt mal ja nein denn "
    "dann da hier direkt schon wieder sein wert heut heute grad gerade wat dat nen ner nem".split()
)
_ENOUGH_BORROWED = 3
_GERMAN_BY_NOW = re.compile(r"\b(?:to[- ]do|know[- ]how)\b")


def language_of(text: str) -> Language:
    """Return the language of a question; German where nothing tells.

    "Is" is English only where it opens a question: within one it is as often spoken German.
    """
    lowered = _GERMAN_BY_NOW.sub(" ", text.lower())
    words = _WORD.findall(lowered)
    german = sum(word in _GERMAN for word in words) + any(char in "äöüß" for char in lowered)
    sentence = sum(word in _SENTENCE for word in words) + (words[:1] == ["is"])
    borrowed = sum(word in _BORROWED for word in words)
    holds_together = sentence > 0 or borrowed >= _ENOUGH_BORROWED
    return "en" if holds_together and sentence + borrowed > german else "de"

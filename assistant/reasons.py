"""Why a guide is recommended, in German sentences that its front matter makes true."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.frame import listed
from assistant.phrasing import reads_well, written
from ingest import Guide, Index, grams

Vector = npt.NDArray[np.float32]

_NEAREST = 3  # of its typical questions, of which the best worded one is told
_TERMS = 2
_SAME_WORD = 0.75  # share of a term's 5-grams that a wish must hold to name it
_LEVELS = {
    "einsteiger": "für den Einstieg",
    "fortgeschritten": "für Fortgeschrittene",
    "profi": "für Profis",
}


def reason(
    guide: Guide, best: Guide, wishes: Sequence[str], vectors: Sequence[Vector], index: Index
) -> str:
    """Return why to read a guide and what it takes.

    `wishes` is what the firm wrote of itself, `vectors` the same embedded; `best` is the guide of
    its path that fits best.
    """
    told = [
        _is_related(guide, best),
        _names(guide, wishes),
        _answers(guide, vectors, index),
        _takes(guide),
        f"Gedacht für: {guide.company_size}." if guide.company_size else "",
    ]
    return " ".join(sentence for sentence in told if sentence)


def _is_related(guide: Guide, best: Guide) -> str:
    if guide is best:
        return "Kommt Ihren Angaben am nächsten."
    is_related = guide.id in best.related or best.id in guide.related
    return f"Verwandt mit „{best.title}“." if is_related else ""


def _names(guide: Guide, wishes: Sequence[str]) -> str:
    """Return which of the guide's terms the wishes use."""
    wished = set(grams(" ".join(wishes)))

    def shared(term: str) -> float:
        own = set(grams(term))
        return len(own & wished) / len(own) if own else 0.0

    named = [f"„{term}“" for term in guide.terms if shared(term) >= _SAME_WORD][:_TERMS]
    return f"Behandelt {listed(named, 'de')}." if named else ""


def _answers(guide: Guide, vectors: Sequence[Vector], index: Index) -> str:
    """Return the typical question nearest to the wishes that can be shown, if there is one."""
    if not vectors:
        return ""
    nearest = index.nearest_questions(guide.id, np.mean(vectors, axis=0))[:_NEAREST]
    question = next((written(text) for text in nearest if reads_well(written(text))), "")
    return f"Beantwortet zum Beispiel: „{question}“" if question else ""


def _takes(guide: Guide) -> str:
    """Return for whom it is and what it costs in work and time: "Für den Einstieg; …"."""
    parts = [
        "Bericht zum Vertiefen" if not guide.says_how else "",
        _LEVELS.get(guide.maturity, ""),
        f"Aufwand {guide.effort}" if guide.effort else "",
        f"Dauer: {guide.duration.removeprefix('Richtwert: ')}" if guide.duration else "",
    ]
    text = "; ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else ""

"""The lexical half of the search: BM25 over character 5-grams inside words.

5-grams meet German compounds halfway ("Rechnungseingang" and "Eingangsrechnung" share most of them)
and forgive a typo; Chroma's own sparse vectors are not available in embedded mode.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ingest.findings import KnownWord

if TYPE_CHECKING:
    # Brings SciPy, 0.2 s, which the process that reads each foreign file would wait for.
    import bm25s

_WORD = re.compile(r"\w+")
_N = 5


def grams(text: str) -> list[str]:
    """Return the 5-grams of a text's words, short words whole, umlauts and ß folded."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        last = max(len(word) - _N, 0)
        found.extend(word[at : at + _N] for at in range(last + 1))
    return found


def fold(text: str) -> str:
    """Return lower case without diacritics; "ue" counts as "ü" so that both spellings meet."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"(?<=[aou])e", "", plain)


class LexicalIndex:
    """BM25 scores of every indexed text for a question, saved to and loaded from a folder."""

    def __init__(self, bm25: bm25s.BM25 | None, size: int) -> None:
        self._bm25 = bm25
        self._size = size

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index texts in their order; that order is the order of the scores."""
        tokens = [grams(text) for text in texts]
        if not tokens:
            return cls(None, 0)
        import bm25s

        bm25 = bm25s.BM25()
        bm25.index(tokens, show_progress=False)
        return cls(bm25, len(tokens))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open what `save` wrote."""
        if not any(folder.iterdir()):
            return cls(None, 0)
        import bm25s

        bm25 = bm25s.BM25.load(str(folder), load_corpus=False, show_progress=False)
        return cls(bm25, int(bm25.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Write the index into a new folder, which stays empty without texts."""
        folder.mkdir()
        if self._bm25:
            self._bm25.save(str(folder), show_progress=False)

    def scores(self, asked: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one BM25 score a text, shape (texts,), for the grams of a question."""
        if not asked or self._bm25 is None:
            return np.zeros(self._size, dtype=np.float32)
        found: npt.NDArray[np.float32] = self._bm25.get_scores(list(asked))
        return found


class Vocabulary:
    """Which 5-grams occur in which text, to tell a question's known words from unknown ones."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._held = [frozenset(grams(text)) for text in texts]
        self._texts_with = Counter(gram for held in self._held for gram in held)

    def known(self, word: str, row: int) -> KnownWord:
        """Return how much of a word the text in `row` holds, and how much any text does."""
        own = grams(word)
        weights = [math.log((len(self._held) + 1) / (self._texts_with[g] + 0.5)) for g in own]
        return KnownWord(
            word=word,
            in_guide=sum(gram in self._held[row] for gram in own) / max(len(own), 1),
            in_corpus=sum(self._texts_with[gram] > 0 for gram in own) / max(len(own), 1),
            weight=max(weights, default=0.0),
        )

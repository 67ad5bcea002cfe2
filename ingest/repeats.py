"""Passages that say what another says: partners publish one paragraph in several guides."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.findings import Hit
from ingest.types import Passage

SAME_SHARE = 0.8  # of a passage's sentences, at which it repeats what was found before it
_SHORTEST = 4  # words; shorter sentences stand in many passages by chance


class Repeats:
    """Knows the sentences of passages by their words, however they are punctuated."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._said = {passage.id: frozenset(_sentences(passage)) for passage in passages}

    def left_out(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Yield hits, best first, without those that repeat better ones."""
        heard: set[str] = set()
        for hit in hits:
            said = self._said[hit.passage.id]
            if not said or len(said & heard) < SAME_SHARE * len(said):
                heard |= said
                yield hit


def _sentences(passage: Passage) -> Iterator[str]:
    for sentence in passage.sentences:
        words = re.findall(r"\w+", sentence.text.lower())
        if len(words) >= _SHORTEST:
            yield " ".join(words)

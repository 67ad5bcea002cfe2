"""Passages that say what another says: partners publish one paragraph in several guides."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.findings import Hit
from ingest.types import Passage

SAME_SHARE = 0.8  # of a passage's sentences, at which it repeats what was found before it
_SHORTEST = 4  # words; shorter sentences stand in many passages by chance


class Repeats:
    """Knows which passages could repeat others, by the words of their sentences."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        said = {passage.id: frozenset(_sentences(passage)) for passage in passages}
        sayings = Counter(sentence for own in said.values() for sentence in own)
        # Most passages share no sentence with another, and a search has nothing to compare.
        self._shared = {
            id_: frozenset(sentence for sentence in own if sayings[sentence] > 1)
            for id_, own in said.items()
        }
        self._enough = {id_: SAME_SHARE * len(own) for id_, own in said.items()}

    def left_out(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Yield hits, best first, without those that repeat better ones."""
        heard: set[str] = set()
        for hit in hits:
            shared = self._shared[hit.passage.id]
            if not shared or len(shared & heard) < self._enough[hit.passage.id]:
                heard |= shared
                yield hit


def _sentences(passage: Passage) -> Iterator[str]:
    for sentence in passage.sentences:
        words = re.findall(r"\w+", sentence.text.lower())
        if len(words) >= _SHORTEST:
            yield " ".join(words)

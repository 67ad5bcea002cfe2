"""A statement beside its source, word by word."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.checking.findings import Source
from assistant.checking.polarity import DENIALS, RESTRICTIONS
from assistant.checking.reading import Reading, Word, read


@dataclass(frozen=True)
class Pair:
    """What is said, the quotes, the sentences that hold them, and the words around those."""

    said: Reading
    quoted: Reading
    held: Reading
    context: str

    @classmethod
    def of(cls, statement: str, source: Source, context: str = "") -> "Pair":
        """Return a statement beside its source."""
        quoted, held = (read("\n".join(texts)) for texts in (source.quotes, source.sentences))
        return cls(read(statement), quoted, held, context)

    @property
    def one_language(self) -> bool:
        """Whether words can be compared by their letters."""
        return self.said.english == self.held.english

    @cached_property
    def matches(self) -> dict[Word, list[Word]]:
        """The words of the statement that the quotes hold, with where they hold them."""
        found = {word: self.held.matches(word) for word in self.said.content}
        return {word: own for word, own in found.items() if own}

    @cached_property
    def new_denials(self) -> set[str]:
        """Beginnings of words that deny by their meaning and stand in the statement only."""
        return stems_of_denial(self.said.words) - stems_of_denial(self.held.words)

    @cached_property
    def lost_denials(self) -> set[str]:
        """The same that stand in the quotes only."""
        return stems_of_denial(self.held.words) - stems_of_denial(self.said.words)

    @cached_property
    def restricts_instead(self) -> bool:
        """Whether the statement denies twice what the quotes restrict: not without, only with."""
        denials = sum(
            word.negator or word.text.lower() in ("ohne", "without") for word in self.said.words
        )
        return denials >= 2 and bool(_stems(self.held.words, RESTRICTIONS))

    def rewords_denial(self, clause: int) -> bool:
        """Return whether a clause of the statement denies or restricts by words of its own."""
        words = self.said.in_clause(clause)
        restricts = _stems(words, RESTRICTIONS) - _stems(self.held.words, RESTRICTIONS)
        return bool(stems_of_denial(words) & self.new_denials or restricts)

    def held_denies(self, clause: int) -> bool:
        """Return whether a clause of the quotes denies by its words' meaning."""
        return bool(stems_of_denial(self.held.in_clause(clause)))

    def denial_reworded(self, clause: int) -> bool:
        """Return whether a clause of the quotes denies by a word that the statement lacks."""
        return bool(stems_of_denial(self.held.in_clause(clause)) & self.lost_denials)


def stems_of_denial(words: tuple[Word, ...] | list[Word]) -> set[str]:
    """Return the beginnings of the words that deny by their meaning."""
    return _stems(words, DENIALS)


def _stems(words: tuple[Word, ...] | list[Word], pattern: re.Pattern[str]) -> set[str]:
    return {word.text.lower()[:5] for word in words if pattern.fullmatch(word.text)}

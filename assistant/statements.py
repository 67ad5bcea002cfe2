"""A model's text, as it streams in, cut into statements with the numbers they cite."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_STATEMENT = 800  # characters; what a model writes beyond that without an end says nothing

_MARK = r"\[\s*(?:Belege?\s*)?\d+(?:\s*[,;–-]\s*\d+)*\s*\]"
_MARKS = re.compile(rf"\s*{_MARK}")
_NUMBER = re.compile(r"\b\d{1,3}\b")
# A line ends a statement, and so do marks at the end of a sentence, on either side of its stop.
_END = re.compile(
    rf"\n|(?<=[.!?:…])\s*(?:{_MARK}\s*)+(?=\s[^\s\[=])|\s*(?:{_MARK}\s*)+[.!?](?=\s[^\s\[=])"
)
_TRANSLATION = "=>"


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as a model wrote it; `translation` is the same in English where asked for."""

    text: str
    numbers: tuple[int, ...]
    translation: str = ""


def statements(pieces: Iterable[str]) -> Iterator[Written]:
    """Yield each statement as soon as it is complete."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        while (end := _END.search(buffer)) is not None:
            yield from _written(buffer[: end.end()])
            buffer = buffer[end.end() :]
    yield from _written(buffer)


def _written(raw: str) -> Iterator[Written]:
    said, _, translation = raw.partition(_TRANSLATION)
    text, translated = (_MARKS.sub("", part).strip() for part in (said, translation))
    numbers = [int(number) for mark in _MARKS.findall(raw) for number in _NUMBER.findall(mark)]
    if text and len(raw) <= MAX_STATEMENT:
        yield Written(text, tuple(dict.fromkeys(numbers)), translated)

"""What stands in two documents though it should stand in one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from evals.editorial.sources import Source, words
from ingest import split_sentences

LONGEST_SHARED = 8  # words; a longer sentence stands in one document only


def check_sameness(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield sentences of more than 8 words and typical questions that two documents share."""
    yield from _shared(sources, _long_sentences, "derselbe Satz")
    yield from _shared(
        sources, lambda source: source.metadata.get("typische_fragen") or [], "dieselbe Frage"
    )


def _shared(
    sources: Sequence[Source], texts_of: Callable[[Source], Iterable[str]], what: str
) -> Iterator[tuple[str, str]]:
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source in sources:
        for text in texts_of(source):
            seen[words(text)].append((source.id, text))
    for places in seen.values():
        (first, text), *others = places
        yield from ((other, f"{what} wie in {first}: {text}") for other, _ in others)


def _long_sentences(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if block.kind in ("paragraph", "item"):
            for start, end in split_sentences(block.text):
                if len(words(block.text[start:end]).split()) > LONGEST_SHARED:
                    yield block.text[start:end]

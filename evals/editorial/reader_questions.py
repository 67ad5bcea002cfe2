"""The readers' questions beside the corpus: each leads to a section and sentence that are there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.editorial.sources import Source, words
from ingest import read_wordings


def check_reader_questions(sources: Sequence[Source], corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield questions for a document, section or sentence that is gone, and repeated ones."""
    by_id = {source.id: source for source in sources}
    seen: dict[str, str] = {}
    for id_, asked in read_wordings(corpus).items():
        if id_ not in by_id:
            yield id_, "hat Leserfragen, aber keinen Leitfaden"
            continue
        # What stands before the first section has no heading.
        headings = {"", *(block.text for block in by_id[id_].blocks if block.kind == "heading")}
        text = words(by_id[id_].text)
        for question in asked:
            if question.heading not in headings:
                yield id_, f"diesen Abschnitt der Leserfragen gibt es nicht: {question.heading}"
            if words(question.sentence) not in text:
                yield id_, f"dieser Satz der Leserfragen steht nicht im Text: {question.sentence}"
            first = seen.setdefault(words(question.text), id_)
            if first != id_:
                yield id_, f"dieselbe Leserfrage wie in {first}: {question.text}"

"""The committed table of key facts: each stands in its document with its numbers and dates."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.editorial.sources import Source

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class KeyFact(BaseModel):
    """A fact that a document must hold, its source, and the sentences that hold it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    fact: str
    source: str
    sentences: tuple[str, ...]


def read_facts(file: Path) -> list[KeyFact]:
    """Return the rows of the table."""
    return [
        KeyFact.model_validate(json.loads(line))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]


def check_facts(sources: Sequence[Source], file: Path) -> Iterator[tuple[str, str]]:
    """Yield facts whose sentences do not stand in the document or lack a number of the fact."""
    texts = {source.id: " ".join(source.text.split()) for source in sources}
    facts = read_facts(file)
    for fact in facts:
        missing = [
            s for s in fact.sentences if " ".join(s.split()) not in texts.get(fact.guide, "")
        ]
        yield from ((fact.guide, f"dieser Satz steht nicht im Text: {s}") for s in missing)
        absent = _numbers(fact.fact) - _numbers(" ".join(fact.sentences))
        if absent:
            yield fact.guide, f"{', '.join(sorted(absent))} fehlt zum Fakt: {fact.fact}"
    for id_ in sorted(set(texts) - {fact.guide for fact in facts}):
        yield id_, "hat keine Zeile in fakten.jsonl"


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))

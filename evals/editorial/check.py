"""The spine of the editorial check: every rule over every document, then over all together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evals.editorial.facts import check_facts
from evals.editorial.links import check_links
from evals.editorial.metadata import check_metadata
from evals.editorial.reader_questions import check_reader_questions
from evals.editorial.rendered import check_rendered
from evals.editorial.sameness import check_sameness
from evals.editorial.sources import Source, read_sources
from evals.editorial.structure import check_structure
from evals.editorial.typography import check_typography

# What a rule yields: the id of a document and a German sentence that says what is wrong.
Complaint = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A document that breaks a rule."""

    rule: str
    id: str
    message: str


def check_corpus(corpus: Path, today: date) -> list[Finding]:
    """Return everything in a corpus folder that breaks the editorial rules, rule by rule."""
    sources = read_sources(corpus)
    rules: dict[str, Callable[[], Iterable[Complaint]]] = {
        "Gliederung": lambda: each(sources, check_structure),
        "Kopfdaten": lambda: each(sources, lambda source: check_metadata(source, today)),
        "Typografie": lambda: each(sources, check_typography),
        "Verweise": lambda: check_links(sources),
        "Kernfakten": lambda: check_facts(sources, corpus / "fakten.jsonl"),
        "Leserfragen": lambda: check_reader_questions(sources, corpus),
        "Gleiches": lambda: check_sameness(sources),
        "Gesetztes": lambda: check_rendered(sources),
    }
    return [Finding(rule, id_, message) for rule, run in rules.items() for id_, message in run()]


def each(
    sources: Iterable[Source], check: Callable[[Source], Iterable[str]]
) -> Iterable[Complaint]:
    """Apply a rule about one document to all of them."""
    return ((source.id, message) for source in sources for message in check(source))

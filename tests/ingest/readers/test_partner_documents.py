"""The same guide by strangers in several formats gives the same words and the same headings.

Overlap is that of multisets of lower-case words, 2|A∩B| / (|A|+|B|), over all that a reader gives.
Readers leave out on every side: tables of contents, link targets, pictures' alternative texts.
Measured (words, headings): Digitales Ökosystem PDF–DOCX and PDF–HTML 0.995 and 0.916, DOCX–HTML
1.000 and 1.000; Expert Debriefing PDF–DOCX 0.999 and 0.959, PDF–Markdown 0.992 and 0.932,
DOCX–Markdown 0.993 and 0.971.
"""

import re
from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from ingest.readers import READERS
from ingest.text import lay_out
from ingest.types import Document, Guide
from tests.conftest import SHARED

PARTNERS = SHARED / "testdata" / "partner_docs"
SAME = {
    "lernos-digitales-oekosystem": (".docx", ".html", ".pdf"),
    "lernos-expert-debriefing": (".docx", ".md", ".pdf"),
}
PAIRS = [(name, *pair) for name, formats in SAME.items() for pair in combinations(formats, 2)]

pytestmark = pytest.mark.skipif(
    not PARTNERS.exists(), reason="the partners' documents lie in ../shared"
)


@cache
def document(name: str, format_: str) -> Document:
    data = (PARTNERS / f"{name}{format_}").read_bytes()
    return lay_out(Guide(name, "", "leitfaden", name), READERS[format_](data, None))


def words(document: Document) -> Counter[str]:
    return Counter(re.findall(r"\w+", document.text.lower()))


def headings(document: Document) -> Counter[str]:
    """Headings without the numbers that only some formats write out ("3.1 ")."""
    titles = [block.text for block in document.blocks if block.kind == "heading"]
    return Counter(re.sub(r"^[\d.]+\s+", "", title).lower() for title in titles)


def overlap(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize(("name", "one", "other"), PAIRS)
def test_two_formats_of_a_guide_give_the_same_words(name: str, one: str, other: str) -> None:
    assert overlap(words(document(name, one)), words(document(name, other))) >= 0.98


@pytest.mark.parametrize(("name", "one", "other"), PAIRS)
def test_two_formats_of_a_guide_give_the_same_headings(name: str, one: str, other: str) -> None:
    assert overlap(headings(document(name, one)), headings(document(name, other))) >= 0.9


@pytest.mark.parametrize("name", SAME)
def test_running_lines_contents_and_footnote_numbers_are_no_text(name: str) -> None:
    text = document(name, ".pdf").text
    assert "Inhaltsverzeichnis" not in text
    assert ". . . ." not in text
    assert text.count("Version ") <= document(name, ".docx").text.count("Version ") + 1
    assert not re.search(r"Fachkräftemangel\s?2\b", text)

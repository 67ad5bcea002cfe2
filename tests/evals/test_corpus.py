"""The committed corpus follows its own rules."""

from evals.editorial import check_corpus, read_sources
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"


def test_the_committed_corpus_has_no_findings() -> None:
    sources = read_sources(CORPUS)
    # Judged on the day of its newest document: what falls due later is for `make corpus` to say.
    newest = max(source.metadata["stand"] for source in sources)
    assert check_corpus(CORPUS, newest) == []


def test_the_corpus_is_as_large_as_its_readme_says() -> None:
    sources = read_sources(CORPUS)
    kinds = [source.kind for source in sources]
    assert (kinds.count("leitfaden"), kinds.count("bericht"), kinds.count("episode")) == (64, 25, 1)
    assert sum(len(source.text.split()) for source in sources) >= 75_000

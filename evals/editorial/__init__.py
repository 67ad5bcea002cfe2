"""The corpus against its editorial rules: from structure and links to facts and typography."""

from evals.editorial.check import Finding, check_corpus
from evals.editorial.facts import read_facts
from evals.editorial.sources import Source, read_sources

__all__ = ["Finding", "Source", "check_corpus", "read_facts", "read_sources"]

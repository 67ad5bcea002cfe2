"""What is measured of a case and of a suite; METRICS is the one list of them."""

from evals.metrics.answers import cited_expected, fact_coverage, valid_citations
from evals.metrics.facts import contains, normalise
from evals.metrics.retrieval import hit_at, rank_metrics

__all__ = [
    "cited_expected",
    "contains",
    "fact_coverage",
    "hit_at",
    "normalise",
    "rank_metrics",
    "valid_citations",
]

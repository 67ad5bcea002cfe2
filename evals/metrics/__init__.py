"""What is measured of a case and of a suite; METRICS is the one list of it."""

from evals.metrics.answers import cited_expected, fact_coverage, valid_citations
from evals.metrics.catalogue import METRICS, Metric
from evals.metrics.facts import contains, normalise
from evals.metrics.retrieval import hit_at
from evals.metrics.scores import score_all

__all__ = [
    "METRICS",
    "Metric",
    "cited_expected",
    "contains",
    "fact_coverage",
    "hit_at",
    "normalise",
    "score_all",
    "valid_citations",
]

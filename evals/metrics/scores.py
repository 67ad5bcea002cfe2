"""All scores of all cases of a suite; a metric that a case does not ask for has no score there."""

from collections.abc import Mapping

from evals.cases import Case
from evals.metrics.answers import (
    citation_quality,
    cited_expected,
    fact_coverage,
    faithfulness,
    valid_citations,
)
from evals.metrics.catalogue import METRICS
from evals.metrics.retrieval import Asked, guide_scores, passage_scores
from evals.types import Reply, System, Trial
from ingest import Document, Index


def score_all(asked: Asked, system: System, index: Index) -> list[Trial]:
    """Score what a system replied; `index` is what its statements are re-checked against.

    A system that never names a guide or never cites is not scored for it.
    """
    ranks = any(reply.guides for _, reply in asked)
    cites = any(reply.citations for _, reply in asked)
    guides = guide_scores(asked) if ranks else {}
    passages = passage_scores(asked, system.passages, system.documents)
    trials = []
    for case, reply in asked:
        known = {
            **guides.get(case.id, {}),
            **passages.get(case.id, {}),
            **_answer(case, reply, system.documents, cites),
            **_support(reply, system.documents, index),
            **_decline(case, reply),
        }
        trials.append(Trial(case, reply, {name: known.get(name) for name in METRICS}))
    return trials


def _answer(
    case: Case, reply: Reply, documents: Mapping[str, Document], cites: bool
) -> dict[str, float]:
    scores = {}
    if cites and case.answerable and case.expected:
        scores["cited_expected"] = cited_expected(case, reply)
    if case.answerable and case.must_contain:
        scores["fact_coverage"] = fact_coverage(case, reply)
    valid, total = valid_citations(reply, documents)
    if total:
        scores["citation_validity"] = valid / total
    return scores


def _support(reply: Reply, documents: Mapping[str, Document], index: Index) -> dict[str, float]:
    """Re-check what is stated, where the system and the index hold the same texts."""
    cited = {citation.guide_id for citation in reply.citations}
    same = all(
        id_ in documents
        and id_ in index.documents
        and documents[id_].text == index.documents[id_].text
        for id_ in cited
    )
    if not (reply.statements and same):
        return {}
    return citation_quality(reply, index) | {"faithfulness": faithfulness(reply, index)}


def _decline(case: Case, reply: Reply) -> dict[str, float]:
    """Return the three decline scores: means over the declined, unanswerable, answerable cases."""
    declined = float(not reply.answered)
    scores = {"false_decline_rate" if case.answerable else "decline_recall": declined}
    return scores if reply.answered else scores | {"decline_precision": float(not case.answerable)}

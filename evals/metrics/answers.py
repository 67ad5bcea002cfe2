"""Whether an answer says the facts, cites the right guides and quotes what really stands there."""

from collections.abc import Mapping

from evals.cases import Case
from evals.metrics.facts import contains
from evals.systems import Reply
from ingest import Document


def fact_coverage(case: Case, reply: Reply) -> float:
    """Return 1.0 if the answer's text meets every entry of `must_contain`."""
    return float(reply.answered and all(contains(reply.text, fact) for fact in case.must_contain))


def cited_expected(case: Case, reply: Reply) -> float:
    """Return 1.0 if the answer cites an expected guide; every one of them for `kombi`."""
    cited = {citation.guide_id for citation in reply.citations if reply.answered}
    return float(case.met_by(cited))


def valid_citations(reply: Reply, documents: Mapping[str, Document]) -> tuple[int, int]:
    """Return how many citations quote what stands at their span, and how many there are."""
    valid = sum(
        citation.guide_id in documents
        and documents[citation.guide_id].text[citation.start : citation.end] == citation.quote
        for citation in reply.citations
    )
    return valid, len(reply.citations)

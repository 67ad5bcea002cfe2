"""Whether an answer says the facts, cites the right guides, and quotes what supports it."""

from collections.abc import Mapping
from statistics import fmean

from evals.cases import Case
from evals.metrics.facts import contains
from evals.metrics.support import claims, supported
from evals.types import CitedSpan, Reply
from ingest import Document, Index


def fact_coverage(case: Case, reply: Reply) -> float:
    """Return 1.0 if the answer states every entry of `must_contain` (DESIGN 4.4)."""
    return float(reply.answered and all(contains(reply.told, fact) for fact in case.must_contain))


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


def citation_quality(reply: Reply, index: Index) -> dict[str, float]:
    """Return citation recall and precision as ALCE defines them (Gao et al. 2023, section 3).

    Recall: share of the answer's sentences that cite something and are supported by all of it
    together. Precision: share of citations whose sentence is supported and that support it alone,
    or without which the others do not. The judge is our checker instead of an English NLI model;
    declined answers have neither score.
    """
    recall, precision = [], []
    for claim in claims(reply):
        whole = supported(claim.text, claim.citations, index)
        recall.append(whole)
        for at, citation in enumerate(claim.citations):
            others = claim.citations[:at] + claim.citations[at + 1 :]
            needed = supported(claim.text, (citation,), index) or not _holds(
                claim.text, others, index
            )
            precision.append(whole and needed)
    found = {"citation_recall": fmean(recall)} if recall else {}
    return found | ({"citation_precision": fmean(precision)} if precision else {})


def _holds(text: str, cited: tuple[CitedSpan, ...], index: Index) -> bool:
    return bool(cited) and supported(text, cited, index)


def faithfulness(reply: Reply, index: Index) -> float:
    """Return the share of the answer's statements that their citations support when re-checked.

    After Es et al. 2023 (RAGAS): statements inferable from the context over all statements, with
    the context narrowed to what the statement cites and our checker as the judge.
    """
    return fmean(
        supported(said.text, [reply.citations[at] for at in said.citations], index)
        for said in reply.statements
    )

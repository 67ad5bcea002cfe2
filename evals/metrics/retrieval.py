"""Rank metrics over guides."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, nDCG

from evals.cases import Case


def hit_at(case: Case, guides: Sequence[str], k: int) -> float:
    """Return 1.0 if the first k guides hold what the case's type asks for, else 0.0.

    All expected guides for `kombi`, the first for `abgrenzung`, any of them otherwise.
    """
    return float(case.met_by(guides[:k]))


def rank_metrics(ranked: Mapping[str, Sequence[str]], cases: Sequence[Case]) -> dict[str, float]:
    """Return mrr@10 and ndcg@10 of guide rankings by case id, as ir-measures defines them."""
    qrels = [Qrel(case.id, guide, 1) for case in cases for guide in case.expected]
    run = [
        ScoredDoc(case.id, guide, -float(rank))
        for case in cases
        for rank, guide in enumerate(ranked[case.id])
    ]
    found = ir_measures.calc_aggregate([RR @ 10, nDCG @ 10], qrels, run)
    return {"mrr@10": float(found[RR @ 10]), "ndcg@10": float(found[nDCG @ 10])}

"""Rank metrics over guides and over passages, computed by ir-measures.

The gold names guides and facts, never passages: a passage is relevant when it is of a relevant
guide and states one of the facts of `must_contain`. Cases without facts have no passage scores.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

from evals.cases import Case
from evals.metrics.facts import contains
from evals.types import Reply, Span
from ingest import Document

DEPTHS = (1, 3, 5, 10)
# Definitions: Voorhees & Harman, TREC (RR, success, recall); Järvelin & Kekäläinen 2002 (nDCG).
_MEASURES = {
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
}
_PASSAGE_MEASURES = {
    "passage_hit@1": Success @ 1,
    "passage_hit@5": Success @ 5,
    "passage_recall@10": R @ 10,
    "passage_mrr@10": RR @ 10,
    "passage_ndcg@10": nDCG @ 10,
}

Scores = dict[str, dict[str, float]]
Asked = Sequence[tuple[Case, Reply]]


def hit_at(case: Case, guides: Sequence[str], k: int) -> float:
    """Return 1.0 if the first k guides hold what the case's type asks for, else 0.0.

    Success@k of ir-measures over the relevant guides, except for `kombi`: recall@k must be 1.
    """
    return float(case.met_by(guides[:k]))


def guide_scores(asked: Asked) -> Scores:
    """Return hit@k, recall@k, mrr@10 and ndcg@10 of the guides by case id."""
    ranked = [(case, reply) for case, reply in asked if case.answerable and case.expected]
    scores = _calculate(
        _MEASURES,
        {case.id: case.relevant for case, _ in ranked},
        {case.id: reply.guides for case, reply in ranked},
    )
    for case, reply in ranked:
        scores[case.id] |= {f"hit@{k}": hit_at(case, reply.guides, k) for k in DEPTHS}
    return scores


def passage_scores(
    asked: Asked, passages: Sequence[Span], documents: Mapping[str, Document]
) -> Scores:
    """Return the scores of the ranked passages by case id; none for cases without a relevant one.

    `passages` are all that the system searches: recall and the ideal ranking need them.
    """
    of_guide: dict[str, list[Span]] = defaultdict(list)
    for passage in passages:
        of_guide[passage.guide_id].append(passage)
    relevant = {}
    for case, reply in asked:
        if not (case.answerable and case.must_contain and reply.passages):
            continue
        own = [passage for guide in case.relevant for passage in of_guide[guide]]
        relevant[case.id] = [p.id for p in own if _states_a_fact(p, case, documents)]
    return _calculate(
        _PASSAGE_MEASURES,
        {id_: found for id_, found in relevant.items() if found},
        {case.id: [passage.id for passage in reply.passages] for case, reply in asked},
    )


def _states_a_fact(passage: Span, case: Case, documents: Mapping[str, Document]) -> bool:
    text = documents[passage.guide_id].text[passage.start : passage.end]
    return any(_contains(text, fact) for fact in case.must_contain)


_contains = lru_cache(maxsize=100_000)(contains)


def _calculate(
    measures: Mapping[str, ir_measures.Measure],
    relevant: Mapping[str, Iterable[str]],
    ranked: Mapping[str, Sequence[str]],
) -> Scores:
    """Let ir-measures score each ranking; whoever ranks nothing gets zeros."""
    names = {measure: name for name, measure in measures.items()}
    qrels = [Qrel(id_, found, 1) for id_, ids in relevant.items() for found in ids]
    run = [
        ScoredDoc(id_, found, -float(rank))
        for id_ in relevant
        for rank, found in enumerate(ranked[id_])
    ]
    scores: Scores = {id_: dict.fromkeys(measures, 0.0) for id_ in relevant}
    if run:
        for found in ir_measures.iter_calc(list(names), qrels, run):
            scores[found.query_id][names[found.measure]] = float(found.value)
    return scores

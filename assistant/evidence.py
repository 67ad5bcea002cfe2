"""What the release holds for a question, and how likely it is that this answers it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.sufficiency import sufficiency
from assistant.types import Candidate, Evidence, Question, RankedGuide
from ingest import Hit, Index, SentenceHit

PASSAGES = 40  # searched for the ranking of guides
READ = 12  # of which the sentences are read
GUIDES = 10
SECOND_GUIDE_MARGIN = 0.35  # of the z-fused score, below the first guide

Vector = npt.NDArray[np.float32]


def gather(index: Index, question: Question, vector: Vector) -> Evidence:
    """Return the passages, guides and candidate sentences for a question, each best first."""
    hits = index.search(vector, question.search_text, PASSAGES)
    guides = _rank_guides(hits)
    sources = {guide.guide_id for guide in _leading(guides)}
    read = [hit for hit in hits if hit.passage.guide_id in sources][:READ]
    scored = index.sentences([hit.passage for hit in read], vector, question.search_text)
    candidates = _candidates(read, scored)
    return Evidence(
        hits=tuple(hits),
        guides=tuple(guides[:GUIDES]),
        candidates=tuple(candidates),
        sufficiency=sufficiency(question, hits, guides, candidates),
    )


def _rank_guides(hits: Sequence[Hit]) -> list[RankedGuide]:
    """Rank guides by their best passage; the second best breaks ties between neighbours."""
    scores: dict[str, list[float]] = {}
    titles: dict[str, str] = {}
    for hit in hits:
        scores.setdefault(hit.passage.guide_id, []).append(hit.score)
        titles[hit.passage.guide_id] = hit.passage.title
    ranked = [
        RankedGuide(id_, titles[id_], found[0] + 0.1 * sum(found[1:3]))
        for id_, found in scores.items()
    ]
    return sorted(ranked, key=lambda guide: -guide.score)


def _leading(guides: Sequence[RankedGuide]) -> list[RankedGuide]:
    """Return the guides that answer: the first, and a second that is nearly as good."""
    return [guide for guide in guides[:2] if guide.score >= guides[0].score - SECOND_GUIDE_MARGIN]


def _candidates(read: Sequence[Hit], scored: Sequence[SentenceHit]) -> list[Candidate]:
    """Score sentences by their own cosine and BM25 and by the passage they stand in."""
    if not scored:
        return []
    passage_scores = [hit.score for hit in read for _ in hit.passage.sentences]
    fused = (
        0.5 * _z([hit.cosine for hit in scored])
        + 0.3 * _z([hit.bm25 for hit in scored])
        + 0.3 * _z(passage_scores)
    )
    candidates = [
        Candidate(hit.sentence, float(score), hit.cosine)
        for hit, score in zip(scored, fused, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _z(values: Sequence[float]) -> npt.NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    return np.asarray((array - array.mean()) / max(float(array.std()), 1e-6))

"""What the release holds for a question, and how likely it is that this answers it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.sufficiency import sufficiency
from assistant.types import Candidate, Evidence, Question, RankedGuide
from ingest import Findings, GuideHit, Hit, Index, SentenceHit

PASSAGES = 60  # searched for
READ = 10  # passages of the leading guides whose sentences are read
GUIDES = 10
SECOND_GUIDE_MARGIN = 0.5  # of the fused score, below the first guide

Vector = npt.NDArray[np.float32]


def gather(index: Index, question: Question, vector: Vector) -> Evidence:
    """Return the guides and candidate sentences for a question, each best first."""
    findings = index.search(vector, question.search_text, PASSAGES)
    candidates = _candidates(index, question, vector, findings)
    return Evidence(
        guides=tuple(
            RankedGuide(guide.guide_id, guide.title, guide.score)
            for guide in findings.guides[:GUIDES]
        ),
        candidates=tuple(candidates),
        sufficiency=sufficiency(question, findings),
    )


def _candidates(
    index: Index, question: Question, vector: Vector, findings: Findings
) -> list[Candidate]:
    """Return the sentences of the leading guides, scored by themselves and their passage."""
    leading = {guide.guide_id for guide in _leading(findings.guides)}
    read = [hit for hit in findings.passages if hit.passage.guide_id in leading][:READ]
    scored = index.sentences([hit.passage for hit in read], vector, question.search_text)
    if not scored:
        return []
    fused = _fused(read, scored)
    candidates = [
        Candidate(hit.sentence, float(score), hit.cosine)
        for hit, score in zip(scored, fused, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _leading(guides: Sequence[GuideHit]) -> list[GuideHit]:
    """Return the guides that answer: the first, and a second that is nearly as good."""
    return [guide for guide in guides[:2] if guide.score >= guides[0].score - SECOND_GUIDE_MARGIN]


def _fused(read: Sequence[Hit], scored: Sequence[SentenceHit]) -> npt.NDArray[np.float64]:
    passage_scores = [hit.score for hit in read for _ in hit.passage.sentences]
    fused = (
        0.5 * _z([hit.cosine for hit in scored])
        + 0.3 * _z([hit.bm25 for hit in scored])
        + 0.3 * _z(passage_scores)
    )
    return np.asarray(fused)


def _z(values: Sequence[float]) -> npt.NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    return np.asarray((array - array.mean()) / max(float(array.std()), 1e-6))

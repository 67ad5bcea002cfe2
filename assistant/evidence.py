"""What the release holds for a question, and how likely it is that this answers it."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from assistant.sufficiency import Sufficiency
from assistant.types import Candidate, Evidence, Question, RankedGuide
from ingest import Findings, GuideHit, Hit, Index, Sentence, SentenceHit, z_scores

PASSAGES = 200  # searched for; those of the leading guides are read sentence by sentence
UNIT_CHARACTERS = 350  # a list item up to this long is said whole
GUIDES = 10
SECOND_GUIDE_MARGIN = 0.8  # of the fused score, below the first guide

Vector = npt.NDArray[np.float32]


def gather(index: Index, question: Question, vector: Vector, sufficiency: Sufficiency) -> Evidence:
    """Return the guides and candidate sentences for a question, each best first, and a verdict."""
    findings = index.search(vector, question.search_text, PASSAGES)
    return Evidence(
        guides=tuple(
            RankedGuide(guide.guide_id, guide.title, guide.score)
            for guide in findings.guides[:GUIDES]
        ),
        candidates=tuple(_candidates(index, question, vector, findings)),
        judgement=sufficiency.judge(question, vector, findings, index),
    )


def _candidates(
    index: Index, question: Question, vector: Vector, findings: Findings
) -> list[Candidate]:
    """Score the sentences of the leading guides by themselves and by their passage."""
    leading = {guide.guide_id for guide in _leading(findings.guides)}
    read = [hit for hit in findings.passages if hit.passage.guide_id in leading]
    scored = index.sentences([hit.passage for hit in read], vector, question.search_text)
    if not scored:
        return []
    units = [unit for hit in read for unit in _units(hit.passage.sentences)]
    candidates = [
        Candidate(hit.sentence, unit, float(score))
        for hit, unit, score in zip(scored, units, _fused(read, scored), strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _leading(guides: Sequence[GuideHit]) -> list[GuideHit]:
    """Return the guides that answer: the first, and a second that is nearly as good."""
    return [guide for guide in guides[:2] if guide.score >= guides[0].score - SECOND_GUIDE_MARGIN]


def _units(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Yield for each sentence the run of its block that it is said with."""
    for at, sentence in enumerate(sentences):
        block = [other for other in sentences if other.block == sentence.block]
        if sentence.kind == "item" and block[-1].end - block[0].start <= UNIT_CHARACTERS:
            yield tuple(block)
            continue
        pair = [other for other in sentences[at : at + 2] if other.block == sentence.block]
        short = pair[-1].end - pair[0].start <= UNIT_CHARACTERS
        yield tuple(pair) if short else (sentence,)


def _fused(read: Sequence[Hit], scored: Sequence[SentenceHit]) -> npt.NDArray[np.float64]:
    """Weigh the z-scores of what speaks for a sentence.

    The proportions were fitted on the readers' questions whose answering sentence is known.
    """
    passages = [hit for hit in read for _ in hit.passage.sentences]
    fused = (
        0.8 * z_scores([hit.cosine for hit in scored])
        + 0.15 * z_scores([hit.bm25 for hit in scored])
        + 0.15 * z_scores([hit.asked_cosine for hit in scored])
        + 0.2 * z_scores([hit.cosine for hit in passages])
        + 0.15 * z_scores([hit.bm25 for hit in passages])
    )
    return np.asarray(fused)

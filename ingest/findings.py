"""The nouns of a search: what a release holds for a question."""

from dataclasses import dataclass

from ingest.types import Passage, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question: z-fused score, cosine and BM25 score behind it."""

    passage: Passage
    score: float
    cosine: float
    bm25: float


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A guide found for a question; its fused score is made of the raw scores in `signals`."""

    guide_id: str
    title: str
    score: float
    signals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: guides and passages, each best first."""

    guides: tuple[GuideHit, ...]
    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a found passage with its scores for the question.

    `asked_cosine` is that of the nearest question in readers' words which this sentence answers; a
    sentence of which nobody said so has the mean of those of which somebody did.
    """

    sentence: Sentence
    cosine: float
    bm25: float
    asked_cosine: float


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A question's word: the shares of its 5-grams that a guide and that any guide holds.

    `weight` is the inverse document frequency of its rarest 5-gram.
    """

    word: str
    in_guide: float
    in_corpus: float
    weight: float

"""Hybrid search in one generation of the index, over guides, passages and sentences."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.findings import Findings, GuideHit, Hit, KnownWord, SentenceHit
from ingest.fusion import Scores, z_scores
from ingest.generation import damaged, phrasings, read_documents, read_manifest, read_passages
from ingest.lexical import LexicalIndex, Vocabulary
from ingest.repeats import Repeats
from ingest.store import VectorStore
from ingest.types import Passage, Sentence

Vector = npt.NDArray[np.float32]

# Weight of the dense half of a passage's score, after both halves are z-scored.
DENSE_WEIGHT = 0.6
# What a guide's score is made of, each z-scored over all guides before it is weighed.
GUIDE_WEIGHTS = {
    "passage_cosine": 0.27,  # of its nearest passage
    "passage_bm25": 0.08,  # of its best passage
    "sentence_cosine": 0.22,  # of its nearest sentence
    "phrasing_cosine": 0.59,  # mean of its three nearest questions in readers' words
    "phrasing_bm25": 0.33,  # mean of the three that share most 5-grams with the question
    "wording_bm25": 0.31,  # of its title, typical questions and everyday terms
    "says_how": 0.30,  # a guide says what to do, a report what others did
}
# The same for a release in which nobody wrote down readers' words: then its own count for more.
# Fitted on the corpus' readers' questions, each searched as if it and its like were not there.
UNASKED_WEIGHTS = {
    "passage_cosine": 0.18,
    "passage_bm25": 0.44,
    "sentence_cosine": 0.61,
    "wording_bm25": 0.20,
}
_CANDIDATES = 100
_PHRASINGS_READ = 3


class Index:
    """A generation opened for reading: its documents and hybrid search over its passages."""

    def __init__(self, folder: Path, weights: Mapping[str, float] | None = None) -> None:
        """Open the generation in `folder`; raises DamagedRelease when a part of it is missing.

        `weights` are others for the ingredients of GUIDE_WEIGHTS, to measure what each is worth.
        """
        self.manifest = read_manifest(folder)
        self.documents = read_documents(folder)
        self.passages = read_passages(folder)
        try:
            self._sentence_vectors: Vector = np.load(folder / "sentences.npy")
            phrasing_vectors: Vector = np.load(folder / "phrasings.npy")
            self._passage_lexical = LexicalIndex.load(folder / "passages.bm25")
            self._sentence_lexical = LexicalIndex.load(folder / "sentences.bm25")
            self._phrasing_lexical = LexicalIndex.load(folder / "phrasings.bm25")
            self._wording_lexical = LexicalIndex.load(folder / "wordings.bm25")
            self._store = VectorStore(folder / "chroma")
        except Exception as error:
            raise damaged(folder) from error
        # Without readers' words the file holds no row, and so no width either.
        self._phrasing_vectors = phrasing_vectors.reshape(-1, self._sentence_vectors.shape[1])
        self._repeats = Repeats(self.passages)
        asked = len(self._phrasing_vectors) > 0
        self._weights = weights or (GUIDE_WEIGHTS if asked else UNASKED_WEIGHTS)
        self._row = {passage.id: row for row, passage in enumerate(self.passages)}
        self._sentences = [said for passage in self.passages for said in passage.sentences]
        counts = [len(passage.sentences) for passage in self.passages]
        self._first_sentence = np.concatenate(([0], np.cumsum(counts))).astype(int)
        guides = [document.guide for document in self.documents.values()]
        self._number = {guide.id: at for at, guide in enumerate(guides)}
        self._says_how = np.array([float(guide.says_how) for guide in guides])
        self._phrasings = phrasings(list(self.documents.values()))
        self._vocabulary = Vocabulary(
            " ".join((document.text, *document.guide.phrasings, *document.guide.terms))
            for document in self.documents.values()
        )
        self._guide_of_passage = np.array([self._number[p.guide_id] for p in self.passages])
        self._guide_of_sentence = np.repeat(self._guide_of_passage, counts)
        # A guide's questions stand in a row, its authors' before those of its readers.
        asked_of = [len(guide.phrasings) for guide in guides]
        self._first_phrasing = np.concatenate(([0], np.cumsum(asked_of))).astype(int)
        self._answered, self._answers = self._find_answers()

    def search(self, vector: Vector, text: str, limit: int) -> Findings:
        """Return the guides and at most `limit` passages that fit a question best."""
        cosine = dict(self._nearest(vector))
        bm25 = self._passage_lexical.scores(text)
        return Findings(
            guides=tuple(self._guides(vector, text, cosine, bm25)),
            passages=tuple(self._passages(cosine, bm25)[:limit]),
        )

    def sentences(
        self, passages: Sequence[Passage], vector: Vector, text: str
    ) -> list[SentenceHit]:
        """Return the sentences of some passages, in their order, scored against a question."""
        rows = np.array([row for passage in passages for row in self._rows(passage)], dtype=int)
        scores = (
            self._sentence_vectors[rows] @ vector,
            self._sentence_lexical.scores(text)[rows],
            self._asked(vector, rows),
        )
        return [
            SentenceHit(self._sentences[row], *map(float, own))
            for row, *own in zip(rows, *scores, strict=True)
        ]

    @property
    def phrasing_vectors(self) -> Vector:
        """The vectors of all questions in readers' words, shape (questions, dimension)."""
        return self._phrasing_vectors

    def known_words(self, words: Sequence[str], guide_id: str) -> list[KnownWord]:
        """Return for each word how well one guide, with its readers' words, and any knows it."""
        return [self._vocabulary.known(word, self._number[guide_id]) for word in words]

    def nearest_questions(self, guide_id: str, vector: Vector) -> list[str]:
        """Return the typical questions of a guide, nearest to a question first."""
        own = self._typical(guide_id)
        nearest = own[np.argsort(-(self._phrasing_vectors[own] @ vector), kind="stable")]
        return [self._phrasings[row] for row in nearest]

    def nearest_sentences(self, guide_id: str) -> list[Sentence]:
        """Return for each typical question of a guide the sentence of it that is nearest."""
        rows = np.flatnonzero(self._guide_of_sentence == self._number[guide_id])
        own = self._typical(guide_id)
        if not len(rows):
            return []
        cosines = self._phrasing_vectors[own] @ self._sentence_vectors[rows].T
        return [self._sentences[row] for row in rows[np.argmax(cosines, axis=1)]]

    def _typical(self, guide_id: str) -> npt.NDArray[np.intp]:
        """Return the rows of a guide's typical questions.

        Only these are ever shown; readers' questions lead a search and no more.
        """
        first = self._first_phrasing[self._number[guide_id]]
        return np.arange(first, first + len(self.documents[guide_id].guide.typical_questions))

    def close(self) -> None:
        """Release the files; call it only when no search runs any more."""
        self._store.close()

    def _nearest(self, vector: Vector) -> list[tuple[int, float]]:
        nearest = self._store.nearest(vector, min(_CANDIDATES, len(self.passages)))
        return [(self._row[id_], cosine) for id_, cosine in nearest]

    def _passages(self, cosine: dict[int, float], bm25: npt.NDArray[np.float32]) -> list[Hit]:
        """Fuse both halves over the candidates of either, z-scored for this question.

        What repeats a better passage is left out.
        """
        lexical_best = np.argsort(-bm25)[:_CANDIDATES]
        rows = list(cosine | {int(row): 0.0 for row in lexical_best if bm25[row] > 0})
        # A passage beyond the dense candidates is at most as near as the farthest of them.
        floor = min(cosine.values())
        dense = np.array([cosine.get(row, floor) for row in rows])
        fused = DENSE_WEIGHT * z_scores(dense) + (1 - DENSE_WEIGHT) * z_scores(bm25[rows])
        ranked = (
            Hit(self.passages[rows[at]], float(fused[at]), float(dense[at]), float(bm25[rows[at]]))
            for at in np.argsort(-fused, kind="stable")
        )
        return list(self._repeats.left_out(ranked))

    def _guides(
        self, vector: Vector, text: str, cosine: dict[int, float], bm25: npt.NDArray[np.float32]
    ) -> list[GuideHit]:
        """Fuse what speaks for each guide: its passages, its sentences and its readers' words."""
        nearest = np.full(len(self.passages), min(cosine.values()))
        nearest[list(cosine)] = list(cosine.values())
        signals: dict[str, npt.NDArray[np.floating]] = {
            "passage_cosine": self._best(nearest, self._guide_of_passage),
            "passage_bm25": self._best(bm25, self._guide_of_passage),
            "sentence_cosine": self._best(self._sentence_vectors @ vector, self._guide_of_sentence),
            "phrasing_cosine": self._nearest_three(self._phrasing_vectors @ vector),
            "phrasing_bm25": self._nearest_three(self._phrasing_lexical.scores(text)),
            "wording_bm25": self._wording_lexical.scores(text),
            "says_how": self._says_how,
        }
        fused = np.sum(
            [weight * z_scores(signals[name]) for name, weight in self._weights.items()], axis=0
        )
        documents = list(self.documents.values())
        return [
            GuideHit(
                documents[at].guide.id,
                documents[at].guide.title,
                float(fused[at]),
                {name: float(values[at]) for name, values in signals.items()},
            )
            for at in np.argsort(-fused, kind="stable")
        ]

    def _rows(self, passage: Passage) -> range:
        """Return the rows of a passage's sentences."""
        first = int(self._first_sentence[self._row[passage.id]])
        return range(first, first + len(passage.sentences))

    def _asked(self, vector: Vector, rows: npt.NDArray[np.int_]) -> Scores:
        """Return how near the nearest question is that each sentence in `rows` answers."""
        nearest = np.full(len(self._sentences), np.nan)
        np.fmax.at(nearest, self._answers, (self._phrasing_vectors @ vector)[self._answered])
        own = nearest[rows]
        asked = own[~np.isnan(own)]
        return np.asarray(np.nan_to_num(own, nan=asked.mean() if len(asked) else 0.0))

    def _find_answers(self) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]:
        """Return the rows of the questions whose answer was named and stands, and of the answers.

        A sentence that its guide no longer holds answers nothing.
        """
        rows = {(said.guide_id, said.text): row for row, said in enumerate(self._sentences)}
        named = [
            (document.guide.id, answer)
            for document in self.documents.values()
            for answer in document.guide.answers
        ]
        found = [(at, rows[answer]) for at, answer in enumerate(named) if answer in rows]
        answered, answers = np.array(found, dtype=int).reshape(-1, 2).T
        return answered, answers

    def _best(self, scores: npt.NDArray[np.floating], guide_of: npt.NDArray[np.int_]) -> Scores:
        """Return the best score of each guide, shape (guides,)."""
        best = np.full(len(self.documents), float(scores.min(initial=np.inf)))
        np.maximum.at(best, guide_of, scores)
        return best

    def _nearest_three(self, scores: npt.NDArray[np.floating]) -> Scores:
        """Return each guide's mean score of its three best questions in readers' words."""
        means = np.full(len(self.documents), np.nan)
        for guide, (first, end) in enumerate(pairwise(self._first_phrasing)):
            if first < end:
                means[guide] = np.sort(scores[first:end])[-_PHRASINGS_READ:].mean()
        known = means[~np.isnan(means)]
        # A guide without such questions is neither better nor worse for it.
        return np.asarray(np.nan_to_num(means, nan=known.mean() if len(known) else 0.0))

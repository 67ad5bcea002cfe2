"""Hybrid search in one generation of the index, over guides, passages and sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.findings import Findings, GuideHit, Hit, KnownWord, SentenceHit
from ingest.fusion import Scores, z_scores
from ingest.generation import damaged, phrasings, read_documents, read_manifest, read_passages
from ingest.guide_rows import GuideRows
from ingest.lexical import LexicalIndex, Vocabulary, grams
from ingest.ranking import PHRASINGS_READ, Ranking, Weights, completed, fused
from ingest.repeats import Repeats
from ingest.store import VectorStore
from ingest.training import RANKING, read_trained
from ingest.types import Passage, Sentence

Vector = npt.NDArray[np.float32]

# Weight of the dense half of a passage's score, after both halves are z-scored.
DENSE_WEIGHT = 0.6
_CANDIDATES = 100


class Index:
    """A generation opened for reading: its documents and hybrid search over its passages."""

    def __init__(self, folder: Path, weights: Weights | None = None) -> None:
        """Open the generation in `folder`; raises DamagedRelease when a part of it is missing.

        `weights` are others for the ranking's signals than its own: the fitted ones are switched
        off, or it is measured what each is worth.
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
            self._question_lexical = LexicalIndex.load(folder / "questions.bm25")
            self._store = VectorStore(folder / "chroma")
            self.trained = read_trained(folder)
            ranking = Ranking.model_validate_json(self.trained[RANKING])
        except Exception as error:
            raise damaged(folder) from error
        self._beside = ThreadPoolExecutor(thread_name_prefix="chroma")
        # Without readers' words the file holds no row, and so no width either.
        self._phrasing_vectors = phrasing_vectors.reshape(-1, self._sentence_vectors.shape[1])
        self._repeats = Repeats(self.passages)
        asked = len(self._phrasing_vectors) > 0
        self.weights = weights or (ranking.asked if asked else ranking.unasked)
        self._expected = ranking.expected
        self._row = {passage.id: row for row, passage in enumerate(self.passages)}
        self._sentences = [said for passage in self.passages for said in passage.sentences]
        counts = [len(passage.sentences) for passage in self.passages]
        self._first_sentence = np.concatenate(([0], np.cumsum(counts))).astype(int)
        self._all_guides = guides = [document.guide for document in self.documents.values()]
        self._number = {guide.id: at for at, guide in enumerate(guides)}
        self._says_how = np.array([float(guide.says_how) for guide in guides])
        self._phrasings = phrasings(list(self.documents.values()))
        self._vocabulary = Vocabulary(
            " ".join((document.text, *document.guide.phrasings, *document.guide.terms))
            for document in self.documents.values()
        )
        # Everything stands guide after guide; a guide's authors' questions before its readers'.
        passages_of = Counter(passage.guide_id for passage in self.passages)
        sentences_of = Counter(sentence.guide_id for sentence in self._sentences)
        self._passage_rows = GuideRows([passages_of[guide.id] for guide in guides])
        self._sentence_rows = GuideRows([sentences_of[guide.id] for guide in guides])
        self._questions = np.array([len(guide.phrasings) for guide in guides])
        self._phrasing_rows = GuideRows(self._questions.tolist())
        self._answered, self._answers = self._find_answers()

    def search(self, vector: Vector, text: str, limit: int) -> Findings:
        """Return the guides and at most `limit` passages that fit a question best."""
        # Chroma mostly waits for threads of its own; meanwhile the rest is computed here.
        nearest = self._beside.submit(self._nearest, vector)
        asked = grams(text)
        bm25 = self._passage_lexical.scores(asked)
        signals = self._signals(vector, asked, bm25)
        cosine = nearest.result()
        return Findings(
            guides=tuple(self._guides(signals, cosine)),
            passages=tuple(islice(self._passages(cosine, bm25), limit)),
        )

    def sentences(
        self, passages: Sequence[Passage], vector: Vector, text: str
    ) -> list[SentenceHit]:
        """Return the sentences of some passages, in their order, scored against a question."""
        rows = np.array([row for passage in passages for row in self._rows(passage)], dtype=int)
        scores = (
            self._sentence_vectors[rows] @ vector,
            self._sentence_lexical.scores(grams(text))[rows],
            self._asked(vector, rows),
        )
        own = (found.tolist() for found in (rows, *scores))
        return [SentenceHit(self._sentences[row], *of) for row, *of in zip(*own, strict=True)]

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
        rows = self._sentence_rows.of(self._number[guide_id])
        own = self._typical(guide_id)
        if rows.start == rows.stop:
            return []
        cosines = self._phrasing_vectors[own] @ self._sentence_vectors[rows].T
        return [self._sentences[rows.start + row] for row in np.argmax(cosines, axis=1)]

    def _typical(self, guide_id: str) -> npt.NDArray[np.intp]:
        """Return the rows of a guide's typical questions.

        Only these are ever shown; readers' questions lead a search and no more.
        """
        first = self._phrasing_rows.of(self._number[guide_id]).start
        return np.arange(first, first + len(self.documents[guide_id].guide.typical_questions))

    def close(self) -> None:
        """Release the files; call it only when no search runs any more."""
        self._beside.shutdown()
        self._store.close()

    def _nearest(self, vector: Vector) -> dict[int, float]:
        """Return the cosines of the nearest passages by their rows, best first."""
        nearest = self._store.nearest(vector, min(_CANDIDATES, len(self.passages)))
        return {self._row[id_]: cosine for id_, cosine in nearest}

    def _passages(self, cosine: dict[int, float], bm25: npt.NDArray[np.float32]) -> Iterator[Hit]:
        """Yield the candidates of both halves, fused and z-scored for this question, best first.

        What repeats a better passage is left out.
        """
        lexical_best = np.argsort(-bm25)[:_CANDIDATES]
        rows = list(cosine | {int(row): 0.0 for row in lexical_best if bm25[row] > 0})
        # A passage beyond the dense candidates is at most as near as the farthest of them.
        floor = min(cosine.values())
        dense = np.array([cosine.get(row, floor) for row in rows])
        scores = DENSE_WEIGHT * z_scores(dense) + (1 - DENSE_WEIGHT) * z_scores(bm25[rows])
        best = np.argsort(-scores, kind="stable")
        found = np.array(rows)[best]
        own = (values.tolist() for values in (found, scores[best], dense[best], bm25[found]))
        hits = (Hit(self.passages[row], *of) for row, *of in zip(*own, strict=True))
        return self._repeats.left_out(hits)

    def _signals(
        self, vector: Vector, asked: Sequence[str], bm25: npt.NDArray[np.float32]
    ) -> dict[str, npt.NDArray[np.floating]]:
        """Return what speaks for each guide besides its nearest passage."""
        return {
            "passage_bm25": self._passage_rows.best(bm25),
            "sentence_cosine": self._sentence_rows.best(self._sentence_vectors @ vector),
            "phrasing_cosine": self._phrasing_rows.mean_of_best(
                self._phrasing_vectors @ vector, PHRASINGS_READ
            ),
            "phrasing_bm25": self._phrasing_rows.mean_of_best(
                self._phrasing_lexical.scores(asked), 1
            ),
            "wording_bm25": self._wording_lexical.scores(asked),
            "questions_bm25": self._question_lexical.scores(asked),
            "says_how": self._says_how,
        }

    def _guides(
        self, signals: dict[str, npt.NDArray[np.floating]], cosine: dict[int, float]
    ) -> list[GuideHit]:
        """Fuse what speaks for each guide, best first."""
        nearest = np.full(len(self.passages), min(cosine.values()))
        nearest[list(cosine)] = list(cosine.values())
        signals = {"passage_cosine": self._passage_rows.best(nearest)} | signals
        signals = completed(signals, self._questions, self._expected)
        scores = fused(signals, self.weights)
        best = np.argsort(-scores, kind="stable")
        values = np.column_stack(list(signals.values()))[best]
        guides = [self._all_guides[at] for at in best]
        return [
            GuideHit(guide.id, guide.title, score, dict(zip(signals, own, strict=True)))
            for guide, score, own in zip(
                guides, scores[best].tolist(), values.tolist(), strict=True
            )
        ]

    def _rows(self, passage: Passage) -> range:
        """Return the rows of a passage's sentences."""
        first = int(self._first_sentence[self._row[passage.id]])
        return range(first, first + len(passage.sentences))

    def _asked(self, vector: Vector, rows: npt.NDArray[np.int_]) -> Scores:
        """Return how near the nearest question is that each sentence in `rows` answers."""
        read = np.zeros(len(self._sentences), dtype=bool)
        read[rows] = True
        asked = read[self._answers]
        nearest = np.full(len(self._sentences), np.nan)
        cosines = self._phrasing_vectors[self._answered[asked]] @ vector
        np.fmax.at(nearest, self._answers[asked], cosines)
        own = nearest[rows]
        known = own[~np.isnan(own)]
        return np.asarray(np.nan_to_num(own, nan=known.mean() if len(known) else 0.0))

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

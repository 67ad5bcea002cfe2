"""What people ask and do not get: unsatisfied questions grouped by what they are about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant import Assistant, understand
from evals.usage import Asked, without_personal_data

APART = 0.8  # mean cosine distance of centred vectors from which two groups are two topics
SMALLEST = 3  # questions that make a gap; fewer are noise
WORDS = 4  # that name a gap
EXAMPLES = 5
_WORD = r"(?u)\b[^\W\d_]{4,}\b"

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Gap:
    """A group of unsatisfied questions: its words, how many, examples, and the nearest guides."""

    words: tuple[str, ...]
    questions: int
    declined: int
    rated_down: int
    examples: tuple[str, ...]
    nearest: tuple[str, ...]


def question_vectors(bot: Assistant, asked: Sequence[Asked]) -> tuple[Vectors, Vectors]:
    """Return one vector a question, and the mean vector of what guides are typically asked."""
    rows = [bot.embed(understand(item.question, [])) for item in asked]
    with bot.live.pinned() as index:
        guides = [document.guide for document in index.documents.values()]
    typical = [guide.typical_questions[0] for guide in guides if guide.typical_questions]
    usual = [bot.embed(understand(text, [])) for text in typical] or rows
    return np.array(rows, dtype=np.float32), np.mean(usual, axis=0, dtype=np.float32)


def gaps(asked: Sequence[Asked], vectors: Vectors, centre: Vectors) -> list[Gap]:
    """Return the groups of questions, largest first.

    `vectors` has one row a question; `centre`, the mean vector of what guides are usually asked, is
    taken off them: this model's vectors all point roughly one way. Groups are merged by average
    linkage until they are APART.
    """
    if len(asked) < SMALLEST:
        return []
    moved = vectors - centre
    moved /= np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=APART, metric="cosine", linkage="average"
    )
    labels = model.fit_predict(moved)
    rows = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    groups = [own for own in rows if len(own) >= SMALLEST]
    named = _words([[asked[int(at)].question for at in own] for own in groups])
    found = [
        _gap([asked[int(at)] for at in own[_central(moved[own])]], words)
        for own, words in zip(groups, named, strict=True)
    ]
    return sorted(found, key=lambda gap: -gap.questions)


def _central(vectors: Vectors) -> npt.NDArray[np.int_]:
    """Return the rows from the most to the least typical of their group."""
    return np.asarray(np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable"))


def _gap(own: Sequence[Asked], words: tuple[str, ...]) -> Gap:
    shown = Counter(guide for item in own for guide in item.guides[:3])
    questions = [without_personal_data(item.question) for item in own]
    return Gap(
        words=words,
        questions=len(own),
        declined=sum(item.status == "declined" for item in own),
        rated_down=sum(item.rating == "down" for item in own),
        examples=tuple(dict.fromkeys(questions))[:EXAMPLES],
        nearest=tuple(guide for guide, _ in shown.most_common(3)),
    )


def _words(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return what tells each group from the others: its whole words of highest tf-idf.

    A group is one text (c-TF-IDF, Grootendorst 2022); words of fewer than four letters say nothing.
    """
    texts = [" ".join(group) for group in groups]
    if not any(re.search(_WORD, text) for text in texts):
        return [() for _ in groups]
    model = TfidfVectorizer(token_pattern=_WORD, sublinear_tf=True, stop_words=_STOP_WORDS)
    weights = model.fit_transform(texts).toarray()
    names = model.get_feature_names_out()
    return [
        tuple(str(names[at]) for at in np.argsort(-row, kind="stable")[:WORDS] if row[at] > 0)
        for row in weights
    ]


_STOP_WORDS = (
    "aber alle alles also auch bitte brauche brauchen dann dass dazu denn diese dieser doch eine "
    "einen einer eines euch eure etwas fürs ganz geht gibt gibts habe haben hast hätte hier ihre "
    "immer irgendwie jetzt kann kannst kein keine keinen können könnte machen macht mein meine "
    "meinen mich muss müssen nicht noch nächste oder ohne schon sein selbst sich sind soll sollen "
    "sollte über überhaupt unser unsere unseren unserer viel warum wann welche welchen welcher "
    "wenn werden wird wieder wieviel wie viele wohin worauf würde zwischen mit einem einfach "
    "leute firma betrieb wollen will darf dürfen nach beim eigentlich hallo danke jemand"
).split()

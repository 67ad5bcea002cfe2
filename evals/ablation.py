"""What each ingredient of the guides' ranking is worth: the search with it and without it.

Only the ranking is measured, no answers are made: each question is embedded once and searched in
the same release opened with other weights.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
import numpy.typing as npt

from assistant import understand
from evals.cases import Case
from evals.metrics.retrieval import guide_scores
from evals.resampling import Difference, interval, paired
from evals.trials import Figure
from evals.types import Reply, System
from ingest import EQUAL_WEIGHTS, Findings, Hit, Index, Weights

METRICS = ("hit@1", "hit@3", "mrr@10", "ndcg@10")
LEADING = "mrr@10"  # what a row's difference to the whole is measured in
WHOLE = "all ingredients"
# The halves of the search over the same passages, each alone.
HALVES: dict[str, Callable[[Hit], float]] = {
    "bm25 alone": lambda hit: hit.bm25,
    "dense alone": lambda hit: hit.cosine,
}
READ = 200  # passages, so that each half ranks by its own best ones

Vector = npt.NDArray[np.float32]
_Scores = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Row:
    """A way to rank on a suite: its figures, and how its LEADING metric differs from the whole."""

    suite: str
    name: str
    figures: Mapping[str, Figure]
    difference: Difference | None


def ablate(
    suites: Mapping[str, Sequence[Case]],
    vectors: Mapping[str, Vector],
    generation: Path,
    neighbours: Mapping[str, System],
) -> list[Row]:
    """Rank every answerable question with all ingredients, without each one, and by neighbours.

    `vectors` holds the vector of each question by case id; ids are unique over all suites.
    """
    asked = {
        suite: [case for case in cases if case.answerable and case.expected]
        for suite, cases in suites.items()
    }
    rankings: dict[str, dict[str, Sequence[str]]] = {}
    cases = [case for own in asked.values() for case in own]
    for way, weights in _ways(generation).items():
        index = Index(generation, weights)
        found = {case.id: _search(index, case, vectors[case.id]) for case in cases}
        index.close()
        rankings[way] = {id_: [hit.guide_id for hit in f.guides] for id_, f in found.items()}
        if way == WHOLE:
            for half, score in HALVES.items():
                rankings[half] = {id_: _by_passage(f, score) for id_, f in found.items()}
    for way, system in neighbours.items():
        rankings[way] = {c.id: system.ask(c.question, c.history).guides for c in cases}
    return [
        row
        for suite, own in asked.items()
        for row in _rows(suite, {way: _scores(own, ranked) for way, ranked in rankings.items()})
    ]


def _ways(generation: Path) -> dict[str, Weights]:
    index = Index(generation)
    own = index.weights
    index.close()
    without = {f"without {name}": {**own, name: 0.0} for name in own}
    return {WHOLE: own, "equal weights": EQUAL_WEIGHTS} | without


def _search(index: Index, case: Case, vector: Vector) -> Findings:
    return index.search(vector, understand(case.question, case.history).search_text, READ)


def _by_passage(findings: Findings, score: Callable[[Hit], float]) -> Sequence[str]:
    ranked = sorted(findings.passages, key=score, reverse=True)
    return list(dict.fromkeys(hit.passage.guide_id for hit in ranked))


def _scores(cases: Sequence[Case], ranked: Mapping[str, Sequence[str]]) -> _Scores:
    replies = [Reply(True, "", tuple(ranked[case.id]), (), 0.0) for case in cases]
    scores = guide_scores(list(zip(cases, replies, strict=True)))
    return {name: [scores[case.id][name] for case in cases] for name in METRICS}


def _rows(suite: str, scores: Mapping[str, _Scores]) -> Iterator[Row]:
    for way, own in scores.items():
        figures = {
            name: Figure(fmean(values), *interval(values), len(values))
            for name, values in own.items()
        }
        moved = None if way == WHOLE else paired(scores[WHOLE][LEADING], own[LEADING])
        yield Row(suite, way, figures, moved)

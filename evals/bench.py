"""Speed as ratios of paired runs, so that the numbers mean the same on any machine."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from time import perf_counter

from assistant import understand
from evals.cases import Case
from evals.systems import assistant, lotse, vanilla


def bench(cases: Sequence[Case]) -> dict[str, float]:
    """Return median ratios over the cases: a whole answer to its embedding, and to vanilla."""
    bot = assistant()
    answer, embedding, neighbour = [], [], []
    for case in cases:
        question = understand(case.question, case.history)
        embedding.append(_seconds(partial(bot.embed, question)))
        answer.append(_seconds(partial(lotse, case.question, case.history)))
        neighbour.append(_seconds(partial(vanilla, case.question, case.history)))
    return {
        "answer / embedding": _ratio(answer, embedding),
        "answer / vanilla retrieval": _ratio(answer, neighbour),
    }


def _seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


def _ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    return median(one / other for one, other in zip(ones, others, strict=True))

"""Speed as ratios of paired runs, so that the numbers mean the same on any machine."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from time import perf_counter

from assistant import understand
from evals.cases import Case
from evals.systems import assistant, open_system


def bench(cases: Sequence[Case]) -> dict[str, float]:
    """Return median ratios over the cases: a whole answer to its embedding, and to vanilla."""
    bot, vanilla = assistant(), open_system("vanilla")
    answer, embedding, neighbour = [], [], []
    for case in cases:
        question = understand(case.question, case.history)
        embedding.append(_milliseconds(partial(bot.embed, question)))
        answer.append(_milliseconds(partial(bot.ask, case.question, case.history)))
        neighbour.append(vanilla.ask(case.question, case.history).latency_ms)
    return {
        "answer / embedding": _ratio(answer, embedding),
        "answer / vanilla retrieval": _ratio(answer, neighbour),
    }


def _milliseconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return 1000 * (perf_counter() - started)


def _ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    return median(one / other for one, other in zip(ones, others, strict=True))

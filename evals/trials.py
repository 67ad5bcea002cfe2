"""A suite put to a system: one trial a case, then the summary over all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

import numpy as np

from evals.cases import Case
from evals.metrics import cited_expected, fact_coverage, hit_at, rank_metrics, valid_citations
from evals.systems import Reply, System
from ingest import Document

DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Trial:
    """A case, what the system replied and how that scores; scores are None where not asked for."""

    case: Case
    reply: Reply
    hits: Mapping[int, float] | None
    cited_expected: float | None
    fact_coverage: float | None
    valid_citations: int
    citations: int

    def row(self) -> dict[str, object]:
        """Return the trial as a flat JSON object."""
        hits = {f"hit@{k}": value for k, value in (self.hits or {}).items()}
        return {
            **self.case.model_dump(mode="json"),
            "answered": self.reply.answered,
            "text": self.reply.text,
            "guides": self.reply.guides,
            "cited": [asdict(citation) for citation in self.reply.citations],
            **hits,
            "cited_expected": self.cited_expected,
            "fact_coverage": self.fact_coverage,
            "valid_citations": self.valid_citations,
            "latency_ms": round(self.reply.latency_ms, 2),
        }


def run_suite(
    cases: Iterable[Case],
    system: System,
    documents: Mapping[str, Document],
    progress: Callable[[], None] = lambda: None,
) -> list[Trial]:
    """Ask every question and score the replies."""
    trials = []
    for case in cases:
        trials.append(_trial(case, system(case.question, case.history), documents))
        progress()
    return trials


def _trial(case: Case, reply: Reply, documents: Mapping[str, Document]) -> Trial:
    valid, total = valid_citations(reply, documents)
    ranked = case.answerable and bool(case.expected)
    return Trial(
        case=case,
        reply=reply,
        hits={k: hit_at(case, reply.guides, k) for k in DEPTHS} if ranked else None,
        cited_expected=cited_expected(case, reply) if ranked else None,
        fact_coverage=fact_coverage(case, reply) if case.answerable and case.must_contain else None,
        valid_citations=valid,
        citations=total,
    )


def summarise(trials: Sequence[Trial]) -> dict[str, float | None]:
    """Return the suite's figures of DESIGN 4.4; None where no case asks for one."""
    ranked = [trial for trial in trials if trial.hits is not None]
    hits = {f"hit@{k}": _mean([trial.hits[k] for trial in ranked if trial.hits]) for k in DEPTHS}
    order = rank_metrics(
        {trial.case.id: trial.reply.guides for trial in ranked}, [trial.case for trial in ranked]
    )
    return {
        "n": len(trials),
        "answerable_n": sum(trial.case.answerable for trial in trials),
        **hits,
        **order,
        "cited_expected": _mean([trial.cited_expected for trial in trials]),
        "fact_coverage": _mean([trial.fact_coverage for trial in trials]),
        "citation_validity": _ratio(
            sum(trial.valid_citations for trial in trials), sum(trial.citations for trial in trials)
        ),
        **_declines(trials),
        **_latency(trials),
    }


def _declines(trials: Sequence[Trial]) -> dict[str, float | None]:
    """Return how well declining tells unanswerable questions from answerable ones."""
    declined = [trial for trial in trials if not trial.reply.answered]
    unanswerable = [trial for trial in trials if not trial.case.answerable]
    rightly = sum(not trial.case.answerable for trial in declined)
    return {
        "decline_precision": _ratio(rightly, len(declined)),
        "decline_recall": _ratio(rightly, len(unanswerable)),
        "false_decline_rate": _ratio(len(declined) - rightly, len(trials) - len(unanswerable)),
    }


def _latency(trials: Sequence[Trial]) -> dict[str, float | None]:
    if not trials:
        return {"latency_ms_p50": None, "latency_ms_p95": None}
    p50, p95 = np.percentile([trial.reply.latency_ms for trial in trials], [50, 95])
    return {"latency_ms_p50": round(float(p50), 1), "latency_ms_p95": round(float(p95), 1)}


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""The gate: a run must not be worse than the committed baseline by more than its tolerance."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from evals.metrics import METRICS
from evals.runs import Run
from evals.trials import figures

BASELINE = Path(__file__).parent / "baseline.json"
# Questions tip over between processors (bf16 or fp32) and between builds of one index (a vector
# depends a little on what it was embedded beside). They tip both ways, so what is left grows with
# the root of their number: builds of one corpus differed by up to 3 of 139 on one metric.
LEAST_QUESTIONS_TO_SPARE = 2.0
# What no processor changes: not one quote may stand elsewhere, not one statement unsupported.
EXACT = frozenset({"citation_validity", "faithfulness"})


class BadBaseline(Exception):
    """The baseline is missing or broken; the German text says what to do."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure to hold, and by how much it may be missed."""

    value: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class SuiteBaseline:
    """What one suite held when a run was accepted."""

    suite_sha256: str
    revision: str
    metrics: dict[str, Bar]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted figures by suite."""

    note: str
    suites: Annotated[dict[str, SuiteBaseline], Field(min_length=1)]


_BASELINE = TypeAdapter(Baseline)
_NOTE = (
    "Erlaubt ist je Sammlung und Maß eine Abweichung von höchstens `tolerance` zum Schlechten: "
    "so viel, wie zwei Fragen ausmachen oder, wo es mehr ist, ein Drittel der Wurzel ihrer Anzahl, "
    "bei wörtlichen Zitaten und Belegtreue 0. "
    "Zeiten stehen nicht darin, weil sie vom Rechner abhängen. "
    "Neu geschrieben wird die Datei nur mit »python -m evals baseline LAUF …«."
)


def accept(runs: Sequence[Run], file: Path = BASELINE) -> None:
    """Make these runs the baseline of their suites; other suites keep theirs."""
    suites = dict(read_baseline(file).suites) if file.exists() else {}
    for run in runs:
        suites[run.config.suite] = SuiteBaseline(
            suite_sha256=run.config.suite_sha256,
            revision=run.config.revision,
            metrics={
                name: Bar(round(figure.mean, 4), _tolerance(name, figure.n))
                for name, figure in figures(run.trials).items()
            },
        )
    ordered = Baseline(_NOTE, dict(sorted(suites.items())))
    file.write_text(json.dumps(asdict(ordered), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_baseline(file: Path = BASELINE) -> Baseline:
    """Return the accepted figures; raises BadBaseline."""
    try:
        return _BASELINE.validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadBaseline(
            f"»{file}« lässt sich nicht lesen. Bitte mit »python -m evals baseline LAUF …« neu "
            "schreiben."
        ) from error


def failures(run: Run, baseline: Baseline) -> list[str]:
    """Return a German sentence for everything in which a run falls short; none if it may pass."""
    suite = run.config.suite
    if suite not in baseline.suites:
        return [f"{suite}: Für diese Sammlung gibt es keine Grundlinie."]
    accepted = baseline.suites[suite]
    found = []
    if accepted.suite_sha256 != run.config.suite_sha256:
        found.append(
            f"{suite}: Die Fragen haben sich geändert. Bitte den Lauf ansehen und mit »python -m "
            "evals baseline« übernehmen."
        )
    found += _missing_guides(run)
    reached = figures(run.trials)
    for name, bar in accepted.metrics.items():
        if name not in reached:
            found.append(f"{suite}: {METRICS[name].label} ({name}) wurde nicht mehr gemessen.")
        elif _short(name, reached[name].mean, bar):
            found.append(
                f"{suite}: {METRICS[name].label} ({name}) ist {reached[name].mean:.3f}, "
                f"verlangt ist {bar.value:.3f} mit {bar.tolerance:.3f} Spielraum."
            )
    return found


def _missing_guides(run: Run) -> list[str]:
    held = set(run.config.guides)
    wanted = dict.fromkeys(id_ for trial in run.trials for id_ in trial.case.expected)
    missing = [id_ for id_ in wanted if held and id_ not in held]
    return [
        f"{run.config.suite}: Der erwartete Leitfaden »{id_}« fehlt in Ausgabe "
        f"{run.config.release}."
        for id_ in missing
    ]


def _short(name: str, reached: float, bar: Bar) -> bool:
    fallen = bar.value - reached if METRICS[name].higher_is_better else reached - bar.value
    return fallen > bar.tolerance + 5e-5  # half of the last digit that the file keeps


def _tolerance(name: str, n: int) -> float:
    spared = max(LEAST_QUESTIONS_TO_SPARE, math.sqrt(n) / 3)
    return 0.0 if name in EXACT else round(min(spared / n, 1.0), 4)

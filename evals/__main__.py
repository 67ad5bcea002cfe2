"""The commands of `python -m evals`; each file of `evals/commands` holds one subject."""

from collections.abc import Callable

import typer

from evals.commands import (
    ablating,
    checker,
    checking,
    comparing,
    corpus,
    golden,
    judging,
    recommending,
    reporting,
    running,
    tuning,
    usage,
)

app = typer.Typer(help="Antworten messen.", no_args_is_help=True)
COMMANDS: dict[str, Callable[..., None]] = {
    "check": checking.check,
    "run": running.run,
    "all": running.run_all,
    "compare": comparing.compare,
    "gate": comparing.gate,
    "baseline": comparing.baseline,
    "report": reporting.report,
    "coverage": reporting.coverage,
    "import-feedback": usage.import_feedback,
    "gaps": usage.gaps,
    "judge": judging.judge,
    "golden": golden.golden,
    "ablate": ablating.ablate,
    "recommend": recommending.recommend,
    "checker": checker.checker,
    "calibrate": tuning.calibrate,
    "calibrate-checker": checker.calibrate_checker,
    "bench": tuning.bench,
    "corpus": corpus.corpus,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


if __name__ == "__main__":
    app()

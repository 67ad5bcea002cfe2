"""Golden questions put to releases before one of them may serve.

Answering is not ingestion's business: the questions are asked by a command in a process of its own
(`python -m evals golden --suite SUITE GENERATION …`) that prints a JSON list of answers a release.
"""

import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.changes import AnswerChange, GoldenAnswer
from ingest.child import last_words, run_child
from ingest.errors import VerificationFailed

# The share of golden questions by which a new release may be right less often than the old one.
TOLERANCE = 0.05
# Takes folders of generations; returns, for each, the answer to every golden question.
AskGolden = Callable[[Sequence[Path]], list[tuple[GoldenAnswer, ...]]]

_COMMAND = ("-m", "evals", "golden")
_SECONDS = 900
_ANSWERS = TypeAdapter(list[tuple[GoldenAnswer, ...]])


def golden_suite(suite: Path) -> AskGolden | None:
    """Return how the questions of a suite are asked; None when there is no suite or no evals."""
    if not suite.is_file() or find_spec("evals") is None:
        return None

    def ask(folders: Sequence[Path]) -> list[tuple[GoldenAnswer, ...]]:
        """Ask both in one process, so that one load of the model serves both."""
        asked = (*_COMMAND, "--suite", str(suite), *map(str, folders))
        try:
            done = run_child(asked, _SECONDS)
            if done.returncode != 0:
                raise VerificationFailed(
                    f"Die Golden-Fragen ließen sich nicht stellen: {last_words(done)}"
                )
            return _ANSWERS.validate_json(done.stdout)
        except (subprocess.TimeoutExpired, ValidationError) as error:
            raise VerificationFailed("Die Golden-Fragen wurden nicht beantwortet.") from error

    return ask


def answer_changes(
    old: Sequence[GoldenAnswer], new: Sequence[GoldenAnswer]
) -> tuple[AnswerChange, ...]:
    """Return the questions whose answer or cited guides differ, worse ones first."""
    before = {answer.id: answer for answer in old}
    changes = [
        AnswerChange(before[answer.id], answer)
        for answer in new
        if (before[answer.id].text, before[answer.id].cited) != (answer.text, answer.cited)
    ]
    order = ("worse", "better", "other")
    return tuple(sorted(changes, key=lambda change: order.index(change.verdict)))


def reason_to_hold(changes: Sequence[AnswerChange], questions: int) -> str:
    """Return in German why a release must not serve yet; empty if it may."""
    worse = [change.new for change in changes if change.verdict == "worse"]
    better = sum(change.verdict == "better" for change in changes)
    lost = len(worse) - better
    if lost <= TOLERANCE * questions:
        return ""
    asked = "; ".join(f"»{answer.question}« ({answer.id})" for answer in worse)
    return (
        f"{len(worse)} von {questions} Golden-Fragen werden nicht mehr richtig beantwortet "
        f"({better} neu richtig): {asked}. Mit --force gilt die Ausgabe trotzdem."
    )

"""Golden questions put to a generation; what ingest compares before one of them may serve."""

from collections.abc import Sequence

from assistant import Answer, Assistant
from evals.cases import Case
from evals.verdict import judge_answer
from ingest import GoldenAnswer


def golden_answers(bot: Assistant, cases: Sequence[Case]) -> list[GoldenAnswer]:
    """Ask every question and judge the answer."""
    return [_judged(case, bot.ask(case.question, case.history)) for case in cases]


def _judged(case: Case, answer: Answer) -> GoldenAnswer:
    cited = tuple(dict.fromkeys(citation.guide_id for citation in answer.citations))
    answered = answer.status == "answered"
    ranked = tuple(guide.guide_id for guide in answer.guides)
    told = " ".join(statement.text for statement in answer.statements)
    right = judge_answer(case, answered, told, cited, ranked).right
    return GoldenAnswer(case.id, case.question, answered, answer.text, cited, right)

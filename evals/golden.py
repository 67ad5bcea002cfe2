"""Golden questions put to a generation, and what another generation answers differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import Answer, Assistant
from evals.cases import Case
from evals.verdict import judge_answer


@dataclass(frozen=True, slots=True)
class GoldenAnswer:
    """What a generation answers; `why` says in German what is wrong with it, empty if right.

    `guides` are the ranked guides, `cited` those that the answer cites.
    """

    id: str
    question: str
    answered: bool
    text: str
    guides: tuple[str, ...]
    cited: tuple[str, ...]
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class GoldenChange:
    """A question that two generations answer differently."""

    old: GoldenAnswer
    new: GoldenAnswer

    @property
    def worse(self) -> bool:
        """Whether the answer was right and is so no longer."""
        return self.old.right and not self.new.right


def golden_answers(bot: Assistant, cases: Sequence[Case]) -> list[GoldenAnswer]:
    """Ask every question and judge the answer."""
    return [_judged(case, bot.ask(case.question, case.history)) for case in cases]


def golden_changes(old: Sequence[GoldenAnswer], new: Sequence[GoldenAnswer]) -> list[GoldenChange]:
    """Return the questions whose text, status or first guides differ, in the order of the suite."""
    return [
        GoldenChange(before, after)
        for before, after in zip(old, new, strict=True)
        if (before.text, before.guides[:3]) != (after.text, after.guides[:3])
    ]


def _judged(case: Case, answer: Answer) -> GoldenAnswer:
    cited = tuple(dict.fromkeys(citation.guide_id for citation in answer.citations))
    answered = answer.status == "answered"
    ranked = tuple(guide.guide_id for guide in answer.guides)
    told = " ".join(statement.text for statement in answer.statements)
    verdict = judge_answer(case, answered, told, cited, ranked)
    return GoldenAnswer(
        id=case.id,
        question=case.question,
        answered=answered,
        text=answer.text,
        guides=ranked,
        cited=cited,
        right=verdict.right,
        why=verdict.why,
    )

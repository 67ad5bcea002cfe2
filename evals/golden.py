"""Golden questions put to a generation, and what another generation answers differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import Answer, Assistant
from evals.cases import Case
from evals.metrics import contains


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
    why = _wrong(case, answer, cited)
    return GoldenAnswer(
        id=case.id,
        question=case.question,
        answered=answer.status == "answered",
        text=answer.text,
        guides=tuple(guide.guide_id for guide in answer.guides),
        cited=cited,
        right=not why,
        why=why,
    )


def _wrong(case: Case, answer: Answer, cited: Sequence[str]) -> str:
    """Return what is wrong with an answer in a German sentence; empty if nothing is."""
    answered = answer.status == "answered"
    if answered != case.answerable:
        return (
            "Die Frage wird beantwortet, obwohl die Leitfäden dazu nichts sagen."
            if answered
            else "Die Frage wird abgelehnt, obwohl die Leitfäden sie beantworten."
        )
    if not answered:
        return ""
    if not case.met_by(cited):
        return f"Die Antwort zitiert nicht, was sie soll: {', '.join(case.expected)}."
    missing = [fact for fact in case.must_contain if not contains(answer.text, fact)]
    return f"In der Antwort fehlt: {'; '.join(missing)}." if missing else ""

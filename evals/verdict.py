"""What is wrong with an answer, in one word to filter by and one German sentence to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.metrics import contains

RIGHT = "richtig"
VERDICTS = (RIGHT, "trotzdem beantwortet", "zu Unrecht abgelehnt", "falscher Leitfaden",
            "Fakt fehlt")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of VERDICTS and the sentence that explains it; the sentence of RIGHT is empty."""

    kind: str
    why: str = ""

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return self.kind == RIGHT


def judge_answer(
    case: Case, answered: bool, text: str, cited: Sequence[str], guides: Sequence[str]
) -> Verdict:
    """Judge an answer by what its case asks for: declined or not, then guides, then facts."""
    if answered != case.answerable:
        if answered:
            return Verdict(VERDICTS[1], "Die Leitfäden sagen dazu nichts, Lotse antwortet dennoch.")
        return Verdict(
            VERDICTS[2], f"Abgelehnt, obwohl die Leitfäden antworten. {_rank(case, guides)}"
        )
    if not answered:
        return Verdict(RIGHT)
    if case.expected and not case.met_by(cited):
        return Verdict(VERDICTS[3], f"Zitiert wird {_names(cited)}. {_rank(case, guides)}")
    missing = [fact for fact in case.must_contain if not contains(text, fact)]
    if missing:
        named = ", ".join(f"»{fact.replace('|', '« oder »')}«" for fact in missing)
        return Verdict(VERDICTS[4], f"In der Antwort fehlt {named}.")
    return Verdict(RIGHT)


def _rank(case: Case, guides: Sequence[str]) -> str:
    ranks = [
        f"»{id_}« steht auf Rang {guides.index(id_) + 1}"
        if id_ in guides
        else f"»{id_}« wurde nicht gefunden"
        for id_ in case.relevant
    ]
    return "; ".join(ranks) + "." if ranks else ""


def _names(ids: Sequence[str]) -> str:
    return ", ".join(f"»{id_}«" for id_ in dict.fromkeys(ids)) or "nichts"

"""Golden questions put to one generation of the index, published or not."""

from collections.abc import Iterable
from pathlib import Path

from langchain_core.embeddings import Embeddings

from assistant import Answer, Assistant
from evals.cases import Case
from evals.metrics import contains
from ingest import GoldenAnswer, LiveIndex


def golden_answers(
    generation: Path, model_id: str, embeddings: Embeddings, cases: Iterable[Case]
) -> list[GoldenAnswer]:
    """Return what a generation answers to each case, and whether that is right.

    Always without a chat model: what is compared are releases, so an answer must not change by
    itself. Raises DamagedRelease and WrongModel.
    """
    live = LiveIndex.of(generation, model_id)
    asked = Assistant(live, embeddings, contact="")
    try:
        return [_golden(case, asked.ask(case.question, case.history)) for case in cases]
    finally:
        live.close()


def _golden(case: Case, answer: Answer) -> GoldenAnswer:
    cited = tuple(dict.fromkeys(citation.guide_id for citation in answer.citations))
    answered = answer.status == "answered"
    right = answered == case.answerable
    if right and answered:
        named = not case.expected or case.met_by(cited)
        right = named and all(contains(answer.text, fact) for fact in case.must_contain)
    return GoldenAnswer(case.id, case.question, answered, answer.text, cited, right)

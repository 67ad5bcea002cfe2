"""Broken systems fail the gate, each for its own reason."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant import Assistant, Turn
from evals.cases import Case, read_suite
from evals.gate import Baseline, accept, failures, read_baseline
from evals.runs import Run, describe
from evals.systems.local import Lotse
from evals.trials import run_suite
from evals.types import Reply, System
from ingest import Index, LexicalIndex, LiveIndex, Registry, SentenceEmbeddings, ingest, model_id
from tests.conftest import ROOT
from tests.fakes import AlwaysEnough

SUITE = ROOT / "evals" / "suites" / "grundlagen.jsonl"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_suite(SUITE)


def run(cases: Sequence[Case], system: System, index: Index) -> Run:
    return Run(Path("x"), describe(SUITE, "lotse", system, "bundled"), tuple(
        run_suite(cases, system, index)
    ))  # fmt: skip


@pytest.fixture(scope="module")
def baseline(
    assistant: Assistant, cases: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> Baseline:
    """What the intact system reaches, accepted."""
    file = tmp_path_factory.mktemp("gate") / "baseline.json"
    with assistant.live.pinned() as index:
        intact = run(cases, Lotse(assistant), index)
    accept([intact], file)
    found = read_baseline(file)
    assert failures(intact, found) == []
    return found


def sentences(assistant: Assistant, system: System, cases: list[Case], baseline: Baseline) -> str:
    with assistant.live.pinned() as index:
        return "\n".join(failures(run(cases, system, index), baseline))


def test_without_its_lexical_half_it_finds_less(
    assistant: Assistant, cases: list[Case], baseline: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = LexicalIndex.scores
    monkeypatch.setattr(LexicalIndex, "scores", lambda self, asked: 0 * scores(self, asked))
    found = sentences(assistant, Lotse(assistant), cases, baseline)
    assert "(hit@3)" in found
    assert "(citation_validity)" not in found


@dataclass
class Shifted:
    """A system whose quotes claim to stand one character further on."""

    whole: Lotse

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        reply = self.whole.ask(question, history)
        moved = (replace(span, start=span.start + 1, end=span.end + 1) for span in reply.citations)
        return replace(reply, citations=tuple(moved))


def test_shifted_spans_are_invalid_citations(
    assistant: Assistant, cases: list[Case], baseline: Baseline
) -> None:
    found = sentences(assistant, Shifted(Lotse(assistant)), cases, baseline)  # type: ignore[arg-type]
    assert "(citation_validity)" in found
    assert "(hit@1)" not in found
    assert "(decline_recall)" not in found


def test_without_a_threshold_it_declines_nothing(
    assistant: Assistant, model: SentenceEmbeddings, cases: list[Case], baseline: Baseline
) -> None:
    eager = Assistant(assistant.live, model, "die IHK", sufficiency=AlwaysEnough())
    found = sentences(eager, Lotse(eager), cases, baseline)
    assert "(decline_recall)" in found
    assert "(hit@1)" not in found
    assert "(citation_validity)" not in found


def test_a_deleted_guide_is_missed_by_name(
    model: SentenceEmbeddings, cases: list[Case], baseline: Baseline, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    for folder in ("leitfaeden", "berichte", "formate"):
        (corpus / folder).mkdir(parents=True)
        for file in (ROOT / "corpus" / folder).glob("*.*"):
            if file.stem != "retrofit-bestandsmaschinen":
                shutil.copy(file, corpus / folder)
    shutil.copy(ROOT / "corpus" / "leserfragen.jsonl", corpus)
    registry = Registry(ROOT / "var" / "tests" / "registry.sqlite")
    ingest(corpus, tmp_path / "index", registry, model_id("bundled"), lambda: model)
    registry.close()
    live = LiveIndex(tmp_path / "index", model_id("bundled"))
    bot = Assistant(live, model, contact="die Wirtschaftsförderung")
    found = sentences(bot, Lotse(bot), cases, baseline)
    live.close()
    assert "»retrofit-bestandsmaschinen« fehlt" in found
    assert "(citation_validity)" not in found

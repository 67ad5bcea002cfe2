import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant import Turn
from evals.cases import Case
from evals.runs import BadRun, describe, read_run, write_run
from evals.trials import run_suite, summarise
from evals.types import Reply, Span
from ingest import Document, Index

CASES = [
    Case(id="1", question="a", expected=("sensor",), must_contain=("300",)),
    Case(id="2", question="b", expected=("rechnung",)),
    Case(id="3", question="c", answerable=False),
    Case(id="4", question="d", answerable=False),
]
REPLIES = {
    "a": Reply(True, "300 €", ("sensor", "rechnung"), (), 10.0, sufficiency=0.9),
    "b": Reply(False, "nichts", ("sensor", "rechnung"), (), 20.0),
    "c": Reply(False, "nichts", (), (), 30.0),
    "d": Reply(True, "doch", ("sensor",), (), 40.0),
}


@dataclass
class Scripted:
    """Replies as written down before."""

    replies: Mapping[str, Reply]
    documents: Mapping[str, Document]
    release: str = "000001"
    passages: Sequence[Span] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        return self.replies[question]


def test_a_suite_is_summed_up_by_hand(small_index: Index) -> None:
    trials = run_suite(CASES, Scripted(REPLIES, small_index.documents), small_index)
    summary = summarise(trials)
    expected = {
        "n": 4,
        "answerable_n": 2,
        "hit@1": 0.5,
        "hit@3": 1.0,
        "mrr@10": 0.75,
        "cited_expected": None,  # nothing cites anything here
        "fact_coverage": 1.0,
        "citation_validity": None,
        "decline_precision": 0.5,
        "decline_recall": 0.5,
        "false_decline_rate": 0.5,
        "latency_ms_p50": 25.0,
    }
    assert {name: summary[name] for name in expected} == pytest.approx(expected)
    assert summary["intervals"]["hit@1"] == [0.0, 1.0]  # type: ignore[index]


def test_a_run_is_read_back_as_it_was_written(small_index: Index, tmp_path: Path) -> None:
    suite = tmp_path / "klein.jsonl"
    suite.write_text("\n".join(case.model_dump_json() for case in CASES))
    system = Scripted(REPLIES, small_index.documents)
    config = describe(suite, "geschrieben", system, "gram")
    written = write_run(tmp_path / "run", config, run_suite(CASES, system, small_index))
    assert read_run(tmp_path / "run") == written
    assert config.guides == ("rechnung", "sensor")
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert (summary["suite"], summary["release"], summary["n"]) == ("klein", "000001", 4)
    row = json.loads((tmp_path / "run" / "trials.jsonl").read_text().splitlines()[0])
    assert (row["id"], row["hit@1"], row["sufficiency"]) == ("1", 1.0, 0.9)


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="kein vollständiger Lauf"):
        read_run(tmp_path)

import json
from pathlib import Path

import pytest

from evals.cases import Case
from evals.report import write_run
from evals.systems import Reply
from evals.trials import run_suite, summarise
from ingest import Index

CASES = [
    Case(id="1", question="a", expected=("sensor",), must_contain=("300",)),
    Case(id="2", question="b", expected=("rechnung",)),
    Case(id="3", question="c", answerable=False),
    Case(id="4", question="d", answerable=False),
]
REPLIES = {
    "a": Reply(True, "300 €", ("sensor", "rechnung"), (), 10.0),
    "b": Reply(False, "nichts", ("sensor", "rechnung"), (), 20.0),
    "c": Reply(False, "nichts", (), (), 30.0),
    "d": Reply(True, "doch", ("sensor",), (), 40.0),
}


def test_a_suite_is_summed_up_by_hand(small_index: Index, tmp_path: Path) -> None:
    trials = run_suite(CASES, lambda asked, history: REPLIES[asked], small_index.documents)
    summary = summarise(trials)
    expected = {
        "n": 4,
        "answerable_n": 2,
        "hit@1": 0.5,
        "hit@3": 1.0,
        "mrr@10": 0.75,
        "cited_expected": 0.0,
        "fact_coverage": 1.0,
        "citation_validity": None,
        "decline_precision": 0.5,
        "decline_recall": 0.5,
        "false_decline_rate": 0.5,
        "latency_ms_p50": 25.0,
    }
    assert {name: summary[name] for name in expected} == pytest.approx(expected)
    write_run(tmp_path / "run", summary, trials)
    rows = [
        json.loads(line) for line in (tmp_path / "run" / "trials.jsonl").read_text().splitlines()
    ]
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["hit@1"] == 1.0
    assert json.loads((tmp_path / "run" / "summary.json").read_text())["n"] == 4

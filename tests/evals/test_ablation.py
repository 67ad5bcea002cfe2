from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evals.ablation import HALVES, WHOLE, ablate
from evals.cases import Case
from evals.commands.ablating import between_markers, markdown
from evals.systems.vanilla import Vanilla
from ingest import SIGNALS, Index, IngestReport
from tests.conftest import ROOT
from tests.fakes import GramEmbeddings

CASES = [
    Case(id="1", question="Was kostet ein Sensor?", expected=("sensor",)),
    Case(id="2", question="Rechnungen empfangen", expected=("rechnung",)),
    Case(id="3", question="Wetter", answerable=False),
]


def test_each_ingredient_is_left_out_once(
    tmp_path: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    generation = tmp_path / "index" / run_ingest().generation
    model = GramEmbeddings()
    vectors = {
        case.id: np.array(model.embed_query(case.question), dtype=np.float32) for case in CASES
    }
    index = Index(generation)
    vanilla = Vanilla(index.documents, model, "000001")
    rows = ablate({"klein": CASES}, vectors, generation, {"vanilla": vanilla})
    index.close()
    names = [row.name for row in rows]
    assert names[0] == WHOLE
    assert set(names) == {
        WHOLE, *HALVES, "equal weights", *(f"without {name}" for name in SIGNALS), "vanilla",
    }  # fmt: skip
    assert rows[0].difference is None
    assert all(row.figures["mrr@10"].n == 2 for row in rows)
    for row in rows[1:]:
        assert row.difference is not None
        moved = row.figures["mrr@10"].mean - rows[0].figures["mrr@10"].mean
        assert row.difference.mean == pytest.approx(moved)
    table = markdown(rows)
    assert len(table.splitlines()) == len(rows) + 2
    assert "klein (2)" in table


def test_weights_change_the_ranking(
    tmp_path: Path, run_ingest: Callable[..., IngestReport]
) -> None:
    generation = tmp_path / "index" / run_ingest().generation
    vector = np.array(GramEmbeddings().embed_query("Faktura"), dtype=np.float32)
    scores = {}
    for name in SIGNALS:
        index = Index(generation, {other: float(other == name) for other in SIGNALS})
        found = index.search(vector, "Faktura", 5).guides
        index.close()
        # With one ingredient alone the ranking is that of its raw scores.
        raw = [hit.signals[name] for hit in found]
        assert raw == sorted(raw, reverse=True)
        scores[name] = tuple(hit.score for hit in found)
    assert len(set(scores.values())) > 1


def test_the_table_stands_between_its_markers() -> None:
    readme = (ROOT / "evals" / "README.md").read_text("utf-8")
    once = between_markers(readme, "| neu |")
    assert "| neu |" in once
    assert between_markers(once, "| neu |") == once
    assert once.startswith(readme.split("<!--")[0])

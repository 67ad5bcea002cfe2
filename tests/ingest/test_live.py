import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant import AssistantSettings
from ingest import EQUAL_WEIGHTS, IngestReport, LiveIndex, WrongModel
from tests.fakes import GramEmbeddings

Run = Callable[..., IngestReport]


def test_a_question_keeps_the_release_it_began_with(
    tmp_path: Path, run_ingest: Run, guides: Path
) -> None:
    run_ingest()
    live = LiveIndex(tmp_path / "index", "gram")
    vector = np.asarray(GramEmbeddings().embed_query("Sensor"), dtype=np.float32)
    assert not live.refresh()
    with live.pinned() as old:
        (guides / "neu.md").write_text("# Neu\n\nEin neuer Leitfaden über Lacke steht hier.")
        run_ingest()
        assert live.refresh()
        assert "neu" not in old.documents
        assert old.search(vector, "Sensor", 3).passages  # still open
        with live.pinned() as new:
            assert "neu" in new.documents
    live.close()


def test_other_weights_rank_every_release_that_is_served(tmp_path: Path, run_ingest: Run) -> None:
    run_ingest()
    settings = AssistantSettings(_env_file=None, fitted_ranking=False)
    live = LiveIndex(tmp_path / "index", "gram", settings.weights)
    fitted = LiveIndex(tmp_path / "index", "gram", AssistantSettings(_env_file=None).weights)
    run_ingest(force=True)
    for refreshed in (False, True):
        with live.pinned() as index, fitted.pinned() as own:
            assert index.weights == EQUAL_WEIGHTS
            assert own.weights != EQUAL_WEIGHTS
        assert live.refresh() is fitted.refresh() is not refreshed
    live.close()
    fitted.close()


def test_swaps_under_load_raise_nothing(tmp_path: Path, run_ingest: Run) -> None:
    run_ingest()
    live = LiveIndex(tmp_path / "index", "gram")
    vector = np.asarray(GramEmbeddings().embed_query("Sensor"), dtype=np.float32)
    stop = threading.Event()
    errors: list[Exception] = []
    seen: set[str] = set()

    def ask() -> None:
        while not stop.is_set():
            try:
                with live.pinned() as index:
                    assert index.search(vector, "Sensor", 3).passages
                    seen.add(index.manifest.generation)
            except Exception as error:  # collected for the assertion below
                errors.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for _ in range(6):
        run_ingest(force=True)
        assert live.refresh()
    stop.set()
    for asker in askers:
        asker.join()
    live.close()
    assert errors == []
    assert len(seen) > 1


def test_a_release_of_another_model_is_never_served(tmp_path: Path, run_ingest: Run) -> None:
    served = run_ingest().generation
    with pytest.raises(WrongModel, match="gram"):
        LiveIndex(tmp_path / "index", "another")
    live = LiveIndex(tmp_path / "index", "gram")
    fresh = run_ingest(model_id="another").generation
    with pytest.raises(WrongModel):
        live.refresh()
    assert live.refused == fresh
    assert not live.refresh()  # said once
    with live.pinned() as index:
        assert index.manifest.generation == served
    live.close()


def test_a_damaged_release_is_passed_over(tmp_path: Path, run_ingest: Run) -> None:
    whole, damaged = run_ingest().generation, run_ingest(force=True).generation
    (tmp_path / "index" / damaged / "sentences.npy").write_bytes(b"")
    live = LiveIndex(tmp_path / "index", "gram")
    assert live.refused == damaged
    with live.pinned() as index:
        assert index.manifest.generation == whole
    assert not live.refresh()
    mended = run_ingest()  # replaces what is damaged, although no guide changed
    assert mended.published
    assert live.refresh()
    assert live.refused == ""
    live.close()

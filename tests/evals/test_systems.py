from pathlib import Path

import pytest

from evals import systems
from evals.vanilla import SHOWN, Vanilla
from ingest import Index
from tests.fakes import GramEmbeddings


def test_lotse_is_asked_like_a_user_asks(assistant, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(systems, "assistant", lambda: assistant)
    reply = systems.lotse("Ab wann muss ich E-Rechnungen annehmen?", ())
    assert reply.answered
    assert reply.guides[0] == "e-rechnung"
    assert reply.citations
    assert reply.latency_ms > 0


def test_vanilla_cites_the_chunks_it_would_show(small_index: Index, tmp_path: Path) -> None:
    vanilla = Vanilla(small_index.documents.values(), GramEmbeddings())
    ranked = vanilla.ranked("Was kostet ein Sensor?", ())
    assert {chunk.guide_id for chunk in ranked} == {"rechnung", "sensor"}
    for chunk in ranked[:SHOWN]:
        text = small_index.documents[chunk.guide_id].text
        assert text[chunk.start : chunk.start + len(chunk.text)] == chunk.text

from pathlib import Path

import pytest

from assistant import Assistant
from evals.systems import SYSTEMS, UnknownSystem, open_system
from evals.systems.local import SHOWN, Half, Lotse
from evals.systems.vanilla import Vanilla
from ingest import Index
from tests.fakes import GramEmbeddings


def test_lotse_is_asked_like_a_user_asks(assistant: Assistant) -> None:
    system = Lotse(assistant)
    reply = system.ask("Ab wann muss ich E-Rechnungen annehmen?", ())
    assert reply.answered
    assert reply.guides[0] == "e-rechnung"
    assert reply.latency_ms > 0
    assert reply.sufficiency is not None
    assert 0.5 < reply.sufficiency <= 1
    assert {at for said in reply.statements for at in said.citations} == set(
        range(len(reply.citations))
    )
    assert set(reply.passages) <= set(system.passages)


@pytest.mark.parametrize("score", ["bm25", "cosine"])
def test_a_half_ranks_by_its_own_score_alone(assistant: Assistant, score: str) -> None:
    system = Half(assistant, lambda hit: float(getattr(hit, score)))
    reply = system.ask("Ab wann muss ich E-Rechnungen annehmen?", ())
    assert reply.answered
    assert reply.sufficiency is None
    assert len(reply.citations) == SHOWN
    assert reply.guides[0] == reply.passages[0].guide_id


def test_vanilla_cites_the_chunks_it_would_show(small_index: Index, tmp_path: Path) -> None:
    vanilla = Vanilla(small_index.documents, GramEmbeddings(), "000001")
    reply = vanilla.ask("Was kostet ein Sensor?", ())
    assert set(reply.guides) == {"rechnung", "sensor"}
    for quote in reply.citations:
        text = small_index.documents[quote.guide_id].text
        assert text[quote.start : quote.end] == quote.quote
    assert set(reply.passages) <= set(vanilla.passages)


def test_an_unknown_system_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownSystem, match="lotse"):
        open_system("deep-thought")
    assert "vanilla" in SYSTEMS

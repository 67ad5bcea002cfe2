from pathlib import Path

import numpy as np
import pytest

from ingest import LexicalIndex, fold, grams


@pytest.mark.parametrize(
    ("one", "other"),
    [("Über", "ueber"), ("Größe", "groesse"), ("PRÜFUNG", "pruefung"), ("Maß", "mass")],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_grams_lie_inside_words() -> None:
    assert grams("Bau Rechnung") == ["bau", "rechn", "echnu", "chnun", "hnung"]


def test_a_compound_and_its_parts_meet(tmp_path: Path) -> None:
    index = LexicalIndex.build(["Die Eingangsrechnung prüfen", "Den Sensor einbauen"])
    scores = index.scores(grams("Rechnungseingang"))
    assert scores[0] > 0
    assert scores[1] == 0


def test_a_saved_index_scores_the_same(tmp_path: Path) -> None:
    index = LexicalIndex.build(["Eins Rechnung", "Zwei Sensor", "Drei Rechnung Sensor"])
    index.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25")
    for question in ("Rechnung", "Sensor an der Drehbank", "???", "xyzxyz"):
        np.testing.assert_allclose(loaded.scores(grams(question)), index.scores(grams(question)))
        assert loaded.scores(grams(question)).shape == (3,)

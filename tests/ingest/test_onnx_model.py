from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from ingest import bundled_model
from ingest.onnx_model import OnnxModel
from tests.conftest import ROOT

TEXTS = [
    "Ein Backup gehört auf ein zweites Medium.",
    "Jo",
    "Wer die Maschine abschaltet, verliert die Daten, die noch im Speicher stehen. " * 8,
]


def torchs_model() -> SentenceTransformer:
    folder = bundled_model.ensure_bundled_model(ROOT / "var" / "models")
    options = {"add_pooling_layer": False}
    return SentenceTransformer(str(folder), device="cpu", model_kwargs=options)


def test_the_exported_layers_give_torchs_vectors(tmp_path: Path) -> None:
    graph = tmp_path / "layers.onnx"
    loaded = torchs_model()
    expected = loaded.encode(TEXTS)
    loaded[0].model = OnnxModel(loaded[0].model, graph)
    together, alone = loaded.encode(TEXTS), [loaded.encode(text) for text in TEXTS]
    assert np.abs(together - expected).max() < 1e-5
    assert np.abs(np.array(alone) - expected).max() < 1e-5
    assert [file.name for file in tmp_path.iterdir()] == ["layers.onnx"]

    written = graph.stat().st_mtime_ns
    OnnxModel(torchs_model()[0].model, graph)
    assert graph.stat().st_mtime_ns == written

from pathlib import Path

import numpy as np
import pytest

from ingest import bundled_model
from ingest.onnx_model import OnnxModel

sentence_transformers = pytest.importorskip("sentence_transformers")

TEXTS = [
    "Ein Backup gehört auf ein zweites Medium.",
    "Jo",
    "Wer die Maschine abschaltet, verliert die Daten, die noch im Speicher stehen. " * 8,
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graph") / "layers.onnx"


def test_the_exported_layers_give_torchs_vectors(model: object, graph: Path) -> None:
    folder = bundled_model.ensure_bundled_model(Path("var/models"))
    torchs = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    expected = torchs.encode(TEXTS)
    torchs[0].model = OnnxModel(torchs[0].model, graph)
    together, alone = torchs.encode(TEXTS), [torchs.encode(text) for text in TEXTS]
    assert np.abs(together - expected).max() < 1e-5
    assert np.abs(np.array(alone) - expected).max() < 1e-5
    assert [file.name for file in graph.parent.iterdir()] == ["layers.onnx"]

    written = graph.stat().st_mtime_ns
    OnnxModel(sentence_transformers.SentenceTransformer(str(folder), device="cpu")[0].model, graph)
    assert graph.stat().st_mtime_ns == written

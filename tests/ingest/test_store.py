"""Passage vectors in files: nothing lies beside them."""

from pathlib import Path

import numpy as np

from ingest.store import VectorStore


def test_room_for_more_vectors_holds_nothing_of_this_process(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(40, 64)).astype(np.float32)
    store = VectorStore(tmp_path, create_for=len(vectors))
    store.add([str(at) for at in range(len(vectors))], vectors)
    store.close()
    (file,) = tmp_path.glob("*/data_level0.bin")
    content = file.read_bytes()
    room = content[len(content) // 100 * len(vectors) :]
    assert len(room) > 10_000
    assert set(room) == {0xFF - 0xA5}

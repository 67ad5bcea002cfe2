import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest import IngestReport, VerificationFailed, current_generation, publication
from ingest.checksums import seal
from ingest.store import VectorStore
from ingest.verification import verify, verify_in_child
from tests.fakes import GramEmbeddings

Run = Callable[..., IngestReport]


@pytest.fixture
def built(run_ingest: Run, tmp_path: Path) -> Path:
    run_ingest()
    return current_generation(tmp_path / "index")


def replace_in(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_fresh_process_finds_a_whole_release_whole(built: Path) -> None:
    verify_in_child(built, "gram")


def test_a_fresh_process_says_what_is_wrong(built: Path) -> None:
    with pytest.raises(VerificationFailed, match="Modell: gram statt another"):
        verify_in_child(built, "another")


def test_a_crash_of_the_fresh_process_is_a_failure(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # Python itself does not start there
    with pytest.raises(VerificationFailed):
        verify_in_child(built, "gram")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("passages.json", "Drehbank kostet", "Drehbank kostete", "Prüfsumme"),
        ("manifest.json", '"guides": 2', '"guides": 3', "Leitfäden: 2 statt 3"),
        ("manifest.json", '"dimension": 64', '"dimension": 384', "Vektoren"),
        ("manifest.json", '"sentences": ', '"sentences": 1', "Sätze"),
    ],
)
def test_what_was_built_wrong_is_found_although_its_checksums_fit(
    built: Path, file: str, old: str, new: str, said: str
) -> None:
    replace_in(built / file, old, new)
    seal(built)
    with pytest.raises(VerificationFailed, match=said):
        verify(built, "gram")


def test_vectors_of_other_texts_are_found(built: Path) -> None:
    """Chroma says the right count, but its vectors are not the passages'."""
    store = VectorStore(built / "chroma")
    ids = sorted(store.ids())
    store.close()
    shutil.rmtree(built / "chroma")
    wrong = [GramEmbeddings().embed_query(f"ganz anderes {id_}") for id_ in ids]
    store = VectorStore(built / "chroma", create_for=len(ids))
    store.add(ids, np.asarray(wrong, dtype=np.float32))
    store.close()
    seal(built)
    with pytest.raises(VerificationFailed, match="finden sich selbst"):
        verify(built, "gram")


def test_what_fails_verification_is_not_published(
    built: Path, run_ingest: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = publication.write_generation

    def lose_a_passage(folder, manifest, documents, passages, vectors):  # type: ignore[no-untyped-def]
        kept = {name: rows[1:] if name == "passages" else rows for name, rows in vectors.items()}
        write(folder, manifest, documents, passages[1:], kept)

    monkeypatch.setattr(publication, "write_generation", lose_a_passage)
    with pytest.raises(VerificationFailed):
        run_ingest(force=True)
    assert current_generation(tmp_path / "index") == built
    assert not list((tmp_path / "index").glob("staging-*"))

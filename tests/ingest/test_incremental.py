"""Whatever is edited in whatever order: an incremental release equals a full rebuild."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import current_generation, publication
from ingest.generation import read_documents, read_passages
from ingest.store import VectorStore
from ingest.verification import verify
from tests.ingest.stamped import GUIDES, run, write_guide

EDITS = st.lists(
    st.tuples(
        st.sampled_from(("write", "write", "metadata", "remove")),
        st.sampled_from(GUIDES),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=4,
)


def edit(corpus: Path, what: str, guide: str, edition: int) -> None:
    file = corpus / f"{guide}.md"
    if what == "write":
        write_guide(corpus, guide, edition)
    elif what == "metadata":
        (corpus / f"{guide}.toml").write_text(
            f'titel = "{guide} {edition}"\ntypische_fragen = ["Was kostet {edition}?"]', "utf-8"
        )
    elif len(list(corpus.glob("*.md"))) > 1:
        file.unlink(missing_ok=True)


def same(one: Path, other: Path) -> None:
    """Two generations hold the same documents, passages, vectors and lexical indexes."""
    assert read_documents(one) == read_documents(other)
    assert read_passages(one) == read_passages(other)
    arrays = sorted(path.relative_to(one) for path in one.rglob("*.npy"))
    assert arrays == sorted(path.relative_to(other) for path in other.rglob("*.npy"))
    for array in arrays:
        np.testing.assert_array_equal(np.load(one / array), np.load(other / array))
    stores = VectorStore(one / "chroma"), VectorStore(other / "chroma")
    assert stores[0].ids() == stores[1].ids()
    # All of them: of equally near ones either may be the fifth.
    vectors = np.load(one / "passages.npy")
    for vector in vectors:
        found = [dict(store.nearest(vector, len(vectors))) for store in stores]
        assert found[0] == found[1]
    for store in stores:
        store.close()


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(EDITS, min_size=1, max_size=4))
def test_an_incremental_release_equals_a_full_rebuild(
    rounds: list[list[tuple[str, str, int]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        # The same verification, but without a process of its own for each of some sixty releases.
        patch.setattr(publication, "verify_in_child", verify)
        step, full = Path(folder) / "step", Path(folder) / "full"
        for place in (step, full):
            place.mkdir()
        (full / "corpus").symlink_to(step / "corpus")
        write_guide(step / "corpus", GUIDES[0], 0)
        run(step)
        for edits in rounds:
            for what, guide, edition in edits:
                edit(step / "corpus", what, guide, edition)
            # forced only past the guard against mass withdrawal: nothing is built when unchanged
            changed = run(step, prune=True, dry_run=True, force=True)
            if changed.added or changed.changed or changed.withdrawn:
                run(step, prune=True, force=True)
        run(full)
        same(current_generation(step / "index"), current_generation(full / "index"))

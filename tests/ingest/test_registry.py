from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest import Registry


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    found = Registry(tmp_path / "new" / "registry.sqlite")
    yield found
    found.close()


def embed(texts: list[str]) -> list[list[float]]:
    return [[float(len(text)), 1.0] for text in texts]


def test_a_text_is_embedded_once_a_namespace(registry: Registry) -> None:
    counts: list[int] = []
    assert registry.embed_missing(["a", "bb", "a"], "m", embed, counts.append) == 2
    assert registry.embed_missing(["a", "bb"], "m", embed, counts.append) == 0
    assert registry.embed_missing(["a"], "other", embed, counts.append) == 1
    assert sum(counts) == 3
    np.testing.assert_array_equal(registry.vectors(["bb", "a"], "m"), [[2, 1], [1, 1]])


def test_an_unknown_text_is_an_error_not_a_zero(registry: Registry) -> None:
    with pytest.raises(KeyError):
        registry.vectors(["never"], "m")


def test_what_was_embedded_before_a_failure_is_kept(registry: Registry) -> None:
    done = 0

    def fail_later(texts: list[str]) -> list[list[float]]:
        nonlocal done
        done += 1
        if done == 2:
            raise RuntimeError("killed")
        return embed(texts)

    texts = [str(number) * 3 for number in range(100, 200)]
    with pytest.raises(RuntimeError):
        registry.embed_missing(texts, "m", fail_later, lambda count: None)
    assert 0 < len(registry.missing(texts, "m")) < len(texts)

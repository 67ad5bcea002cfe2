"""Fixtures: two small guides for fast tests, the real corpus and model for true ones."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from ingest import (
    Index,
    IngestReport,
    LiveIndex,
    Registry,
    SentenceEmbeddings,
    ingest,
    publication,
)
from ingest.embeddings import load_embeddings, model_id
from ingest.releases import current_generation
from ingest.verification import verify
from tests.fakes import GramEmbeddings

CHROMIUM = os.environ.get("LOTSE_TEST_CHROMIUM") or shutil.which("chromium")
ARGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

RECHNUNG = """---
id: rechnung
titel: Rechnungen elektronisch empfangen
stand: 2026-11-01
pruefen_bis: 2027-05-01
version: "1.2.0"
typische_fragen: [Muss ich die Datei vom Lieferanten annehmen?]
begriffe: [Faktura]
---
# Rechnungen elektronisch empfangen

## Fristen

Seit 1.1.2025 muss jeder Betrieb elektronische Rechnungen empfangen können. Papier bleibt bis
31.12.2026 erlaubt.

| Posten | Intern | Extern |
|---|---|---|
| Postfach | 1 Tag | 200 € |

## Vorgehen

1. **Postfach einrichten.** Legen Sie eine Adresse für Rechnungen an.
2. **Prüfung festlegen.** Eine Person prüft jede Rechnung.

- [Das Archiv](/guides/archiv) erklärt die Ablage.
"""
SENSOR = """# Sensor an der Drehbank

## Kosten

Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 € als Richtwert. Der Einbau dauert einen
halben Tag.
"""


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """A folder with two small guides."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "rechnung.md").write_text(RECHNUNG, "utf-8")
    (folder / "sensor.md").write_text(SENSOR, "utf-8")
    return folder


@pytest.fixture
def embeddings() -> GramEmbeddings:
    return GramEmbeddings()


@pytest.fixture
def run_ingest(
    tmp_path: Path, guides: Path, embeddings: GramEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., IngestReport]:
    """Ingest the small guides, as often as a test likes, into `tmp_path / "index"`.

    Verification is the real one, but not in a fresh process, which would take a second each time;
    that is what tests/ingest/test_verification.py and the slow tests are for.
    """
    monkeypatch.setattr(publication, "verify_in_child", verify)

    def run(**options: Any) -> IngestReport:
        registry = Registry(tmp_path / "registry.sqlite")
        try:
            root, model_id = options.pop("root", guides), options.pop("model_id", "gram")
            index_dir = tmp_path / "index"
            return ingest(root, index_dir, registry, model_id, lambda: embeddings, **options)
        finally:
            registry.close()

    return run


@pytest.fixture
def small_index(tmp_path: Path, run_ingest: Callable[..., IngestReport]) -> Iterator[Index]:
    """The two small guides, published and opened."""
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    yield index
    index.close()


@pytest.fixture(scope="session")
def model() -> SentenceEmbeddings:
    """The bundled model, unpacked once a machine."""
    return load_embeddings("bundled", ROOT / "var" / "models")


@pytest.fixture(scope="session")
def real_index_dir(tmp_path_factory: pytest.TempPathFactory, model: SentenceEmbeddings) -> Path:
    """The real corpus ingested with the real model; its vectors are kept between test runs."""
    index_dir = tmp_path_factory.mktemp("real") / "index"
    kept, served = ROOT / "var" / "tests" / "registry.sqlite", ROOT / "var" / "registry.sqlite"
    kept.parent.mkdir(parents=True, exist_ok=True)
    # Of two workers the second waits: then it need not embed anything.
    with (kept.parent / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if served.is_file() and not kept.is_file():
            shutil.copy(served, kept)  # who ran `make run` need not embed the corpus again
        registry = Registry(kept)
        report = ingest(ROOT / "corpus", index_dir, registry, model_id("bundled"), lambda: model)
        registry.close()
    assert report.failed == ()
    return index_dir


@pytest.fixture(scope="session")
def assistant(real_index_dir: Path, model: SentenceEmbeddings) -> Iterator[Assistant]:
    """The assistant over the real corpus."""
    live = LiveIndex(real_index_dir, model_id("bundled"))
    yield Assistant(live, model, contact="die Wirtschaftsförderung")
    live.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the tests of a file; its event loop would be in the way of other files'."""
    if not CHROMIUM:
        pytest.skip("no browser: install chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()

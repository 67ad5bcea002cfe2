"""The built widget is as new as its source, small, and without ways to parse HTML."""

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

WIDGET = ROOT / "api" / "web" / "widget"
SOURCES = sorted((WIDGET / "src").iterdir())
BUILT = ROOT / "api" / "web" / "static" / "widget.js"
PARSERS = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|\beval\(|Function\("
)
KEPT = r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\."


def test_the_built_file_is_as_new_as_its_sources() -> None:
    digest = hashlib.sha256()
    for path in SOURCES:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    assert f"sources {digest.hexdigest()} " in BUILT.read_text("utf-8")[:200], (
        "stale: run `npm ci && npm run build` in api/web/widget"
    )


def test_a_rebuild_gives_the_same_file(tmp_path: Path) -> None:
    if not shutil.which("node") or not (WIDGET / "node_modules" / "esbuild").exists():
        pytest.skip("no node or no esbuild: run `npm ci` in api/web/widget")
    rebuilt = tmp_path / "widget.js"
    subprocess.run(["node", "build.mjs", rebuilt], cwd=WIDGET, check=True)
    assert rebuilt.read_bytes() == BUILT.read_bytes()


def test_it_is_small() -> None:
    assert len(gzip.compress(BUILT.read_bytes(), 9)) <= 30_000


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_its_source_parses_no_html_and_stores_nothing(path: Path) -> None:
    code = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert not re.search(f"{PARSERS}|{KEPT}", code)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", code)
    assert len(code.splitlines()) <= 260

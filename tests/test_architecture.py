"""The house rules that a program can check."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Which of our packages a package may import.
ALLOWED = {
    "ingest": set(),
    "assistant": {"ingest"},
    "evals": {"assistant", "ingest"},
    "api": {"assistant", "ingest"},
}
# The one room that may import a third-party library.
WALLS = {
    "chromadb": {"ingest/store.py", "evals/systems/vanilla.py"},
    "docx": {"ingest/readers/docx.py"},
    "selectolax": {"ingest/readers/html.py", "ingest/readers/hidden.py"},
    "pypdf": {"ingest/readers/pdf/"},  # a package: drawing, ordering and gathering are three ideas,
    "sentence_transformers": {"ingest/embeddings.py"},
    "torch": {"ingest/embeddings.py", "ingest/onnx_model.py"},
    "onnxruntime": {"ingest/onnx_model.py"},
    "bm25s": {"ingest/lexical.py"},
    "sqlite3": {"ingest/registry.py", "ingest/store.py"},
    "langchain": {"evals/judge.py", "ingest/chat_model.py"},
    "pyphen": {"assistant/readability.py"},
    "fastapi": {"api/"},
    "starlette": {"api/"},
    "sqlalchemy": {"api/database.py"},
    "limits": {"api/limits.py"},
    "itsdangerous": {"api/auth.py"},
}
# Rooms behind the front door that evals may look into, because it fits what they hold.
INSIDE = {
    ("evals/calibrate.py", "assistant.evidence"),
    ("evals/calibrate.py", "assistant.intent"),
    ("evals/calibrate_intent.py", "assistant.intent"),
    ("evals/calibrate_intent.py", "assistant.letters"),
    ("evals/calibrate.py", "assistant.sufficiency"),
    ("evals/calibrate.py", "assistant.types"),
    ("evals/calibrate_checker.py", "assistant.checking"),
    ("evals/checker.py", "assistant.checking"),
    ("evals/checker.py", "assistant.checking.sources"),
    ("evals/metrics/support.py", "assistant.types"),
    ("evals/metrics/support.py", "assistant.verify"),
}
NAMELESS = {"utils", "helpers", "helper", "base", "manager", "common", "misc"}

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ALLOWED
    for path in (ROOT / package).rglob("*.py")
)


def imports(file: str) -> list[str]:
    """Every module that a file imports, wherever in it."""
    found: list[str] = []
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return found


@pytest.mark.parametrize("file", FILES)
def test_data_flows_one_way_and_through_front_doors(file: str) -> None:
    package = file.split("/")[0]
    for module in imports(file):
        other = module.split(".")[0]
        if other in ALLOWED and other != package:
            assert other in ALLOWED[package], f"{package} must not import {other}"
            through_door = module == other or (file, module) in INSIDE
            assert through_door, f"{module} is behind the front door of {other}"


@pytest.mark.parametrize("file", FILES)
def test_third_party_walls(file: str) -> None:
    for module in imports(file):
        rooms = WALLS.get(module.split(".")[0])
        assert rooms is None or any(file.startswith(room) for room in rooms), module


@pytest.mark.parametrize("file", FILES)
def test_files_are_short_and_named_for_what_they_hold(file: str) -> None:
    assert Path(file).stem not in NAMELESS
    assert len((ROOT / file).read_text("utf-8").splitlines()) <= 260


@pytest.mark.parametrize("file", [f for f in FILES if not f.endswith("__init__.py")])
def test_functions_are_short(file: str) -> None:
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, node.name


def test_settings_are_read_only_at_entry_points() -> None:
    built = [
        file
        for file in FILES
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id.endswith("Settings")
        and node.func.id in {"IndexSettings", "AssistantSettings", "ApiSettings", "EvalSettings"}
    ]
    assert set(built) <= {
        "ingest/__main__.py",
        "assistant/__main__.py",
        "api/__main__.py",
        "evals/systems/__init__.py",
        "evals/systems/local.py",
    }

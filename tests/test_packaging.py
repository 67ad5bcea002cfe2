"""The four generic names are ours, pinned, and nothing is ever uploaded."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("name", ["ingest", "assistant", "api", "evals"])
def test_the_name_resolves_into_this_repository(name: str) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_the_wheel_holds_the_four_packages_and_is_private() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["ingest", "assistant", "api", "evals"]
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def test_every_dependency_is_pinned() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.!]+", pin) for pin in pins)
    locked = {pin.split("==")[0].lower().replace("_", "-") for pin in pins}
    extras = PROJECT["project"]["optional-dependencies"]
    installed = extras.keys() - {"postgres"}  # a driver that only a deployment with it installs
    wanted = PROJECT["project"]["dependencies"] + [
        need for extra in installed for need in extras[extra]
    ]
    names = {re.split(r"[\[=<>~ ]", need)[0].lower().replace("_", "-") for need in wanted}
    assert names <= locked
    assert "torch==2.13.0" in pins


def test_no_registry_host_and_no_machine_path_is_committed() -> None:
    hosts = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian")
    for file in ("requirements.lock", "pyproject.toml", "Makefile", "README.md", ".ci/run"):
        text = (ROOT / file).read_text("utf-8")
        assert not hosts.search(text), file
        assert str(ROOT) not in text, file

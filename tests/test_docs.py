"""README, .env.example, Makefile and code tell the same story."""

import re

from api.settings import ApiSettings
from evals.settings import EvalSettings
from tests.conftest import ROOT
from tests.test_architecture import FILES

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_the_readme_names_every_file_of_the_tree() -> None:
    missing = [
        file
        for file in FILES
        if not file.endswith("__init__.py") and f"{file.rsplit('/', 1)[-1]} " not in README
    ]
    assert missing == []


def test_the_readme_names_only_targets_that_exist() -> None:
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named
    assert named <= TARGETS


def test_every_setting_is_in_the_example_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    shown = dict(re.findall(r"^# LOTSE_([A-Z_]+)=(.*)$", example, re.MULTILINE))
    fields = ApiSettings.model_fields | EvalSettings.model_fields
    defaults = {name.upper(): str(field.default) for name, field in fields.items()}
    assert shown == defaults


def test_the_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target

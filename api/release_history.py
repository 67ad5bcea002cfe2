"""Releases as the staff see them: which there are, what changed, and the way back."""

import json
from dataclasses import dataclass
from typing import Any

from api.failures import CommandFailed, ReleaseNotFound
from api.ingest_command import run_ingest_command
from ingest import (
    DamagedRelease,
    IndexSettings,
    Manifest,
    NoRelease,
    aside_reason,
    current_generation,
    generations,
    read_manifest,
)


@dataclass(frozen=True, slots=True)
class Release:
    """A kept release; `previous` is the one before it, `aside` why it is not to serve, or empty."""

    manifest: Manifest
    current: bool
    previous: str
    aside: str


def releases(settings: IndexSettings) -> list[Release]:
    """Return the kept releases that can be read, newest first."""
    names = generations(settings.index_dir)
    try:
        current = current_generation(settings.index_dir).name
    except NoRelease:
        return []
    found = []
    for previous, name in zip(["", *names], names, strict=False):
        try:
            manifest = read_manifest(settings.index_dir / name)
        except DamagedRelease:
            continue
        aside = aside_reason(settings.index_dir, name)
        found.append(Release(manifest, name == current, previous, aside))
    return found[::-1]


def find_release(settings: IndexSettings, name: str) -> Release:
    """Return a kept release; raises ReleaseNotFound."""
    for release in releases(settings):
        if release.manifest.generation == name:
            return release
    raise ReleaseNotFound(f"Die Ausgabe {name[:20]} gibt es nicht (mehr).")


async def changes(settings: IndexSettings, older: str, newer: str, answers: bool) -> dict[str, Any]:
    """Return what `python -m ingest diff` says of two releases; raises CommandFailed.

    With `answers` it puts the golden questions to both, which takes many seconds.
    """
    asked = "--answers" if answers else "--no-answers"
    outcome = await run_ingest_command(settings, "diff", older, newer, asked, "--json")
    try:
        told: dict[str, Any] = json.loads(outcome.output)
    except json.JSONDecodeError as error:
        raise CommandFailed(outcome.complaint) from error
    return told


async def roll_back(settings: IndexSettings, name: str) -> None:
    """Let an older release serve again; ingest verifies it first. Raises CommandFailed."""
    outcome = await run_ingest_command(settings, "rollback", name, "--json")
    if outcome.code:
        raise CommandFailed(outcome.complaint)

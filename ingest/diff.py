"""What changed between two releases: guides, their sections, and the answers they give."""

from collections.abc import Iterable
from dataclasses import fields
from difflib import unified_diff
from pathlib import Path

from ingest.changes import AnswerChange, GuideChange, ReleaseDiff, SectionChange
from ingest.generation import read_documents, read_manifest
from ingest.golden import AskGolden, answer_changes
from ingest.sections import split_sections
from ingest.types import Document, Guide

_CONTEXT = 1  # unchanged lines around a change
_NOT_SHOWN = {"id", "file"}

Sections = dict[tuple[str, ...], list[str]]


def diff_releases(old: Path, new: Path, ask_golden: AskGolden | None = None) -> ReleaseDiff:
    """Compare two generations; answers only if the golden questions can be asked.

    Raises DamagedRelease, and VerificationFailed when the questions get no answer.
    """
    before, after = read_documents(old), read_documents(new)
    answers, notices = _answers(old, new, ask_golden)
    return ReleaseDiff(
        old=old.name,
        new=new.name,
        guides=tuple(diff_documents(before, after)),
        stale=tuple(id_ for id_, document in after.items() if document.stale),
        answers=answers,
        notices=notices,
    )


def diff_documents(
    before: dict[str, Document], after: dict[str, Document]
) -> Iterable[GuideChange]:
    """Yield the guides that came, changed and went, in the order of their ids."""
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old is None and new is not None:
            yield GuideChange(id_, new.guide.title, "added", new_version=new.guide.version)
        elif old is not None and new is None:
            yield GuideChange(id_, old.guide.title, "withdrawn", old_version=old.guide.version)
        elif old is not None and new is not None and old != new:
            yield _changed(old, new)


def _changed(old: Document, new: Document) -> GuideChange:
    return GuideChange(
        new.guide.id,
        new.guide.title,
        "changed",
        old_version=old.guide.version,
        new_version=new.guide.version,
        metadata=_metadata(old.guide, new.guide),
        sections=tuple(_sections(_lines(old), _lines(new))),
    )


def _metadata(old: Guide, new: Guide) -> tuple[str, ...]:
    names = [field.name for field in fields(Guide) if field.name not in _NOT_SHOWN]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _sections(old: Sections, new: Sections) -> Iterable[SectionChange]:
    for heading in dict.fromkeys((*new, *old)):
        lines = unified_diff(
            old.get(heading, []), new.get(heading, []), "alt", "neu", lineterm="", n=_CONTEXT
        )
        if found := tuple(lines):
            yield SectionChange(heading, found)


def _lines(document: Document) -> Sections:
    """Return the text of each section, a block a line."""
    found: Sections = {}
    for section in split_sections(document):
        texts = [f"{block.marker} {block.text}".strip() for block in section.blocks]
        found.setdefault(section.heading, []).extend(texts)
    return found


def _answers(
    old: Path, new: Path, ask_golden: AskGolden | None
) -> tuple[tuple[AnswerChange, ...], tuple[str, ...]]:
    if ask_golden is None:
        return (), ("Golden-Fragen wurden nicht gestellt.",)
    if read_manifest(old).model_id != read_manifest(new).model_id:
        return (), ("Andere Einbettungsmodelle: Antworten werden nicht verglichen.",)
    return answer_changes(*ask_golden((old, new))), ()

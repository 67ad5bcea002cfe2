"""The nouns of what changed between two releases."""

from dataclasses import dataclass
from typing import Literal

GuideFate = Literal["added", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section whose text differs: `lines` is its unified diff, line by line."""

    heading: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideChange:
    """A guide that came, went or changed; `sections` and `metadata` (changed fields) say where."""

    guide_id: str
    title: str
    fate: GuideFate
    old_version: str = ""
    new_version: str = ""
    metadata: tuple[str, ...] = ()
    sections: tuple[SectionChange, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldenAnswer:
    """What a release answers to a golden question; `right` if it is what the suite asks for."""

    id: str
    question: str
    answered: bool
    text: str
    cited: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A golden question that two releases answer differently, old and new side by side."""

    old: GoldenAnswer
    new: GoldenAnswer

    @property
    def verdict(self) -> Literal["better", "worse", "other"]:
        """Whether the answer became right, stopped being right, or is another one."""
        if self.old.right == self.new.right:
            return "other"
        return "better" if self.new.right else "worse"


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """Everything that differs between two releases; `stale` are guides whose newer file failed."""

    old: str
    new: str
    guides: tuple[GuideChange, ...]
    stale: tuple[str, ...]
    answers: tuple[AnswerChange, ...]
    notices: tuple[str, ...] = ()

"""The nouns of a run: what it did, what failed and what it changed for those who ask."""

from dataclasses import dataclass, field

from ingest.changes import AnswerChange


@dataclass(frozen=True, slots=True)
class GuideFailure:
    """A file that could not be ingested, with the German sentence that says why."""

    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class GuideNotice:
    """Something about a file that was ingested all the same, with a German sentence."""

    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run of the pipeline did; `generation` is the release that serves afterwards.

    `held` says in German why a built release does not serve; `answers` are the golden questions
    whose answers it changes; `rebuild` says why everything is built anew; of a dry run, `embedded`
    counts what a real one would embed.
    """

    generation: str
    published: bool
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[GuideFailure, ...] = ()
    notices: tuple[GuideNotice, ...] = ()
    passages: int = 0
    embedded: int = 0
    dry_run: bool = False
    held: str = ""
    rebuild: str = ""
    answers: tuple[AnswerChange, ...] = ()
    seconds: float = field(default=0.0, compare=False)

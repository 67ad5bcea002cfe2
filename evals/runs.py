"""A run as a folder: `run.json` (what ran), `summary.json` (figures), `trials.jsonl` (every case).

Whatever reads a run later, a comparison, the gate or the report, reads it from these files.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.cases import Case
from evals.metrics import METRICS
from evals.trials import summarise
from evals.types import Reply, System, Trial

_REPLY = TypeAdapter(Reply)
_CASE_FIELDS = tuple(Case.model_fields)


class BadRun(Exception):
    """A folder does not hold a run; the German text says what is missing."""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """What was asked of what: enough to do it again."""

    suite: str
    suite_sha256: str
    system: str
    release: str
    model: str
    revision: str
    created_at: str
    guides: tuple[str, ...] = ()  # ids in the release; none if the system does not tell


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it was read back."""

    folder: Path
    config: RunConfig
    trials: tuple[Trial, ...]

    @property
    def name(self) -> str:
        """Suite and system, as tables call the run."""
        return f"{self.config.suite} · {self.config.system}"


_CONFIG = TypeAdapter(RunConfig)


def describe(suite: Path, name: str, system: System, model: str) -> RunConfig:
    """Return the configuration of a run that starts now; `model` is what embeds on this machine."""
    return RunConfig(
        suite=suite.stem,
        suite_sha256=sha256(suite.read_bytes()).hexdigest(),
        system=name,
        release=system.release,
        model=model,
        revision=_revision(),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        guides=tuple(system.documents),
    )


def write_run(folder: Path, config: RunConfig, trials: Sequence[Trial]) -> Run:
    """Write a run into a folder, which is made if need be, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "run.json", asdict(config))
    head = {key: getattr(config, key) for key in ("suite", "system", "release", "model")}
    _write(folder / "summary.json", head | {"created_at": config.created_at} | summarise(trials))
    rows = (json.dumps(_row(trial), ensure_ascii=False) for trial in trials)
    (folder / "trials.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return Run(folder, config, tuple(trials))


def read_run(folder: Path) -> Run:
    """Return the run that a folder holds; raises BadRun."""
    try:
        config = _CONFIG.validate_json((folder / "run.json").read_bytes())
        lines = (folder / "trials.jsonl").read_text("utf-8").splitlines()
        return Run(folder, config, tuple(_trial(json.loads(line)) for line in lines))
    except (OSError, ValidationError, json.JSONDecodeError, KeyError) as error:
        raise BadRun(
            f"In »{folder}« liegt kein vollständiger Lauf. Bitte einen Ordner angeben, den "
            "»python -m evals run« geschrieben hat."
        ) from error


def _row(trial: Trial) -> dict[str, object]:
    """Return a trial as one flat object: the case, the reply, the scores."""
    reply = _REPLY.dump_python(trial.reply, mode="json")
    return {**trial.case.model_dump(mode="json"), **reply, **trial.scores}


def _trial(row: Mapping[str, object]) -> Trial:
    scores = {name: row[name] for name in METRICS}
    return Trial(
        Case.model_validate({name: row[name] for name in _CASE_FIELDS}),
        _REPLY.validate_python(row),
        TypeAdapter(dict[str, float | None]).validate_python(scores),
    )


def _write(file: Path, content: Mapping[str, object]) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _revision() -> str:
    """Return the git commit, with a `+` if files differ from it; empty outside a repository."""
    command = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()

"""Reading paths measured: profiles with the guides that fit them and those that do not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import Profile, ReadingPath
from evals.cases import BadSuite

PROFILES = Path(__file__).parent / "profiles"
FIRST = 3  # items of a path that are judged: the ones people read


class ProfileCase(BaseModel):
    """A profile; `acceptable` may be among the first three, `unfit` nowhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    profile: Profile
    acceptable: tuple[str, ...] = Field(min_length=1)
    unfit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PathTrial:
    """A profile and the ids of the guides that it was told to read, in order."""

    case: ProfileCase
    guides: tuple[str, ...]

    @property
    def acceptable(self) -> float:
        """The share of the first three that fit."""
        return fmean(id_ in self.case.acceptable for id_ in self.guides[:FIRST])


def read_profiles(file: Path) -> list[ProfileCase]:
    """Return the profiles of a file, one a JSON line; raises BadSuite."""
    cases = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            cases.append(ProfileCase.model_validate_json(line))
        except ValidationError as error:
            raise BadSuite(f"{file.name}, Zeile {number}: {error.errors()[0]['msg']}") from error
    return cases


def run_profiles(
    cases: Iterable[ProfileCase], recommend: Callable[[Profile], ReadingPath]
) -> list[PathTrial]:
    """Ask for the path of every profile."""
    return [
        PathTrial(case, tuple(item.guide.id for item in recommend(case.profile).items))
        for case in cases
    ]


def summarise_paths(trials: Sequence[PathTrial]) -> dict[str, float]:
    """Return acceptable shares, of the first three and of the first item, and of unfit paths."""
    return {
        "n": len(trials),
        "acceptable@3": fmean(trial.acceptable for trial in trials),
        "acceptable@1": fmean(trial.guides[0] in trial.case.acceptable for trial in trials),
        "paths_with_unfit": fmean(
            bool(set(trial.guides) & set(trial.case.unfit)) for trial in trials
        ),
        "items": fmean(len(trial.guides) for trial in trials),
    }

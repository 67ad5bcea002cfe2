"""The checker measured: labelled pairs of a quote and a statement, and what it says to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from langchain_core.embeddings import Embeddings
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.checking import Source, Verdict, check
from assistant.checking.sources import told_row
from evals.cases import BadSuite

PAIRS = Path(__file__).parent / "pairs"
SETS = ("train", "dev", "test")
# What the mission promises to catch almost always.
NUMBERS = ("zahl", "betrag", "einheit", "prozent", "datum", "rechtsverweis")
NEGATIONS = ("verneinung",)


class LabelledPair(BaseModel):
    """A statement and the quote it cites; `kind` says how it was worded or changed.

    `heads` are the heads of the columns where the quote is a table row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    guide: str
    quote: str
    statement: str
    supported: bool
    kind: str
    heads: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """What the statement is checked against."""
        texts = (told_row(self.quote, self.heads),) if self.heads else (self.quote,)
        return Source(texts, texts)


@dataclass(frozen=True, slots=True)
class Share:
    """Some of many, with the 95 % interval of Wilson."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 counts as 0."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval at 95 %."""
        if not self.whole:
            return 0.0, 1.0
        z, n, p = 1.96, self.whole, self.value
        centre, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)


def read_pairs(file: Path) -> list[LabelledPair]:
    """Return the pairs of a file; raises BadSuite."""
    pairs = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            pairs.append(LabelledPair.model_validate_json(line))
        except ValidationError as error:
            raise BadSuite(f"{file.name}, Zeile {number}: {error.errors()[0]['msg']}") from error
    return pairs


def judge(
    pairs: Iterable[LabelledPair], embeddings: Embeddings | None
) -> list[tuple[LabelledPair, Verdict]]:
    """Return each pair with the checker's verdict."""
    return [(pair, check(pair.statement, pair.source, embeddings=embeddings)) for pair in pairs]


def shares(judged: Sequence[tuple[LabelledPair, Verdict]]) -> dict[str, Share]:
    """Return precision and recall of "supported", and how much of what was changed is caught."""
    said = [pair for pair, verdict in judged if verdict.supported]
    true = [verdict for pair, verdict in judged if pair.supported]
    return {
        "precision": Share(sum(pair.supported for pair in said), len(said)),
        "recall": Share(sum(verdict.supported for verdict in true), len(true)),
        "numbers_caught": caught(judged, NUMBERS),
        "negations_caught": caught(judged, NEGATIONS),
    }


def caught(judged: Sequence[tuple[LabelledPair, Verdict]], kinds: Sequence[str]) -> Share:
    """Return how many changed statements of some kinds were not supported."""
    own = [verdict for pair, verdict in judged if pair.kind in kinds and not pair.supported]
    return Share(sum(not verdict.supported for verdict in own), len(own))


def by_kind(judged: Sequence[tuple[LabelledPair, Verdict]]) -> dict[tuple[str, bool], Share]:
    """Return for each kind, supported or not, how many were judged rightly."""
    kinds = sorted({(pair.kind, pair.supported) for pair, _ in judged}, key=lambda k: (not k[1], k))
    return {
        (kind, supported): Share(
            sum(
                v.supported == supported
                for p, v in judged
                if (p.kind, p.supported) == (kind, supported)
            ),
            sum((p.kind, p.supported) == (kind, supported) for p, _ in judged),
        )
        for kind, supported in kinds
    }

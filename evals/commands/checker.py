"""`checker` and `calibrate-checker`: the checker of statements put to labelled pairs."""

from collections.abc import Sequence

from rich.table import Table

from assistant import Verdict
from evals.calibrate_checker import calibrate_checker as fit_wording
from evals.checker import (
    PAIRS,
    SETS,
    LabelledPair,
    Share,
    by_kind,
    judge,
    read_pairs,
    shares,
)
from evals.commands.terminal import console, mendable
from evals.systems import embeddings


def checker() -> None:
    """Misst die Prüfung der Aussagen an Paaren aus Zitat und Aussage, je Hälfte eine Tabelle."""
    with mendable():
        model, _ = embeddings()
        for half in SETS:
            console.print(checker_table(half, judge(read_pairs(PAIRS / f"{half}.jsonl"), model)))


def calibrate_checker() -> None:
    """Lernt neu, wie nah eine Aussage ihrem Zitat sein muss (assistant/checking/wording.json)."""
    with mendable():
        found = fit_wording(read_pairs(PAIRS / "train.jsonl"), *embeddings())
    console.print(
        f"{found.pairs} Paare, die keine Regel entscheidet, davon {found.faithful} treu. "
        f"Kreuzvalidiert: {found.kept:.0%} der treuen bleiben, {found.rejected:.0%} der anderen "
        "werden erkannt."
    )


def checker_table(half: str, judged: Sequence[tuple[LabelledPair, Verdict]]) -> Table:
    """Return how the checker judges the pairs of a half, over all and by kind of wording."""
    table = Table("", "Anteil", "95 %", "Paare", title=f"Prüfung, {half}")

    def row(name: str, share: Share) -> None:
        low, high = share.interval
        table.add_row(name, f"{share.value:.3f}", f"{low:.2f}–{high:.2f}", str(share.whole))

    for name, share in shares(judged).items():
        row(name, share)
    table.add_section()
    for (kind, supported), share in by_kind(judged).items():
        row(f"{kind} {'gestützt' if supported else 'erkannt'}", share)
    return table

"""A run as files: `summary.json` with the figures, `trials.jsonl` with one row a case."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from assistant.checking import Verdict
from evals.checker import LabelledPair, Share, by_kind, shares
from evals.editorial import Finding, Source
from evals.trials import Trial


def write_run(folder: Path, summary: Mapping[str, object], trials: Sequence[Trial]) -> None:
    """Write the run into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False), "utf-8")
    rows = (json.dumps(trial.row(), ensure_ascii=False) for trial in trials)
    (folder / "trials.jsonl").write_text("\n".join(rows) + "\n", "utf-8")


def corpus_table(sources: Sequence[Source], findings: Sequence[Finding]) -> Table:
    """Return documents, words and findings by kind of document."""
    table = Table("Art", "Dokumente", "Wörter", "Befunde", title="Korpus")
    kinds = {source.id: source.kind for source in sources}
    for kind in dict.fromkeys(kinds.values()):
        words = sum(len(source.text.split()) for source in sources if source.kind == kind)
        count = sum(kinds.get(finding.id) == kind for finding in findings)
        table.add_row(kind, str(list(kinds.values()).count(kind)), f"{words:,}", str(count))
    return table


def summary_table(summary: Mapping[str, object]) -> Table:
    """Return the figures of a run as a table for the terminal."""
    table = Table("Maß", "Wert", title=str(summary.get("suite", "")))
    for name, value in summary.items():
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    return table


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

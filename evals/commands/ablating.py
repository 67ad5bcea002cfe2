"""`ablate`: the table of what each ingredient of the ranking is worth, kept in evals/README.md."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from assistant import understand
from evals.ablation import LEADING, METRICS, Row, Vector
from evals.ablation import ablate as ablated
from evals.cases import Case, read_suite
from evals.commands.running import SUITES
from evals.commands.terminal import console, mendable
from evals.systems import assistant, generation, open_system
from evals.trials import Figure

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- ablation:begin -->", "<!-- ablation:end -->"


def ablate(
    suites: Annotated[
        list[Path] | None, typer.Argument(help="Sammlungen; sonst alle in evals/suites.")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Die Datei, in der die Tabelle zwischen ihren Marken steht.")
    ] = README,
) -> None:
    """Lässt jede Zutat der Suche einmal weg und schreibt, was sie wert ist."""
    with mendable():
        files = suites or sorted(SUITES.glob("*.jsonl"))
        cases = {file.stem: read_suite(file) for file in files}
        asked = [case for own in cases.values() for case in own if case.answerable]
        vectors = {case.id: _vector(case) for case in track(asked, "Einbetten", console=console)}
        rows = ablated(cases, vectors, generation(), {"vanilla": open_system("vanilla")})
    table = markdown(rows)
    out.write_text(between_markers(out.read_text("utf-8"), table), "utf-8")
    console.print(table, markup=False, soft_wrap=True)
    console.print(f"Geschrieben: {out}")


def _vector(case: Case) -> Vector:
    return assistant().embed(understand(case.question, case.history))


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, a block a suite."""
    head = ["suite (questions)", "ranking", *METRICS, f"Δ {LEADING}", "p"]
    lines = [_line(head), _line(["---", "---", *["--:"] * (len(head) - 2)])]
    for suite, own in groupby(rows, key=lambda row: row.suite):
        for at, row in enumerate(own):
            first = f"{suite} ({row.figures[LEADING].n})" if at == 0 else ""
            lines.append(_line([first, row.name, *map(_cell, row.figures.values()), *_delta(row)]))
    return "\n".join(lines)


def between_markers(text: str, table: str) -> str:
    """Return a text with the table between its two markers, which must stand in it once."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def _delta(row: Row) -> tuple[str, str]:
    if row.difference is None:
        return "", ""
    found = row.difference
    return f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]", p_value(found.p)


def p_value(p: float) -> str:
    """Return a p as one reads it: never zero."""
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"


def _cell(figure: Figure) -> str:
    return f"{figure.mean:.2f} [{figure.low:.2f}, {figure.high:.2f}]"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

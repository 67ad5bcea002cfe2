"""`import-feedback` and `gaps`: from what people asked to cases and to what to write next."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from evals.cases import read_suite
from evals.commands.running import SUITES
from evals.commands.terminal import console, mendable
from evals.gaps import Gap, question_vectors
from evals.gaps import gaps as grouped
from evals.report import write_gaps
from evals.systems import assistant, documents
from evals.usage import Asked, BadExport, candidates, read_export

Export = Annotated[Path, typer.Argument(help="Protokoll als JSON-Zeilen, »-« für die Eingabe.")]


def import_feedback(
    export: Export,
    out: Annotated[Path, typer.Option(help="Wohin die Fragen geschrieben werden.")] = Path(
        "kandidaten.jsonl"
    ),
) -> None:
    """Macht aus abgelehnten und schlecht bewerteten Fragen Vorschläge für eine Sammlung."""
    with mendable():
        known = [case.question for file in SUITES.glob("*.jsonl") for case in read_suite(file)]
        found = candidates(_read(export), known)
    lines = [case.model_dump_json(exclude_defaults=True) for case in found]
    out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    console.print(
        f"{len(found)} Vorschläge in {out}. Bitte je Zeile »expected« eintragen oder »answerable« "
        "auf false setzen; »python -m evals check« sagt, was noch fehlt."
    )


def gaps(
    export: Export,
    out: Annotated[Path, typer.Option(help="Ordner für luecken.html und luecken.csv.")] = Path(
        "runs"
    ),
) -> None:
    """Fasst Fragen ohne gute Antwort nach Themen zusammen: was als Nächstes zu schreiben ist."""
    with mendable():
        asked = [item for item in _read(export) if item.unsatisfied]
        found = grouped(asked, *question_vectors(assistant(), asked))
        titles = {id_: d.guide.title for id_, d in documents().items()}
    out.mkdir(parents=True, exist_ok=True)
    write_gaps(out / "luecken.html", found, len(asked), titles)
    _write_csv(out / "luecken.csv", found, titles)
    for gap in found:
        console.print(Text(f"{gap.questions:3} × {', '.join(gap.words)}"))
    console.print(f"{len(found)} Themen in {out / 'luecken.html'} und {out / 'luecken.csv'}.")


def _read(export: Path) -> list[Asked]:
    if str(export) == "-":
        return read_export(sys.stdin)
    try:
        return read_export(export.read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise BadExport(f"»{export}« lässt sich nicht lesen. Gibt es die Datei?") from error


def _write_csv(file: Path, found: Sequence[Gap], titles: dict[str, str]) -> None:
    """Write one row a gap; a leading apostrophe keeps a spreadsheet from running a cell."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(
            ["Thema", "Fragen", "abgelehnt", "schlecht bewertet", "nah daran", "Beispiele"]
        )
        for gap in found:
            near = [titles.get(id_, id_) for id_ in gap.nearest]
            texts = [", ".join(gap.words), "; ".join(near), " | ".join(gap.examples)]
            words, nearest, examples = (_cell(text) for text in texts)
            counts = [gap.questions, gap.declined, gap.rated_down]
            rows.writerow([words, *counts, nearest, examples])


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

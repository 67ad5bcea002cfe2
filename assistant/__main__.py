"""`python -m assistant "Frage"`: one answer in the terminal; without a question, a chat.

`python -m assistant verify ANSWER.json` checks a stored answer again.
"""

import json as jsonlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.build import build_assistant
from assistant.checking import SENTENCES
from assistant.errors import AssistantError, BadAnswer, BadQuestion, ReleaseGone
from assistant.pipeline import Assistant
from assistant.recheck import Checked, LazyEmbeddings, read_answer, recheck
from assistant.settings import AssistantSettings
from assistant.types import Answer, Language, Turn
from ingest import IngestError


class _Labels(NamedTuple):
    notice: str
    next: str


_LABELS: dict[Language, _Labels] = {
    "de": _Labels("Hinweis", "Weiter fragen"),
    "en": _Labels("Note", "Ask next"),
}
# Exit codes of `verify`.
NOT_SUPPORTED, UNREADABLE, RELEASE_GONE = 1, 2, 3

_ANSWER = TypeAdapter(Answer)
console = Console()


def main(
    question: Annotated[str | None, typer.Argument(help="Die Frage; ohne sie ein Chat.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Die Antwort als JSON.")] = False,
    simple: Annotated[
        bool, typer.Option("--simple", help="In Einfacher Sprache, wo ein Sprachmodell schreibt.")
    ] = False,
) -> None:
    """Beantwortet eine Frage aus den Leitfäden, mit Fundstellen."""
    try:
        assistant = build_assistant(AssistantSettings())
        if question is None:
            chat(assistant, simple)
        elif json:
            print(as_json(assistant.ask(question, simple=simple)))
        else:
            show(assistant.ask(question, simple=simple))
    except (AssistantError, IngestError) as error:
        raise _stop(error, 1) from error


def chat(assistant: Assistant, simple: bool) -> None:
    """Ask and answer until an empty line."""
    history: list[Turn] = []
    console.print("Lotse. Eine leere Zeile beendet das Gespräch.", style="dim")
    while question := console.input("[bold]> [/bold]").strip():
        try:
            answer = assistant.ask(question, history, simple=simple)
        except BadQuestion as error:
            console.print(Text(str(error), style="red"))
            continue
        show(answer)
        history += [Turn("user", question), Turn("assistant", answer.text)]


def as_json(answer: Answer) -> str:
    """Return an answer as the API sends it; its reading ease only where it was asked for."""
    unasked = {"reading_ease"} if answer.reading_ease is None else set()
    return _ANSWER.dump_json(answer, indent=2, exclude=unasked).decode()


def show(answer: Answer) -> None:
    """Print an answer with its sources; nothing in it is read as markup."""
    console.print(Text(answer.text))
    for citation in answer.citations:
        place = " › ".join((citation.title, *citation.heading))
        console.print(Padding(Text(f"[{citation.number}] {place}", style="dim"), (0, 0, 0, 2)))
    labels = _LABELS[answer.language]
    if answer.reading_ease is not None:
        console.print(f"Lesbarkeit nach Flesch-Amstad: {answer.reading_ease:.0f}", style="dim")
    for notice in answer.notices:
        console.print(Text(f"{labels.notice}: {notice}", style="yellow"))
    if answer.follow_ups:
        console.print(Text(f"{labels.next}: {' · '.join(answer.follow_ups)}", style="dim"))


def verify(
    file: Annotated[str, typer.Argument(help="Eine gespeicherte Antwort (JSON); - liest sie ein.")],
    json: Annotated[bool, typer.Option("--json", help="Die Urteile als JSON.")] = False,
) -> None:
    """Prüft eine gespeicherte Antwort noch einmal an der Ausgabe, aus der sie stammt."""
    settings = AssistantSettings()
    lazy = LazyEmbeddings(settings.embedding_model, settings.models_dir)
    try:
        answer = read_answer(_read(file))
        checked = recheck(answer, settings.index_dir, lazy)
    except ReleaseGone as error:
        raise _stop(error, RELEASE_GONE) from error
    except (AssistantError, IngestError) as error:
        raise _stop(error, UNREADABLE) from error
    if json:
        print(jsonlib.dumps([_row(own) for own in checked], ensure_ascii=False, indent=2))
    else:
        show_checked(checked)
    if not all(own.verdict.supported for own in checked):
        raise typer.Exit(NOT_SUPPORTED)


def show_checked(checked: Sequence[Checked]) -> None:
    """Print each statement with its verdict and the reason."""
    if not checked:
        console.print("Diese Antwort behauptet nichts.")
    for own in checked:
        verdict = own.verdict
        mark, style = ("✓", "green") if verdict.supported else ("✗", "red")
        why = f"{verdict.reason.value}: {SENTENCES[verdict.reason]} {verdict.detail}".rstrip()
        console.print(Text(f"{mark} {own.statement.text}", style=style))
        console.print(Padding(Text(why, style="dim"), (0, 0, 0, 2)))


def _row(own: Checked) -> dict[str, object]:
    return {
        "text": own.statement.text,
        "citations": own.statement.citations,
        "supported": own.verdict.supported,
        "reason": own.verdict.reason.value,
        "detail": own.verdict.detail,
    }


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise BadAnswer(f"Die Datei »{file}« lässt sich nicht lesen.") from error


def _stop(error: Exception, code: int) -> typer.Exit:
    Console(stderr=True).print(Text(str(error), style="red"))
    return typer.Exit(code)


def run(arguments: Sequence[str]) -> None:
    """Run the terminal: `verify` in front is the command, everything else is a question."""
    app = typer.Typer(add_completion=False)
    checks = arguments[:1] == ["verify"]
    app.command()(verify if checks else main)
    app(args=list(arguments[1:] if checks else arguments), prog_name="python -m assistant")


if __name__ == "__main__":
    run(sys.argv[1:])

"""`python -m assistant "Frage"`: one answer in the terminal; without a question, a chat."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.build import build_assistant
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.types import Answer, Turn
from ingest import IngestError

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
        Console(stderr=True).print(str(error), style="red")
        raise typer.Exit(1) from error


def chat(assistant: Assistant, simple: bool) -> None:
    """Ask and answer until an empty line."""
    history: list[Turn] = []
    console.print("Lotse. Eine leere Zeile beendet das Gespräch.", style="dim")
    while question := console.input("[bold]> [/bold]").strip():
        answer = assistant.ask(question, history, simple=simple)
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
    if answer.reading_ease is not None:
        console.print(f"Lesbarkeit nach Flesch-Amstad: {answer.reading_ease:.0f}", style="dim")
    for notice in answer.notices:
        console.print(Text(f"Hinweis: {notice}", style="yellow"))
    if answer.follow_ups:
        console.print(Text("Weiter fragen: " + " · ".join(answer.follow_ups), style="dim"))


if __name__ == "__main__":
    typer.run(main)

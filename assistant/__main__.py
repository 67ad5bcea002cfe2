"""`python -m assistant "Frage"`: one answer in the terminal; without a question, a chat."""

from typing import Annotated, NamedTuple

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.build import build_assistant
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
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
_ANSWER = TypeAdapter(Answer)
console = Console()


def main(
    question: Annotated[str | None, typer.Argument(help="Die Frage; ohne sie ein Chat.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Die Antwort als JSON.")] = False,
) -> None:
    """Beantwortet eine Frage aus den Leitfäden, mit Fundstellen."""
    try:
        assistant = build_assistant(AssistantSettings())
        if question is None:
            chat(assistant)
        elif json:
            print(_ANSWER.dump_json(assistant.ask(question), indent=2).decode())
        else:
            show(assistant.ask(question))
    except (AssistantError, IngestError) as error:
        Console(stderr=True).print(str(error), style="red")
        raise typer.Exit(1) from error


def chat(assistant: Assistant) -> None:
    """Ask and answer until an empty line."""
    history: list[Turn] = []
    console.print("Lotse. Eine leere Zeile beendet das Gespräch.", style="dim")
    while question := console.input("[bold]> [/bold]").strip():
        answer = assistant.ask(question, history)
        show(answer)
        history += [Turn("user", question), Turn("assistant", answer.text)]


def show(answer: Answer) -> None:
    """Print an answer with its sources; nothing in it is read as markup."""
    console.print(Text(answer.text))
    for citation in answer.citations:
        place = " › ".join((citation.title, *citation.heading))
        console.print(Padding(Text(f"[{citation.number}] {place}", style="dim"), (0, 0, 0, 2)))
    labels = _LABELS[answer.language]
    for notice in answer.notices:
        console.print(Text(f"{labels.notice}: {notice}", style="yellow"))
    if answer.follow_ups:
        console.print(Text(f"{labels.next}: {' · '.join(answer.follow_ups)}", style="dim"))


if __name__ == "__main__":
    typer.run(main)

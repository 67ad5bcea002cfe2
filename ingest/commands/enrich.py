"""`ingest enrich`: let a chat model propose readers' questions for guides that have none."""

from typing import Annotated

import typer

from ingest.chat_model import open_proposer
from ingest.commands.terminal import console, failures, settings_of
from ingest.enrichment import PROPOSALS_FILE, propose, without_wordings
from ingest.generation import read_documents
from ingest.releases import current_generation
from ingest.wordings import WORDINGS_FILE


def enrich(
    context: typer.Context,
    guides: Annotated[
        list[str] | None, typer.Argument(help="Kennungen; sonst Leitfäden ohne Leserfragen.")
    ] = None,
) -> None:
    """Lässt das Chat-Modell Leserfragen vorschlagen, zum Durchsehen vor dem Einlesen."""
    settings = settings_of(context)
    with failures():
        ask = open_proposer(
            settings.chat_model,
            settings.chat_base_url,
            settings.chat_api_key,
            settings.chat_deadline,
        )
        documents = read_documents(current_generation(settings.index_dir)).values()
        wanted = without_wordings(documents, guides or [])
        for line in propose(wanted, settings.corpus_dir, ask):
            console.print(f"{line.id} › {line.abschnitt}: {len(line.fragen)} Fragen", markup=False)
    console.print(
        f"Vorschläge stehen in {settings.corpus_dir / PROPOSALS_FILE}. Was passt, bitte als Zeile "
        f"nach {WORDINGS_FILE} übernehmen und neu einlesen.",
        markup=False,
    )

"""The assistant as the settings want it; the one place where its parts are put together."""

from pathlib import Path

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from ingest import LiveIndex, load_embeddings, model_id


def build_assistant(settings: AssistantSettings, generation: Path | None = None) -> Assistant:
    """Open the current release, or the generation in a folder, and load the model.

    Raises IngestError when one is missing.
    """
    model = model_id(settings.embedding_model)
    live = LiveIndex.of(generation, model) if generation else LiveIndex(settings.index_dir, model)
    embeddings = load_embeddings(settings.embedding_model, settings.models_dir)
    return Assistant(live, embeddings, settings.contact)

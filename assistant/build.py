"""The assistant as the settings want it; the one place where its parts are put together."""

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from ingest import LiveIndex, load_embeddings, model_id


def build_assistant(settings: AssistantSettings) -> Assistant:
    """Open the current release and load the model; raises IngestError when one is missing."""
    live = LiveIndex(settings.index_dir, model_id(settings.embedding_model))
    embeddings = load_embeddings(settings.embedding_model, settings.models_dir)
    return Assistant(live, embeddings, settings.contact)

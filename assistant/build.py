"""The assistant as the settings want it; the one place where its parts are put together."""

from assistant.models import load_chat_model
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from ingest import EXTRACTIVE, LiveIndex, load_embeddings, model_id


def build_assistant(settings: AssistantSettings) -> Assistant:
    """Open the current release and load the models; raises IngestError and BadModelSetting."""
    live = LiveIndex(settings.index_dir, model_id(settings.embedding_model))
    embeddings = load_embeddings(settings.embedding_model, settings.models_dir)
    model = None
    if settings.chat_model != EXTRACTIVE:
        model = load_chat_model(
            settings.chat_model,
            settings.chat_base_url,
            settings.chat_api_key,
            settings.chat_deadline,
        )
    return Assistant(
        live, embeddings, settings.contact, model=model, sufficiency=settings.sufficiency
    )

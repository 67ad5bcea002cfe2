"""The assistant as the settings want it; the one place where its parts are put together."""

from assistant.models import load_chat_model
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.sufficiency import OperatingPoint
from ingest import (
    EXTRACTIVE,
    LiveIndex,
    current_generation,
    load_embeddings,
    model_id,
    read_trained,
)


def build_assistant(settings: AssistantSettings) -> Assistant:
    """Load the models and open the current release; raises BadModelSetting and IngestError."""
    model = None
    if settings.chat_model != EXTRACTIVE:
        model = load_chat_model(
            settings.chat_model,
            settings.chat_base_url,
            settings.chat_api_key,
            settings.chat_deadline,
        )
    current_generation(settings.index_dir)  # without a release there is nothing to embed for
    embeddings = load_embeddings(settings.embedding_model, settings.models_dir)
    live = LiveIndex(settings.index_dir, model_id(settings.embedding_model), settings.weights)
    return Assistant(
        live, embeddings, settings.contact, model=model, sufficiency=settings.sufficiency
    )


def operating_point(settings: AssistantSettings) -> OperatingPoint:
    """Return where the current release begins to decline; raises NoRelease and DamagedRelease."""
    return settings.sufficiency.point(read_trained(current_generation(settings.index_dir)))

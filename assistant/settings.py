"""Settings of the assistant: the index, who writes answers, and what is said when it declines."""

from pydantic import Field, SecretStr

from assistant.models import EXTRACTIVE
from ingest import IndexSettings


class AssistantSettings(IndexSettings):
    """What an answer needs besides an index."""

    contact: str = Field(
        default="die Wirtschaftsförderung Ihres Kreises",
        description="Wer persönlich hilft; steht in jeder Absage.",
    )
    chat_model: str = Field(
        default=EXTRACTIVE,
        description="„extractive“ oder „Anbieter:Modell“ für LangChains init_chat_model.",
    )
    chat_base_url: str = Field(
        default="", description="Adresse eines OpenAI-kompatiblen Servers; leer: die des Anbieters."
    )
    chat_api_key: SecretStr = Field(
        default=SecretStr(""), description="Schlüssel des Chat-Modells; leer: keiner."
    )
    chat_deadline: float = Field(
        default=30.0, gt=0, description="Sekunden, die ein Chat-Modell für eine Antwort hat."
    )

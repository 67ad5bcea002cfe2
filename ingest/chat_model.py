"""A chat model out of the settings, and one that proposes readers' questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from ingest.errors import ChatModelFailed

if TYPE_CHECKING:
    # Takes 0.7 s to import, which the process that reads each foreign file would wait for.
    from langchain_core.language_models import BaseChatModel

EXTRACTIVE = "extractive"  # the value of LOTSE_CHAT_MODEL that needs no model
MAX_TOKENS = 400


def open_chat_model(
    name: str, base_url: str, api_key: SecretStr, seconds: float, **options: Any
) -> BaseChatModel:
    """Return the model `provider:model` with LangChain's own `options`; raises ChatModelFailed."""
    from langchain.chat_models import init_chat_model

    if base_url:
        options["base_url"] = base_url
    if api_key.get_secret_value() or base_url:  # a server in the house may want no key at all
        options["api_key"] = api_key.get_secret_value() or "none"
    try:
        model: BaseChatModel = init_chat_model(name, timeout=seconds, **options)
    except (ImportError, ValueError) as error:
        raise ChatModelFailed(
            f"LOTSE_CHAT_MODEL={name} lässt sich nicht laden: {str(error).splitlines()[0]} "
            "Erwartet wird „extractive“ oder „Anbieter:Modell“, zum Beispiel „openai:llama3“."
        ) from error
    return model


def open_proposer(
    name: str, base_url: str, api_key: SecretStr, seconds: float
) -> Callable[[str], str]:
    """Return a call from a prompt to the model's text; both raise ChatModelFailed."""
    if name == EXTRACTIVE:
        raise ChatModelFailed(
            "Leserfragen schlägt ein Chat-Modell vor. Bitte LOTSE_CHAT_MODEL und gegebenenfalls "
            "LOTSE_CHAT_BASE_URL setzen."
        )
    model = open_chat_model(
        name, base_url, api_key, seconds, temperature=0.7, max_tokens=MAX_TOKENS
    )

    def ask(prompt: str) -> str:
        try:
            return "".join(str(piece.text) for piece in model.stream(prompt))
        except Exception as error:  # every provider has failures of its own
            raise ChatModelFailed(
                "Das Chat-Modell antwortet nicht. Was bisher vorgeschlagen wurde, bleibt; der "
                "nächste Lauf macht dort weiter."
            ) from error

    return ask

"""The chat model that proposes readers' questions; the only room of ingestion that knows one."""

from collections.abc import Callable
from typing import Any

from pydantic import SecretStr

from ingest.errors import ChatModelFailed

EXTRACTIVE = "extractive"  # the value of LOTSE_CHAT_MODEL that needs no model
MAX_TOKENS = 400


def open_chat_model(
    name: str, base_url: str, api_key: SecretStr, seconds: float
) -> Callable[[str], str]:
    """Return a call from a prompt to the model's text; both raise ChatModelFailed."""
    if name == EXTRACTIVE:
        raise ChatModelFailed(
            "Leserfragen schlägt ein Chat-Modell vor. Bitte LOTSE_CHAT_MODEL und gegebenenfalls "
            "LOTSE_CHAT_BASE_URL setzen."
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"base_url": base_url} if base_url else {}
    if api_key.get_secret_value() or base_url:  # a server in the house may want no key at all
        options["api_key"] = api_key.get_secret_value() or "none"
    try:
        model = init_chat_model(
            name, temperature=0.7, max_tokens=MAX_TOKENS, timeout=seconds, **options
        )
    except (ImportError, ValueError) as error:
        raise ChatModelFailed(
            f"LOTSE_CHAT_MODEL={name} lässt sich nicht laden: {str(error).splitlines()[0]}"
        ) from error

    def ask(prompt: str) -> str:
        try:
            return "".join(str(piece.text) for piece in model.stream(prompt))
        except Exception as error:  # every provider has failures of its own
            raise ChatModelFailed(
                "Das Chat-Modell antwortet nicht. Was bisher vorgeschlagen wurde, bleibt; der "
                "nächste Lauf macht dort weiter."
            ) from error

    return ask

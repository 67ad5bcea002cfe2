"""Settings of the evals: those of the assistant, and what asks other systems."""

from pydantic import Field

from assistant import AssistantSettings


class EvalSettings(AssistantSettings):
    """What measuring needs besides an assistant."""

    remote_key: str = Field(
        default="", description="Schlüssel für --system http://…, als Bearer gesendet"
    )
    judge_model: str = Field(
        default="", description="Anbieter:Modell für `python -m evals judge`; leer: kein Urteil"
    )

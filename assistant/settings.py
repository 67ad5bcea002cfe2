"""Settings of the assistant: those of the index, and what an answer says when it declines."""

from pydantic import Field

from ingest import IndexSettings


class AssistantSettings(IndexSettings):
    """What an answer needs besides an index."""

    contact: str = Field(
        default="die Wirtschaftsförderung Ihres Kreises",
        description="Wer persönlich hilft; steht in jeder Absage.",
    )

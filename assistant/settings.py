"""Settings of the assistant: those of the index, and what an answer says when it declines."""

from pydantic import Field

from assistant.sufficiency import FALSE_DECLINES, Sufficiency
from ingest import EQUAL_WEIGHTS, IndexSettings, Weights


class AssistantSettings(IndexSettings):
    """What an answer needs besides an index."""

    contact: str = Field(
        default="die Wirtschaftsförderung Ihres Kreises",
        description="Wer persönlich hilft; steht in jeder Absage.",
    )
    false_declines: float = Field(
        default=FALSE_DECLINES,
        ge=0,
        le=0.2,
        description="Anteil beantwortbarer Fragen, der abgelehnt werden darf: je mehr, desto mehr "
        "unbeantwortbare werden erkannt.",
    )
    intent_model: bool = Field(
        default=True, description="Ob das gelernte Modell mitliest, was für eine Bitte es ist."
    )

    fitted_ranking: bool = Field(
        default=True,
        description="Ob Leitfäden mit gelernten Gewichten geordnet werden; sonst zählt alles, was "
        "für einen spricht, gleich viel.",
    )

    @property
    def weights(self) -> Weights | None:
        """What guides are ranked by in place of the fitted weights; nothing if these may."""
        return None if self.fitted_ranking else EQUAL_WEIGHTS

    @property
    def sufficiency(self) -> Sufficiency:
        """When evidence is enough to answer."""
        return Sufficiency(self.false_declines, self.intent_model)

"""The assistant: a question in, an answer out in which every statement is cited and verified."""

from assistant.build import build_assistant, operating_point
from assistant.checking import SENTENCES, Reason, Verdict
from assistant.errors import AssistantError, BadAnswer, BadProfile, BadQuestion, ReleaseGone
from assistant.pipeline import Assistant
from assistant.question import MAX_QUESTION, understand
from assistant.settings import AssistantSettings
from assistant.timeliness import days_in
from assistant.types import (
    Answer,
    Citation,
    Event,
    Language,
    Level,
    PathItem,
    Profile,
    RankedGuide,
    ReadingPath,
    Sources,
    Statement,
    Token,
    Turn,
)

__all__ = [
    "MAX_QUESTION",
    "SENTENCES",
    "Answer",
    "Assistant",
    "AssistantError",
    "AssistantSettings",
    "BadAnswer",
    "BadProfile",
    "BadQuestion",
    "Citation",
    "Event",
    "Language",
    "Level",
    "PathItem",
    "Profile",
    "RankedGuide",
    "ReadingPath",
    "Reason",
    "ReleaseGone",
    "Sources",
    "Statement",
    "Token",
    "Turn",
    "Verdict",
    "build_assistant",
    "days_in",
    "operating_point",
    "understand",
]

"""The assistant: a question in, an answer out in which every statement is cited and verified."""

from assistant.build import build_assistant
from assistant.errors import AssistantError, BadProfile, BadQuestion
from assistant.pipeline import Assistant
from assistant.question import MAX_QUESTION, understand
from assistant.settings import AssistantSettings
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
    "Answer",
    "Assistant",
    "AssistantError",
    "AssistantSettings",
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
    "Sources",
    "Statement",
    "Token",
    "Turn",
    "build_assistant",
    "understand",
]

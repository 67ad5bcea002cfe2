"""The error tree of the assistant.

AssistantError
├── BadQuestion      the question is empty or too long
└── BadProfile       a profile says nothing to go by
"""


class AssistantError(Exception):
    """A failure with a stable `code`; its text is a German sentence that says what to do."""

    code = "assistant_error"


class BadQuestion(AssistantError):
    """The question is empty or longer than MAX_QUESTION characters."""

    code = "bad_question"


class BadProfile(AssistantError):
    """Every field of the profile is empty."""

    code = "bad_profile"

"""The error tree of the assistant.

AssistantError
└── BadQuestion      the question is empty or too long
"""


class AssistantError(Exception):
    """A failure with a stable `code`; its text is a German sentence that says what to do."""

    code = "assistant_error"


class BadQuestion(AssistantError):
    """The question is empty or longer than MAX_QUESTION characters."""

    code = "bad_question"

"""The error tree of the assistant.

AssistantError
├── BadQuestion      the question is empty or too long
├── BadProfile       a profile says nothing to go by
├── BadAnswer        a stored answer cannot be read
└── ReleaseGone      the release a stored answer was made from is no longer kept
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


class BadAnswer(AssistantError):
    """A stored answer is no JSON of an answer."""

    code = "bad_answer"


class ReleaseGone(AssistantError):
    """The release that a stored answer names is no longer kept."""

    code = "release_gone"

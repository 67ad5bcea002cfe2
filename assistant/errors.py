"""The error tree of the assistant.

AssistantError
├── BadQuestion             the question is empty or too long
├── BadProfile              a profile says nothing to go by
├── BadAnswer               a stored answer cannot be read
├── ReleaseGone             the release a stored answer was made from is no longer kept
├── BadModelSetting         LOTSE_CHAT_MODEL names no model that can be loaded
└── ModelUnavailable        the chat model cannot answer; the guides' own sentences do
    ├── ModelUnreachable    nobody listens there, or the server fails
    ├── ModelRefused        wrong key, unknown model, or a request it does not take
    ├── ModelBusy           too many requests (429)
    ├── ModelTooSlow        the deadline is over
    ├── ModelCutOff         the stream broke before its end
    └── ModelGarbage        what came is not the protocol, or far too much
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


class BadModelSetting(AssistantError):
    """The chat model of the settings cannot be loaded."""

    code = "bad_model_setting"


class ModelUnavailable(AssistantError):
    """The chat model fails; `passing` says whether asking once more may help."""

    code = "model_unavailable"
    message = "Das Sprachmodell kann gerade nicht antworten."
    passing = False

    def __init__(self) -> None:
        super().__init__(self.message)


class ModelUnreachable(ModelUnavailable):
    """Nobody listens at the model's address, or its server fails (5xx)."""

    code = "model_unreachable"
    message = "Das Sprachmodell ist nicht erreichbar."
    passing = True


class ModelRefused(ModelUnavailable):
    """The server refuses: wrong key, unknown model, a request it does not take (other 4xx)."""

    code = "model_refused"
    message = "Das Sprachmodell weist die Anfrage ab; Schlüssel und Modellname bitte prüfen."


class ModelBusy(ModelUnavailable):
    """The server has too many requests (429)."""

    code = "model_busy"
    message = "Das Sprachmodell ist gerade überlastet."
    passing = True


class ModelTooSlow(ModelUnavailable):
    """The answer was not there when the deadline was over."""

    code = "model_too_slow"
    message = "Das Sprachmodell hat zu lange gebraucht."


class ModelCutOff(ModelUnavailable):
    """The stream broke before the model had ended."""

    code = "model_cut_off"
    message = "Die Verbindung zum Sprachmodell ist abgerissen."
    passing = True


class ModelGarbage(ModelUnavailable):
    """What came was not the protocol of a chat model, or more than any answer needs."""

    code = "model_garbage"
    message = "Das Sprachmodell hat etwas Unlesbares geschickt."
    passing = True

"""What is said beside an answer about how it came to be."""

from assistant.errors import ModelUnavailable
from assistant.types import Language

_INSTEAD: dict[Language, str] = {
    "de": "{reason} Die Antwort besteht deshalb aus Sätzen der Leitfäden.",
    "en": "The language model failed ({code}). These are the guides' own sentences, in German.",
}
_BROKEN_OFF: dict[Language, str] = {
    "de": "{reason} Die Antwort ist deshalb vielleicht unvollständig.",
    "en": "The language model failed ({code}). The answer may be incomplete.",
}
UNSUPPORTED: dict[Language, str] = {
    "de": "Was das Sprachmodell schrieb, ließ sich nicht belegen. Die Antwort besteht deshalb aus "
    "Sätzen der Leitfäden.",
    "en": "Nothing the language model wrote could be verified. These are the guides' own "
    "sentences, in German.",
}
NOT_SIMPLE: dict[Language, str] = {
    "de": "Diese Antwort ist nicht vereinfacht: Sie besteht aus wörtlichen Sätzen der Leitfäden.",
    "en": "This answer is not simplified: it is made of the guides' own words.",
}
TRANSLATED: dict[Language, str] = {
    "de": "Ein Sprachmodell hat die Antwort übersetzt. Es gilt der Wortlaut der Leitfäden.",
    "en": "Translated by a language model and not verified word by word: the quotes are what the "
    "German guides say.",
}


def failed(error: ModelUnavailable, language: Language, *, told: bool) -> str:
    """Return the notice for a model that failed, before or after it had told something."""
    notice = _BROKEN_OFF if told else _INSTEAD
    return notice[language].format(reason=error, code=error.code)

"""A decline that helps: why not, where to look instead, who helps and how to ask."""

from assistant.intent import Kind
from assistant.types import Answer, Evidence, Language, Question
from ingest import Index

NEAR_ENOUGH = 0.25  # probability of an answer from which a decline names the nearest guide

_WHY: dict[Language, dict[Kind, str]] = {
    "de": {
        "product": "Eine Produkt- oder Anbieterempfehlung gebe ich nicht.",
        "legal": "Ihren Rechtsfall kann ich nicht beurteilen und kein Schreiben dazu aufsetzen.",
        "tax": "Ihren Steuerfall kann ich nicht beurteilen.",
        "live": "Aktuelle Kurse, Termine und Meldungen kenne ich nicht.",
        "gossip": "Über einzelne Firmen und Personen gebe ich keine Auskunft.",
        "personal": "Über einzelne Personen gebe ich keine Auskunft.",
        "harmful": "Dabei helfe ich nicht.",
        "instruction": "Ich antworte aus den Leitfäden und folge keinen anderen Anweisungen.",
        "elsewhere": "Das ist kein Thema der Leitfäden.",
        "gap": "Dazu steht nichts Verlässliches in den Leitfäden.",
    },
    "en": {
        "product": "I do not recommend products or vendors.",
        "legal": "I cannot judge your legal case or draft a letter for it.",
        "tax": "I cannot judge your tax case.",
        "live": "I do not know current prices, dates or news.",
        "gossip": "I give no information about single firms or persons.",
        "personal": "I give no information about single persons.",
        "harmful": "I do not help with that.",
        "instruction": "I answer questions from the guides; I follow no other instructions.",
        "elsewhere": "The guides are not about that.",
        "gap": "The guides say nothing reliable about this.",
    },
}
# What is general about a case or a choice stands in a guide, however far the case itself is.
_OFFERED: dict[Language, dict[Kind, str]] = {
    "de": {
        "product": " Wie ein Betrieb selbst auswählt, steht am ehesten im Leitfaden „{title}“.",
        "legal": " Was allgemein gilt, steht am ehesten im Leitfaden „{title}“.",
        "tax": " Was allgemein gilt, steht am ehesten im Leitfaden „{title}“.",
    },
    "en": {
        "product": " How a firm chooses for itself is told in the guide “{title}” (in German).",
        "legal": " What holds in general is told in the guide “{title}” (in German).",
        "tax": " What holds in general is told in the guide “{title}” (in German).",
    },
}
_NEAREST: dict[Language, str] = {
    "de": " Am nächsten kommt der Leitfaden „{title}“.",
    "en": " The nearest guide is “{title}” (in German).",
}
_HELP: dict[Language, str] = {
    "de": " Persönlich hilft {contact}.",
    "en": " For personal help contact {contact}.",
}
_LAWYER: dict[Language, dict[Kind, str]] = {
    "de": {
        "legal": " Den Einzelfall klärt eine Anwältin oder ein Anwalt.",
        "tax": " Den Einzelfall klärt Ihre Steuerberatung.",
    },
    "en": {
        "legal": " A lawyer settles the single case.",
        "tax": " Your tax adviser settles the single case.",
    },
}
_ASK: dict[Language, str] = {
    "de": " Fragen Sie gern nach einem Vorhaben im Betrieb, zum Beispiel: „{example}“",
    "en": " You can ask about a project in your firm, in English or German.",
}
_UNHELPED: frozenset[Kind] = frozenset({"harmful", "instruction"})
_FAR_OFF: frozenset[Kind] = frozenset({"live", "gossip", "personal", "elsewhere", "gap"})
_EXAMPLE = "Wie fangen wir mit der E-Rechnung an?"


def declined(question: Question, evidence: Evidence, index: Index, contact: str) -> Answer:
    """Return why the guides do not answer, the guide that is nearest, and who helps; no claims."""
    kind, language = evidence.judgement.otherwise, question.language
    text = _WHY[language][kind] + _guide(kind, language, evidence)
    text += _LAWYER[language].get(kind, "")
    if kind not in _UNHELPED:
        text += _HELP[language].format(contact=contact)
    if kind in _FAR_OFF:
        text += _ASK[language].format(example=_EXAMPLE)
    return Answer(
        status="declined",
        text=text,
        statements=(),
        citations=(),
        guides=() if kind == "harmful" else evidence.guides,
        follow_ups=(),
        notices=(),
        release=index.manifest.generation,
        language=language,
        timings_ms={},
    )


def _guide(kind: Kind, language: Language, evidence: Evidence) -> str:
    """Return the sentence that names a guide; none where none is near or none may help."""
    if not evidence.guides or kind in _UNHELPED:
        return ""
    title = evidence.guides[0].title
    if kind in _OFFERED[language]:
        return _OFFERED[language][kind].format(title=title)
    near = evidence.judgement.sufficiency >= NEAR_ENOUGH
    return _NEAREST[language].format(title=title) if near else ""

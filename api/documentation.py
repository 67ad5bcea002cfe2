"""What the OpenAPI document says besides what the code says itself."""

from typing import Any

from pydantic import BaseModel, Field

from api.schemas import Problem

DESCRIPTION = """
Lotse beantwortet Fragen produzierender Betriebe aus geprüften Leitfäden und belegt jeden Satz.

Jede Aussage nennt ihre Fundstellen. Für jede Fundstelle gilt: im Text des Leitfadens
(`GET /api/guides/{id}`) steht zwischen `start` und `end` genau `quote`. Was die Leitfäden nicht
hergeben, wird mit `status: declined` abgelehnt; das ist kein Fehler.

Fehler haben immer die Form `{"code": …, "message": …}`: ein fester Code für Programme, ein
deutscher Satz für Menschen. Unter `/v1` haben sie die Form, die OpenAI-Programme erwarten.
"""
TAGS = [
    {"name": "chat", "description": "Fragen stellen."},
    {"name": "recommend", "description": "Was ein Betrieb zuerst lesen sollte."},
    {"name": "guides", "description": "Leitfäden und Berichte der geltenden Ausgabe."},
    {"name": "feedback", "description": "Sagen, ob eine Antwort geholfen hat."},
    {"name": "openai", "description": "Dieselben Antworten für Programme, die OpenAI sprechen."},
    {"name": "health", "description": "Läuft der Dienst, kann er antworten?"},
]
_REASONS = {
    401: ("Der Schlüssel fehlt oder ist falsch.", "wrong_key"),
    404: ("Das gibt es nicht (mehr).", "guide_not_found"),
    413: ("Die Anfrage ist zu groß.", "too_large"),
    422: ("Die Anfrage ist falsch aufgebaut oder die Frage unbrauchbar.", "invalid_request"),
    429: ("Zu viele Anfragen; `Retry-After` sagt, wie lange zu warten ist.", "rate_limited"),
    503: ("Noch keine Ausgabe, zu viele Fragen zugleich oder keine Datenbank.", "overloaded"),
}
EVENTS = """event: sources
data: [{"guide_id": "e-rechnung", "title": "…", "score": 0.93}]

event: token
data: {"text": "Seit dem 1.1.2025 … [1]"}

event: answer
data: {"status": "answered", …}

event: done
data: {}
"""


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how a route may refuse, for its `responses`."""
    return {
        status: {
            "model": Problem,
            "description": _REASONS[status][0],
            "content": {
                "application/json": {
                    "example": {"code": _REASONS[status][1], "message": _REASONS[status][0]}
                }
            },
        }
        for status in statuses
    }


class OpenAiProblem(BaseModel):
    """An error as OpenAI's clients read it."""

    error: dict[str, str | None] = Field(
        examples=[
            {
                "message": "Der Schlüssel fehlt.",
                "type": "wrong_key",
                "code": "wrong_key",
                "param": None,
            }
        ]
    )


def openai_refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how a route below /v1 may refuse."""
    return {
        status: {"model": OpenAiProblem, "description": _REASONS[status][0]} for status in statuses
    }

"""What people asked: an export of the chat's log, and suite candidates made of it."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import Case

# A question that goes into a suite must not carry along who asked it.
_PERSONAL = {
    "[E-Mail]": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "[IBAN]": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    "[Telefon]": re.compile(r"(?<!\w)(?:\+|00?)[1-9]\d{1,4}(?:\s*[/-]?\s*\d{2,}){2,5}\b"),
}


class BadExport(Exception):
    """A line of an export cannot be read; the German text names it."""


class Asked(BaseModel):
    """A question as it was asked, what became of it, and what its reader thought of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    asked_at: datetime
    question: str
    status: Literal["answered", "declined"]
    rating: Literal["up", "down"] | None = None
    reason: str = ""
    guides: tuple[str, ...] = ()

    @property
    def unsatisfied(self) -> bool:
        """Whether it was declined or its answer rated down."""
        return self.status == "declined" or self.rating == "down"


def read_export(lines: Iterable[str]) -> list[Asked]:
    """Return the questions of a JSON-lines export; raises BadExport."""
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(Asked.model_validate_json(line))
        except ValidationError as error:
            field = ".".join(map(str, error.errors()[0]["loc"])) or "JSON"
            raise BadExport(
                f"Zeile {number} des Protokolls ist nicht lesbar ({field}). Erwartet wird je Zeile "
                "asked_at, question, status, rating, reason und guides."
            ) from error
    return found


def candidates(asked: Iterable[Asked], known: Collection[str], prefix: str = "n") -> list[Case]:
    """Return a case for each unsatisfied question that no suite holds, each asked once.

    A candidate is not a case yet: it expects nothing, so `evals check` names it until somebody has
    filled in the guides or made it unanswerable. The note says why it is here.
    """
    seen = {_plain(question) for question in known}
    found: list[Case] = []
    for item in asked:
        question = without_personal_data(item.question)
        if not item.unsatisfied or _plain(question) in seen:
            continue
        seen.add(_plain(question))
        found.append(Case(id=f"{prefix}{len(found) + 1:03}", question=question, note=_note(item)))
    return found


def without_personal_data(text: str) -> str:
    """Return a text without e-mail addresses, phone numbers and bank accounts."""
    for name, pattern in _PERSONAL.items():
        text = pattern.sub(name, text)
    return text


def _note(item: Asked) -> str:
    became = "abgelehnt" if item.status == "declined" else "beantwortet"
    parts = [f"{item.asked_at:%d.%m.%Y} {became}"]
    parts += ["als falsch bewertet"] if item.rating == "down" else []
    parts += [f"Grund: {without_personal_data(item.reason)}"] if item.reason else []
    parts += [f"gezeigt: {', '.join(item.guides)}"] if item.guides else []
    return "; ".join(parts)


def _plain(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.lower()))

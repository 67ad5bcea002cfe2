"""A suite: questions with the guides and facts that a right answer names, a JSON line each."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import Turn

# The types of questions, as people read them; those of the second half have no answer.
TYPES = {
    "": "ohne Art",
    "howto": "Wie geht das?",
    "datum": "Datum",
    "zahl": "Zahl",
    "rechnen": "Rechnen",
    "janein": "Ja oder nein",
    "notfall": "Notfall",
    "definition": "Begriff",
    "abgrenzung": "Abgrenzung",
    "kombi": "Zwei Leitfäden",
    "folgefrage": "Folgefrage",
    "kurz": "Sehr kurz",
    "englisch": "Englisch",
    "falsche_praemisse": "Falsche Annahme",
    "bericht": "Bericht",
    "luecke": "Lücke im Korpus",
    "ausserhalb": "Anderes Thema",
    "klatsch": "Klatsch",
    "produktempfehlung": "Produktwahl",
    "rechtsberatung": "Rechtsberatung",
    "steuerberatung": "Steuerberatung",
    "live_daten": "Aktuelle Daten",
    "personendaten": "Personendaten",
    "injektion": "Manipulation",
    "schaedlich": "Schädliches",
}


class BadSuite(Exception):
    """A line of a suite cannot be used; the German text names the line and the reason."""


class Case(BaseModel):
    """One question; `must_contain` is AND over its entries, OR over the `|` within one.

    `note` is for whoever reads the suite.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    expected: tuple[str, ...] = ()
    answerable: bool = True
    type: str = ""
    must_contain: tuple[str, ...] = ()
    note: str = ""

    @property
    def relevant(self) -> tuple[str, ...]:
        """The guides that count as right: the first for `abgrenzung`, whose second is its twin."""
        return self.expected[:1] if self.kind == "first" else self.expected

    @property
    def kind(self) -> Literal["all", "first", "any"]:
        """Which of the expected guides must be found: all, the first, or any of them."""
        if self.type == "kombi":
            return "all"
        return "first" if self.type == "abgrenzung" else "any"

    def met_by(self, guides: Collection[str]) -> bool:
        """Return whether some guides hold those that the case's type asks for."""
        found = [id_ in guides for id_ in self.expected]
        if self.kind == "all":
            return all(found)
        return found[0] if self.kind == "first" else any(found)


def suite_lines(file: Path) -> list[str]:
    """Return the lines of a suite; raises BadSuite if there is no such file."""
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSuite(f"»{file}« lässt sich nicht lesen. Gibt es die Datei?") from error


def read_suite(file: Path) -> list[Case]:
    """Return the cases of a suite in their order; raises BadSuite."""
    cases: list[Case] = []
    for number, line in enumerate(suite_lines(file), start=1):
        if not line.strip():
            continue
        try:
            cases.append(Case.model_validate_json(line))
        except ValidationError as error:
            raise BadSuite(f"{file.name}, Zeile {number}: {error.errors()[0]['msg']}") from error
    if not cases:
        raise BadSuite(f"{file.name} enthält keine Frage.")
    if len({case.id for case in cases}) != len(cases):
        raise BadSuite(f"{file.name}: eine id kommt zweimal vor.")
    return cases

"""A suite before it is used: everything in it that would make its figures mean nothing."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.cases import TYPES, Case, suite_lines

_MESSAGES = {
    "missing": "das Feld fehlt",
    "extra_forbidden": "dieses Feld gibt es nicht",
    "string_type": "hier muss ein Text stehen",
    "bool_type": "hier muss true oder false stehen",
    "bool_parsing": "hier muss true oder false stehen",
    "tuple_type": "hier muss eine Liste stehen",
    "literal_error": "dieser Wert ist nicht erlaubt",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of a suite, in a German sentence."""

    line: int
    message: str


def check_suite(file: Path, guides: Collection[str]) -> list[Fault]:
    """Return every fault of a suite; `guides` are the ids that a case may expect."""
    faults: list[Fault] = []
    ids: dict[str, int] = {}
    questions: dict[str, int] = {}
    for number, line in enumerate(suite_lines(file), start=1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line, strict=True)
        except ValidationError as error:
            faults += [Fault(number, message) for message in _malformed(line, error)]
            continue
        faults += [Fault(number, message) for message in _unsound(case, guides)]
        asked = _plain(case)
        for what, key, seen in (("id", case.id, ids), ("Frage", asked, questions)):
            if key in seen:
                faults.append(Fault(number, f"Dieselbe {what} steht schon in Zeile {seen[key]}."))
            seen.setdefault(key, number)
    if not ids:
        faults.append(Fault(1, "Die Sammlung enthält keine brauchbare Frage."))
    return sorted(faults, key=lambda fault: fault.line)


def _malformed(line: str, error: ValidationError) -> Iterator[str]:
    try:
        json.loads(line)
    except json.JSONDecodeError as broken:
        yield f"Die Zeile ist kein gültiges JSON (Zeichen {broken.pos + 1})."
        return
    for item in error.errors():
        place = ".".join(map(str, item["loc"])) or "Zeile"
        yield f"{place}: {_MESSAGES.get(item['type'], 'der Wert passt nicht')}."


def _unsound(case: Case, guides: Collection[str]) -> Iterator[str]:
    if not case.id.strip() or not case.question.strip():
        yield "id und question dürfen nicht leer sein."
    if case.answerable and not case.expected:
        yield "Die Frage gilt als beantwortbar, nennt aber keinen erwarteten Leitfaden."
    if not case.answerable and (case.expected or case.must_contain):
        yield "Die Frage gilt als unbeantwortbar, erwartet aber Leitfäden oder Fakten."
    for id_ in case.expected:
        if id_ not in guides:
            yield f"Den Leitfaden »{id_}« gibt es nicht."
    if len(set(case.expected)) < len(case.expected):
        yield "Ein Leitfaden wird zweimal erwartet."
    if any(not part.strip() for fact in case.must_contain for part in fact.split("|")):
        yield "must_contain enthält einen leeren Fakt; er stünde in jeder Antwort."
    if case.type not in TYPES:
        yield f"Die Art »{case.type}« gibt es nicht; möglich: {', '.join(sorted(TYPES))}."
    if case.kind == "all" and len(case.expected) < 2:
        yield "Eine Frage der Art kombi muss mindestens zwei Leitfäden erwarten."
    if case.type == "folgefrage" and not case.history:
        yield "Eine Folgefrage braucht ein Gespräch davor (history)."


def _plain(case: Case) -> str:
    turns = [turn.content for turn in case.history]
    return " ".join(" ".join((*turns, case.question)).lower().split())

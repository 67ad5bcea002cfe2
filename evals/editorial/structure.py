"""Order of headings, word counts and the parts that a guide has to have."""

import re
from collections.abc import Iterator

from evals.editorial.sources import Source

SECTIONS = {
    "leitfaden": (
        "Auf einen Blick",
        "Worum geht es?",
        "Nutzen für den Betrieb",
        "Voraussetzungen",
        "Vorgehen in Schritten",
        "Aufwand, Kosten und Dauer",
        "Stolpersteine",
        "Beispiel aus dem Betrieb",
        "Recht, Sicherheit und Mitbestimmung",
        "Weiter geht's",
    ),
    "bericht": (
        "Kurzfassung",
        "Anlass und Datengrundlage",
        "Ergebnisse oder Ablauf",
        "Einordnung für Betriebe bis 250 Beschäftigte",
        "Grenzen der Aussage",
        "Was Betriebe jetzt tun können",
        "Quellen und verwandte Leitfäden",
    ),
}
WORDS = {"leitfaden": (900, 1400), "bericht": (500, 900), "episode": (250, 1200)}
STEPS = (5, 8)
BOXES = (5, 8)
_TIME_MARK = re.compile(r"^\d+:\d\d \S")


def check_structure(source: Source) -> Iterator[str]:
    """Yield what is missing or out of order in a document."""
    titles = [block.text for block in source.blocks if block.kind == "heading" and block.level == 1]
    if titles != [source.metadata.get("titel")]:
        yield "braucht genau eine Überschrift 1, gleich dem Titel"
    sections = [b.text for b in source.blocks if b.kind == "heading" and b.level == 2]
    if source.kind == "episode":
        yield from (f"»{name}« ohne Zeitmarke" for name in sections if not _TIME_MARK.match(name))
    elif tuple(sections) != SECTIONS.get(source.kind):
        yield f"Abschnitte fehlen oder stehen falsch: {sections}"
    low, high = WORDS.get(source.kind, (0, 0))
    words = len(source.text.replace("|", " ").split())
    if not low <= words <= high:
        yield f"{words} Wörter, sollen {low} bis {high} sein"
    if source.kind == "leitfaden":
        yield from _parts(source)


def _parts(source: Source) -> Iterator[str]:
    steps = len(re.findall(r"^\d+\. ", _section(source, "Vorgehen in Schritten"), re.MULTILINE))
    if not STEPS[0] <= steps <= STEPS[1]:
        yield f"{steps} Schritte, sollen {STEPS[0]} bis {STEPS[1]} sein"
    boxes = sum(block.marker == "☐" for block in source.blocks)
    if not BOXES[0] <= boxes <= BOXES[1]:
        yield f"{boxes} Kästchen in der Checkliste, sollen {BOXES[0]} bis {BOXES[1]} sein"
    if not any(block.kind == "row" for block in source.blocks):
        yield "hat keine Kostentabelle"


def _section(source: Source, name: str) -> str:
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", source.markdown, re.M | re.S)
    return found[1] if found else ""

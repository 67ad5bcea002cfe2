"""Front matter: every field there, dates that parse, a review date that lies ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

from evals.editorial.sources import Source

REQUIRED = (
    "id titel art kategorie version stand pruefen_bis verantwortlich zielgruppe region begriffe "
    "typische_fragen verwandt herkunft lizenz beispiel sprache"
).split()
OF_GUIDES = "reifegrad aufwand dauer kosten betriebsgroesse".split()
ALLOWED = {
    "art": {"leitfaden", "bericht", "episode"},
    "reifegrad": {"einsteiger", "fortgeschritten", "profi"},
    "aufwand": {"gering", "mittel", "hoch"},
    "herkunft": {"eigen", "partner"},
    "beispiel": {"real", "konstruiert"},
}
SOURCE_KINDS = {"gesetz", "behoerde", "studie", "sekundaer"}
QUESTIONS = (8, 12)
LONGEST_REVIEW = timedelta(days=366)


def check_metadata(source: Source, today: date) -> Iterator[str]:
    """Yield which fields are missing, unknown or out of date."""
    known = source.metadata
    required = REQUIRED + (OF_GUIDES if source.kind == "leitfaden" else [])
    yield from (f"Feld »{name}« fehlt" for name in required if known.get(name) in (None, "", []))
    for name, allowed in ALLOWED.items():
        if name in known and known[name] not in allowed:
            yield f"Feld »{name}«: {known[name]!r} ist nicht vorgesehen"
    if source.path.stem != source.id:
        yield f"die Datei heißt {source.path.name}, die Kennung {source.id}"
    questions = known.get("typische_fragen") or []
    if not QUESTIONS[0] <= len(questions) <= QUESTIONS[1]:
        yield f"{len(questions)} typische Fragen, sollen {QUESTIONS[0]} bis {QUESTIONS[1]} sein"
    yield from _dates(source, today)
    yield from _references(source)


def _dates(source: Source, today: date) -> Iterator[str]:
    as_of, review = source.metadata.get("stand"), source.metadata.get("pruefen_bis")
    if not isinstance(as_of, date) or not isinstance(review, date):
        yield "»stand« und »pruefen_bis« müssen Daten sein (JJJJ-MM-TT)"
    elif not as_of < review <= as_of + LONGEST_REVIEW:
        yield f"»pruefen_bis« ({review}) liegt nicht innerhalb eines Jahres nach »stand« ({as_of})"
    elif review < today:
        yield f"war bis {review} zu prüfen"
    for deadline in source.metadata.get("fristen") or []:
        if not isinstance(deadline.get("datum"), date) or not deadline.get("was"):
            yield f"Frist ohne Datum oder Inhalt: {deadline}"


def _references(source: Source) -> Iterator[str]:
    for reference in source.metadata.get("quellen") or []:
        if not reference.get("titel") or reference.get("art") not in SOURCE_KINDS:
            yield f"Quelle ohne Titel oder Art: {reference}"
        if reference.get("url") and not str(reference["url"]).startswith(("https://", "http://")):
            yield f"Quelle ohne Webadresse: {reference['url']}"
        if not isinstance(reference.get("abgerufen"), date):
            yield f"Quelle ohne Abrufdatum: {reference.get('titel')}"

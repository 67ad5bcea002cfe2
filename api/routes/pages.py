"""The pages people open: the chat, the list of guides, and each guide to read and print."""

import re
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Annotated

from anyio import from_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.cancellation import CLIENT_GONE, until_gone
from api.dependencies import (
    TURN_IF_ASKED,
    IndexDep,
    QuestionLogDep,
    get_assistant,
)
from api.errors import problem_of
from api.failures import GuideNotFound
from api.page_route import Page
from api.reading import Span, contents, groups
from api.schemas import AnswerOut
from api.templates import CATEGORIES, KINDS, LEVELS, WEB, templates
from assistant import Assistant, AssistantError, Turn
from ingest import Document, IngestError

EXAMPLES = (
    "Ab wann muss ich E-Rechnungen schreiben?",
    "Alles heißt plötzlich .locked, was jetzt?",
    "Wie sehe ich, ob die alte Drehbank läuft?",
    "Welche Zuschüsse gibt es für IT-Sicherheit?",
)
# A partner's page may load it, whatever isolation that page asks for.
_SHARED = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
MAX_ASKED = 2000  # characters of an address line; the API takes the same

router = APIRouter(route_class=Page, default_response_class=HTMLResponse, include_in_schema=False)
Text = Annotated[str, Query(max_length=MAX_ASKED)]


@router.get("/", dependencies=[TURN_IF_ASKED])
async def chat_page(
    request: Request, log: QuestionLogDep, frage: Text = "", leitfaden: Text = ""
) -> Response:
    """Show the chat; without JavaScript the form asks by address and the answer is in the page."""
    context: dict[str, object] = {"examples": EXAMPLES, "asked": frage.strip(), "about": leitfaden}
    stop = from_thread.check_cancelled
    try:
        title = _title(get_assistant(request), leitfaden) if leitfaden else ""
        context["about_title"] = title
        if frage.strip():
            history = [Turn("user", title)] if leitfaden else []
            ask = partial(get_assistant(request).ask, frage, history, check_cancelled=stop)
            answer = await until_gone(request, lambda: log.note(frage, ask()))
            if answer is None:
                return Response(status_code=CLIENT_GONE)
            context["answer"] = AnswerOut.of(answer)
    except (AssistantError, IngestError) as error:
        context["problem"] = problem_of(error).message
    return templates.TemplateResponse(request, "chat.html", context)


def _title(assistant: Assistant, guide_id: str) -> str:
    with assistant.live.pinned() as index:
        if guide_id not in index.documents:
            raise GuideNotFound
        return index.documents[guide_id].guide.title


@router.get("/guides")
def guides_page(
    request: Request, index: IndexDep, thema: Text = "", art: Text = "", niveau: Text = ""
) -> HTMLResponse:
    """Show the guides by category, filtered by what the address asks for."""
    everything = index.documents.values()
    chosen = {"thema": thema, "art": art, "niveau": niveau}
    found = [document for document in everything if _matches(document, chosen)]
    context = {
        "shown": _by_category(found),
        "count": len(found),
        "total": len(everything),
        "chosen": chosen,
        "choices": _choices(everything),
    }
    return templates.TemplateResponse(request, "guides.html", context)


def _traits(document: Document) -> dict[str, str]:
    guide = document.guide
    return {"thema": guide.category, "art": guide.kind, "niveau": guide.maturity}


def _matches(document: Document, chosen: dict[str, str]) -> bool:
    traits = _traits(document)
    return all(not wanted or traits[name] == wanted for name, wanted in chosen.items())


def _by_category(documents: Iterable[Document]) -> dict[str, list[Document]]:
    ordered = sorted(documents, key=lambda d: (d.guide.category, d.guide.kind, d.guide.title))
    found = {
        category: list(members)
        for category, members in groupby(ordered, key=lambda d: d.guide.category)
    }
    known = [category for category in CATEGORIES if category in found]
    return {category: found[category] for category in dict.fromkeys([*known, *found])}


def _choices(documents: Iterable[Document]) -> list[tuple[str, str, dict[str, str]]]:
    """Return the three filters: parameter, label, and the values that occur with their names."""
    traits = [_traits(document) for document in documents]
    filters = (("thema", "Thema", CATEGORIES), ("art", "Art", KINDS), ("niveau", "Niveau", LEVELS))
    return [
        (name, label, {value: names.get(value, value) for value in _occurring(traits, name, names)})
        for name, label, names in filters
    ]


def _occurring(traits: list[dict[str, str]], name: str, names: dict[str, str]) -> Iterable[str]:
    occurring = {found[name] for found in traits if found[name]}
    return [v for v in names if v in occurring] + sorted(occurring - names.keys())


@router.get("/guides/{guide_id}")
def guide_page(
    request: Request, guide_id: str, index: IndexDep, zitat: str = "", fassung: str = ""
) -> HTMLResponse:
    """Show a guide block by block; `zitat=start-end` marks these characters of its text.

    `fassung` is the version the quote was taken from: in another one its place is not known.
    """
    if guide_id not in index.documents:
        raise GuideNotFound
    document = index.documents[guide_id]
    outdated = bool(fassung) and fassung != document.guide.version
    shown = groups(document, None if outdated else _span(zitat))
    context = {
        "guide": document.guide,
        "groups": shown,
        "contents": contents(shown),
        "related": [
            index.documents[id_].guide for id_ in document.guide.related if id_ in index.documents
        ],
        "outdated": outdated,
        "quoted": any(
            piece.marked for g in shown for row in g.lines for c in row.cells for piece in c
        ),
    }
    return templates.TemplateResponse(request, "guide.html", context)


def _span(zitat: str) -> Span | None:
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", zitat)
    return (int(found[1]), int(found[2])) if found else None


@router.get("/datenschutz")
def privacy_page(request: Request) -> HTMLResponse:
    """Say what is stored and what is not."""
    return templates.TemplateResponse(request, "datenschutz.html")


@router.get("/demo")
def demo_page(request: Request) -> HTMLResponse:
    """Show the widget on a page that looks like a partner's and whose style fights it."""
    return templates.TemplateResponse(request, "demo.html")


@router.get("/widget.js")
def widget() -> FileResponse:
    """Return the chat widget, which partners' pages load from here."""
    return FileResponse(WEB / "static" / "widget.js", media_type="text/javascript", headers=_SHARED)

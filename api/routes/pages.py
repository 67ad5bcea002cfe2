"""The pages people open: the chat, the list of guides, and each guide to read and print."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api.dependencies import IndexDep
from api.errors import GuideNotFound
from ingest import Block, Document

WEB = Path(__file__).parents[1] / "web"
EXAMPLES = (
    "Ab wann muss ich E-Rechnungen schreiben?",
    "Alles heißt plötzlich .locked, was jetzt?",
    "Wie sehe ich, ob die alte Drehbank läuft?",
    "Welche Zuschüsse gibt es für IT-Sicherheit?",
)

KINDS = {"leitfaden": "Leitfaden", "bericht": "Bericht", "episode": "Podcast-Episode"}
CATEGORIES = {
    "strategie": "Strategie & Organisation",
    "prozesse": "Prozesse & Automatisierung",
    "systeme": "ERP, MES & Systeme",
    "produktion": "Vernetzte Produktion",
    "daten-ki": "Daten & KI",
    "sicherheit": "IT-/OT-Sicherheit & Notfall",
    "menschen": "Menschen, Wissen & Mitbestimmung",
    "vertrieb": "Vertrieb & Lieferkette",
    "recht": "Recht, Compliance & Nachhaltigkeit",
    "foerderung": "Förderung & Finanzierung",
}


def _templates() -> Jinja2Templates:
    found = Jinja2Templates(WEB / "pages")
    found.env.globals |= {"kinds": KINDS, "labels": CATEGORIES}
    found.env.filters["day"] = lambda day: f"{day.day}.{day.month}.{day.year}"
    found.env.filters["number"] = lambda marker: marker.rstrip(".")
    return found


router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
templates = _templates()


@router.get("/")
def chat_page(request: Request) -> HTMLResponse:
    """Show the chat; it needs no release to be shown."""
    return templates.TemplateResponse(request, "chat.html", {"examples": EXAMPLES})


@router.get("/guides")
def guides_page(request: Request, index: IndexDep) -> HTMLResponse:
    """Show all guides by category."""
    ordered = sorted(index.documents.values(), key=lambda d: (d.guide.category, d.guide.title))
    categories = {
        category: list(documents)
        for category, documents in groupby(ordered, key=lambda d: d.guide.category)
    }
    return templates.TemplateResponse(request, "guides.html", {"categories": categories})


@router.get("/guides/{guide_id}")
def guide_page(request: Request, guide_id: str, index: IndexDep) -> HTMLResponse:
    """Show a guide block by block; its text is never read as HTML."""
    if guide_id not in index.documents:
        raise GuideNotFound
    document = index.documents[guide_id]
    related = [index.documents[id_] for id_ in document.guide.related if id_ in index.documents]
    context = {"document": document, "groups": _groups(document), "related": related}
    return templates.TemplateResponse(request, "guide.html", context)


def _groups(document: Document) -> list[tuple[str, Sequence[Block]]]:
    """Return runs of blocks that are shown as one: a heading, a paragraph, a list or a table."""
    shown = [block for block in document.blocks if block.text != document.guide.title]
    return [
        (kind, list(blocks)) for kind, blocks in groupby(shown, key=lambda block: _shape(block))
    ]


def _shape(block: Block) -> str:
    if block.kind in ("item", "reference") and block.marker:
        return "steps" if block.marker[0].isdigit() else "list"
    return "table" if block.kind == "row" else block.kind

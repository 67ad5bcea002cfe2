"""`GET /api/guides` and `GET /api/guides/{id}`: what the answers are made of."""

from fastapi import APIRouter

from api.dependencies import IndexDep
from api.documentation import refusals
from api.failures import GuideNotFound
from api.schemas import GuideOut, GuideSummary

router = APIRouter(prefix="/api/guides", tags=["guides"])


@router.get("", responses=refusals(503))
def list_guides(index: IndexDep) -> list[GuideSummary]:
    """Nennt alle Leitfäden und Berichte der geltenden Ausgabe."""
    return [GuideSummary.of(document) for document in index.documents.values()]


@router.get("/{guide_id}", responses=refusals(404, 503))
def get_guide(guide_id: str, index: IndexDep) -> GuideOut:
    """Gibt einen Leitfaden mit seinem Text; für jede Fundstelle gilt text[start:end] == quote."""
    if guide_id not in index.documents:
        raise GuideNotFound
    return GuideOut.of_release(index.documents[guide_id], index.manifest.generation)

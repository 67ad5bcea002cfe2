"""`POST /api/recommend`: from a short profile of a firm to what it should read first."""

from fastapi import APIRouter

from api.dependencies import TURN, AssistantDep
from api.documentation import refusals
from api.path_schemas import ReadingPathOut
from api.schemas import ProfileIn

router = APIRouter(prefix="/api", tags=["recommend"])


@router.post("/recommend", responses=refusals(413, 422, 429, 503), dependencies=[TURN])
def recommend(profile: ProfileIn, assistant: AssistantDep) -> ReadingPathOut:
    """Nennt drei bis fünf Leitfäden, die zu einem Betrieb passen, das Wichtigste zuerst."""
    return ReadingPathOut.of(assistant.recommend(profile.profile()))

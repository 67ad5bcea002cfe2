"""`POST /api/recommend`: from a short profile of a firm to what it should read first."""

from fastapi import APIRouter

from api.dependencies import AssistantDep
from api.path_schemas import ReadingPathOut
from api.schemas import Problem, ProfileIn

router = APIRouter(prefix="/api", tags=["recommend"])


@router.post("/recommend", responses={422: {"model": Problem}})
def recommend(profile: ProfileIn, assistant: AssistantDep) -> ReadingPathOut:
    """Nennt drei bis fünf Leitfäden, die zu einem Betrieb passen, das Wichtigste zuerst."""
    return ReadingPathOut.of(assistant.recommend(profile.profile()))

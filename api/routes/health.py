"""`GET /healthz` says that the process lives, `GET /readyz` that it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import AssistantDep, IndexDep, SharedDep
from api.documentation import refusals
from api.failures import DatabaseUnavailable

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process lives."""

    status: str = Field(description="immer ok", examples=["ok"])


class Ready(Alive):
    """Questions can be answered, and out of what."""

    release: str = Field(description="Geltende Ausgabe", examples=["000042"])
    guides: int = Field(description="Leitfäden und Berichte darin", examples=[90])
    database: str = Field(
        description="ok oder unavailable; ohne Datenbank wird geantwortet, aber nichts gemerkt",
        examples=["ok"],
    )
    refused: str | None = Field(
        default=None,
        description=(
            "Eine veröffentlichte Ausgabe, die beschädigt ist oder zu einem anderen Modell gehört; "
            "bis sie ersetzt ist, antwortet eine andere"
        ),
    )


@router.get("/healthz")
def healthz() -> Alive:
    """Sagt, dass der Prozess läuft."""
    return Alive(status="ok")


@router.get("/readyz", responses=refusals(503), response_model_exclude_none=True)
def readyz(index: IndexDep, assistant: AssistantDep, all_of_us: SharedDep) -> Ready:
    """Sagt, dass Fragen beantwortet werden können, aus welcher Ausgabe und statt welcher."""
    manifest = index.manifest
    try:
        all_of_us.database.check()
        database = "ok"
    except DatabaseUnavailable:
        database = "unavailable"
    return Ready(
        status="ok",
        release=manifest.generation,
        guides=manifest.guides,
        database=database,
        refused=assistant.live.refused or None,
    )

"""`GET /healthz` says that the process lives, `GET /readyz` that it can answer."""

from fastapi import APIRouter

from api.dependencies import AssistantDep, IndexDep
from api.schemas import Problem

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Sagt, dass der Prozess läuft."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"model": Problem}})
def readyz(index: IndexDep, assistant: AssistantDep) -> dict[str, str | int]:
    """Sagt, dass Fragen beantwortet werden können, aus welcher Ausgabe und statt welcher.

    `refused` ist eine veröffentlichte Ausgabe, die beschädigt ist oder zu einem anderen Modell
    gehört; bis sie ersetzt ist, antwortet eine andere.
    """
    manifest = index.manifest
    ready: dict[str, str | int] = {
        "status": "ok",
        "release": manifest.generation,
        "guides": manifest.guides,
    }
    refused = assistant.live.refused
    return ready | ({"refused": refused} if refused else {})

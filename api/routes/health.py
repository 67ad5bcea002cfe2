"""`GET /healthz` says that the process lives, `GET /readyz` that it can answer."""

from fastapi import APIRouter

from api.dependencies import IndexDep
from api.schemas import Problem

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Sagt, dass der Prozess läuft."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"model": Problem}})
def readyz(index: IndexDep) -> dict[str, str | int]:
    """Sagt, dass Fragen beantwortet werden können, und aus welcher Ausgabe."""
    manifest = index.manifest
    return {"status": "ok", "release": manifest.generation, "guides": manifest.guides}

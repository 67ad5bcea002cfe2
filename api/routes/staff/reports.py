"""The last report of the evals, and the gaps it found: pages of their own in a closed frame."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from api.dependencies import SharedDep
from api.failures import NoReport
from api.routes.staff.desk import SIGNED_IN, page
from api.shared import Shared

RUNS = Path("runs")  # where the evals write
FILES = {"report": ("*/report.html",), "gaps": ("luecken.html", "*/luecken.html")}
# A report is a file that a program wrote. It may show itself and run its own script to sort and
# filter, in an origin of its own: it reaches neither this site and its cookies nor any other.
CLOSED = {
    "Content-Security-Policy": (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
        "style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
}
# The page around it may frame it.
FRAMING = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

router = APIRouter(dependencies=[SIGNED_IN])


@router.get("/report")
def report_page(request: Request, all_of_us: SharedDep) -> Response:
    """Show the newest report."""
    return _framed(request, all_of_us, "report")


@router.get("/gaps")
def gaps_page(request: Request, all_of_us: SharedDep) -> Response:
    """Show what the guides do not cover."""
    return _framed(request, all_of_us, "gaps")


@router.get("/report/content")
def report_file(all_of_us: SharedDep) -> Response:
    """Give the report itself, locked in by its own policy."""
    return _file(all_of_us, "report")


@router.get("/gaps/content")
def gaps_file(all_of_us: SharedDep) -> Response:
    """Give the gaps themselves, locked in by their own policy."""
    return _file(all_of_us, "gaps")


def _framed(request: Request, all_of_us: Shared, kind: str) -> Response:
    found = _written(all_of_us, kind)
    written_at = ""
    if found:
        moment = datetime.fromtimestamp(found[0].stat().st_mtime, UTC)
        written_at = moment.isoformat(timespec="seconds")
    response = page(request, "report", kind=kind, written_at=written_at)
    response.headers.update(FRAMING)
    return response


def _file(all_of_us: Shared, kind: str) -> Response:
    found = _written(all_of_us, kind)
    if not found:
        raise NoReport("Diesen Bericht gibt es noch nicht.")
    return FileResponse(found[0], media_type="text/html; charset=utf-8", headers=CLOSED)


def _written(all_of_us: Shared, kind: str) -> Sequence[Path]:
    """Return the reports of a kind that there are, the newest first."""
    chosen = all_of_us.settings.report
    if kind == "report" and chosen:
        return [path for path in [Path(chosen)] if path.is_file()]
    found = [path for pattern in FILES[kind] for path in RUNS.glob(pattern) if path.is_file()]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

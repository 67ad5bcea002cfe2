"""The first page of the staff: how things stand."""

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from api.dependencies import SharedDep
from api.failures import DatabaseUnavailable
from api.release_history import releases
from api.routes.staff.desk import page


async def overview(request: Request, all_of_us: SharedDep) -> Response:
    """Show the release that serves, the last ingest and what people said."""
    found = await run_in_threadpool(releases, all_of_us.settings)
    try:
        ratings = await run_in_threadpool(all_of_us.database.ratings)
        unanswered = await run_in_threadpool(all_of_us.database.unanswered)
        counts = {
            "up": sum(entry.rating == "up" for entry in ratings),
            "down": sum(entry.rating == "down" for entry in ratings),
            "unanswered": len(unanswered),
        }
    except DatabaseUnavailable:
        counts = None
    return page(
        request,
        "overview",
        current=next((release for release in found if release.current), None),
        run=all_of_us.ingest_run.status,
        counts=counts,
        settings=all_of_us.settings,
    )

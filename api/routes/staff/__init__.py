"""The pages of the staff, behind a key; one file a subject."""

from fastapi import APIRouter, Depends

from api.routes.staff import feedback, ingest, overview, releases, reports, sign_in
from api.routes.staff.desk import SIGNED_IN, check_open, problem_page

router = APIRouter(prefix="/staff", include_in_schema=False, dependencies=[Depends(check_open)])
router.add_api_route("", overview.overview, dependencies=[SIGNED_IN])
for subject in (sign_in, releases, ingest, feedback, reports):
    router.include_router(subject.router)

__all__ = ["problem_page", "router"]

"""Which releases there are, what changed in them, and the way back to an older one."""

from fastapi import APIRouter, Request, Response

from api.dependencies import SharedDep
from api.release_history import changes, find_release, releases, roll_back
from api.routes.staff.desk import OWN_FORM, SIGNED_IN, after_form, page

router = APIRouter(prefix="/releases", dependencies=[SIGNED_IN])


@router.get("")
def list_releases(request: Request, all_of_us: SharedDep) -> Response:
    """Show the kept releases, newest first."""
    return page(request, "releases", releases=releases(all_of_us.settings))


@router.get("/{name}")
async def show_release(
    name: str, request: Request, all_of_us: SharedDep, antworten: bool = False
) -> Response:
    """Show what changed against the release before; with `antworten` the answers, too."""
    release = find_release(all_of_us.settings, name)
    found = None
    if release.previous:
        found = await changes(all_of_us.settings, release.previous, name, antworten)
    return page(request, "release", release=release, changes=found, asked=antworten)


@router.post("/{name}/rollback", dependencies=[OWN_FORM])
async def go_back(name: str, all_of_us: SharedDep) -> Response:
    """Let an older release serve again."""
    release = find_release(all_of_us.settings, name)
    await roll_back(all_of_us.settings, release.manifest.generation)
    return after_form("/staff/releases", "gewechselt")

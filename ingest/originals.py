"""What the import root holds of one guide: its file, what is beside it, and its older editions."""

import re
from datetime import datetime
from pathlib import Path

from ingest.enrichment import PROPOSALS_FILE
from ingest.errors import InsideArchive
from ingest.guides import find_guides
from ingest.limits import Limits
from ingest.wordings import WORDINGS_FILE, forget_lines

REPLACED = "_ersetzt"  # older editions of uploaded files; they are not read
_EDITION = re.compile(r"\d{8}-\d{6}-\d{6}-(.+)")  # what `edition_name` makes


def edition_name(name: str, replaced: datetime) -> str:
    """Return the name that a file is kept under once it was replaced."""
    return f"{replaced:%Y%m%d-%H%M%S-%f}-{name}"


def originals(guide_id: str, root: Path, limits: Limits | None = None) -> list[Path]:
    """Return a guide's file, its sidecar and the editions that it replaced, as far as they exist.

    Raises InsideArchive when the guide is one of a ZIP file's.
    """
    if not root.exists():
        return []
    own = [file for file in find_guides(root, limits)[0] if file.guide.id == guide_id]
    for file in own:
        if file.member is not None:
            raise InsideArchive(
                f"»{guide_id}« liegt in einem Archiv ({file.guide.file}). Bitte dort "
                "herausnehmen, neu packen und dann noch einmal entfernen."
            )
    named = [path for file in own for path in (file.path, file.path.with_suffix(".toml"))]
    names = {path.name for path in named}
    editions = [
        edition
        for edition in sorted((root / REPLACED).glob("*"))
        if (told := _EDITION.fullmatch(edition.name)) and told[1] in names
    ]
    return [path for path in named if path.exists()] + editions


def forget_questions(guide_id: str, root: Path) -> list[Path]:
    """Delete the readers' questions of a guide, proposed ones too; return the files rewritten.

    Raises BadMetadata.
    """
    files = [root / name for name in (WORDINGS_FILE, PROPOSALS_FILE)]
    return [file for file in files if forget_lines(guide_id, file)]


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder, whether ingest reads it or not."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]

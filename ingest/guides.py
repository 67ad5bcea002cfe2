"""Which files are guides, and what is known about each before its text is read.

Metadata comes from a folder's `guides.toml` (a table per file name), over it from YAML front
matter, over it from a sidecar `name.toml`, else from the file itself and its name. Files and
folders whose name begins with `_` or `.`, and README files, are not guides.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.archives import SIGNATURE
from ingest.errors import (
    DuplicateGuide,
    ForbiddenFile,
    IngestError,
    NothingToPublish,
    UnreadableFile,
)
from ingest.limits import Guard, Limits
from ingest.metadata import as_guide, read_front_matter, read_toml
from ingest.outcome import GuideFailure
from ingest.sandbox import Sandbox
from ingest.types import Guide, GuideFile

SUFFIXES = frozenset({".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".zip"})
_FOLDER_TABLE = "guides.toml"
# Raised whenever a reader makes other text of the same file, so that it is read again.
_READER_VERSIONS = {".pdf": b"2", ".docx": b"2"}


def find_guides(
    root: Path, limits: Limits | None = None
) -> tuple[list[GuideFile], list[GuideFailure]]:
    """Return the guides below `root`, in path order, and the files that cannot be used.

    ZIP archives are unpacked in a sandbox. Raises NothingToPublish when there is no such folder
    or file.
    """
    if not root.exists():
        raise NothingToPublish(f"»{root}« gibt es nicht. Bitte den Ordner der Leitfäden angeben.")
    found: list[GuideFile] = []
    failed: list[GuideFailure] = []
    with Sandbox(limits) as sandbox:
        for path in _paths(root):
            relative = _shown(path.relative_to(root) if root.is_dir() else Path(path.name))
            try:
                for file in _guides_in(path, relative, root, sandbox, failed):
                    _keep(file, found, failed)
            except (IngestError, OSError) as error:
                failed.append(as_failure(relative, error))
    return found, failed


def _guides_in(
    path: Path, relative: str, root: Path, sandbox: Sandbox, failed: list[GuideFailure]
) -> Iterator[GuideFile]:
    """Return the guide in a file, or the guides in an archive; note those that are none."""
    data = _checked(path, root, sandbox.limits)
    if not data.startswith(SIGNATURE) or path.suffix.lower() == ".docx":
        beside = {
            name: (path.parent / name).read_bytes()
            for name in (f"{path.stem}.toml", _FOLDER_TABLE)
            if _is_inside(path.parent / name, root)
        }
        yield _guide_file(path, relative, data, beside)
        return
    members = dict(sandbox.unpack(data, path.name))
    inside = [name for name in sorted(members) if _is_guide(PurePosixPath(name))]
    if not inside:
        raise UnreadableFile("Im Archiv ist kein Leitfaden (Markdown, PDF, Word oder HTML).")
    for name in inside:
        try:
            folder = {
                str(PurePosixPath(other).name): content
                for other, content in members.items()
                if PurePosixPath(other).parent == PurePosixPath(name).parent
            }
            Guard(sandbox.limits).size(len(members[name]))
            yield _guide_file(path, f"{relative}/{name}", members[name], folder, inside=True)
        except IngestError as error:
            failed.append(as_failure(f"{relative}/{name}", error))


def _guide_file(
    path: Path, file: str, data: bytes, beside: Mapping[str, bytes], *, inside: bool = False
) -> GuideFile:
    name = PurePosixPath(file)
    fields = _fields(name, data, beside)
    sha256 = fingerprint(name, data, beside)
    return GuideFile(as_guide(fields, name.stem, file), path, sha256, data if inside else None)


def _fields(name: PurePosixPath, data: bytes, beside: Mapping[str, bytes]) -> dict[str, Any]:
    fields = _from_folder(name, beside)
    if name.suffix.lower() in (".md", ".markdown"):
        try:
            fields |= read_front_matter(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise UnreadableFile("Die Datei ist kein UTF-8. Bitte als UTF-8 speichern.") from error
    sidecar = f"{name.stem}.toml"
    if sidecar in beside and sidecar != _FOLDER_TABLE:
        fields |= read_toml(beside[sidecar], sidecar)
    return fields


def _from_folder(name: PurePosixPath, beside: Mapping[str, bytes]) -> dict[str, Any]:
    if _FOLDER_TABLE not in beside:
        return {}
    table = read_toml(beside[_FOLDER_TABLE], _FOLDER_TABLE).get(name.name, {})
    return dict(table) if isinstance(table, dict) else {}


def fingerprint(name: PurePosixPath, data: bytes, beside: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of a file, of what is said of it beside it, and of its reader."""
    digest = hashlib.sha256(data)
    digest.update(beside.get(f"{name.stem}.toml", b""))
    if said := _from_folder(name, beside):
        digest.update(json.dumps(said, default=str, sort_keys=True).encode())
    digest.update(_READER_VERSIONS.get(name.suffix.lower(), b""))
    return digest.hexdigest()


def _shown(relative: Path) -> str:
    """Return a path as text; a name that is no text in any encoding gets question marks."""
    return relative.as_posix().encode("utf-8", "replace").decode()


def _paths(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*")):
        if _is_guide(PurePosixPath(path.relative_to(root))) and path.is_file():
            yield path


def _is_guide(relative: PurePosixPath) -> bool:
    hidden = any(part.startswith(("_", ".")) for part in relative.parts)
    wanted = relative.suffix.lower() in SUFFIXES and relative.stem.upper() != "README"
    return wanted and not hidden


def _checked(path: Path, root: Path, limits: Limits) -> bytes:
    """Return a file's bytes if it lies inside the import root and is not too large."""
    if not _is_inside(path, root):
        raise ForbiddenFile("Der Verweis führt aus dem Ordner hinaus. Bitte die Datei hineinlegen.")
    Guard(limits).size(path.stat().st_size)
    return path.read_bytes()


def _is_inside(path: Path, root: Path) -> bool:
    within = root if root.is_dir() else root.parent
    return path.is_file() and path.resolve().is_relative_to(within.resolve())


def _keep(file: GuideFile, found: list[GuideFile], failed: list[GuideFailure]) -> None:
    try:
        _refuse_duplicate(file.guide, found)
        found.append(file)
    except DuplicateGuide as error:
        failed.append(as_failure(file.guide.file, error))


def _refuse_duplicate(guide: Guide, found: Iterable[GuideFile]) -> None:
    twin = next((other for other in found if other.guide.id == guide.id), None)
    if twin is not None:
        raise DuplicateGuide(
            f"Die Kennung »{guide.id}« steht schon in {twin.guide.file}. "
            f"Bitte {twin.guide.file} oder {guide.file} eine andere geben."
        )


def as_failure(file: str, error: IngestError | OSError) -> GuideFailure:
    """Return the line of the report about a file that could not be used."""
    if isinstance(error, IngestError):
        return GuideFailure(file, error.code, str(error))
    reason = error.strerror or type(error).__name__
    return GuideFailure(file, UnreadableFile.code, f"Die Datei lässt sich nicht öffnen: {reason}.")

"""ZIP files, opened only as far as the limits allow; Word documents are ZIP files, too."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ingest.errors import FileTooLarge, ForbiddenFile, UnreadableFile
from ingest.limits import Limits

SIGNATURE = b"PK\x03\x04"
_ENCRYPTED = 0x1  # bit of a member's flags
_SMALL = 1_000_000  # bytes that may be packed as tightly as they like
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a ZIP file after checking what it declares; raises FileTooLarge and UnreadableFile."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise UnreadableFile("Das ZIP-Archiv ist beschädigt. Bitte neu packen.") from error
    members = archive.infolist()
    if len(members) > limits.zip_entries:
        raise FileTooLarge(
            f"Das Archiv hat mehr als {limits.zip_entries} Einträge. "
            "Bitte teilen oder LOTSE_LIMIT_ZIP_ENTRIES erhöhen."
        )
    declared = sum(member.file_size for member in members)
    if declared > limits.zip_mb * 1_000_000:
        raise FileTooLarge(
            f"Das Archiv wird entpackt größer als {limits.zip_mb} MB. "
            "Bitte teilen oder LOTSE_LIMIT_ZIP_MB erhöhen."
        )
    if declared > max(_SMALL, limits.zip_ratio * len(data)):
        raise FileTooLarge(
            f"Das Archiv ist mehr als {limits.zip_ratio}-fach gepackt; so packt kein Leitfaden. "
            "Bitte einzeln liefern oder LOTSE_LIMIT_ZIP_RATIO erhöhen."
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFile("Das Archiv ist mit einem Kennwort geschützt. Bitte ohne liefern.")
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one member's bytes, never more than it declares; raises UnreadableFile."""
    try:
        return archive.read(name)
    except (*_DAMAGED, KeyError) as error:
        raise UnreadableFile("Das Archiv ist beschädigt. Bitte neu packen.") from error


def unpack(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Return the files in a ZIP archive with their paths; links and folders are left out.

    Raises ForbiddenFile for a path that leads out of the archive and for an archive inside.
    """
    archive = open_archive(data, limits)
    for member in archive.infolist():
        if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
            continue
        _refuse_path(member.filename)
        content = read_member(archive, member.filename)
        if content.startswith(SIGNATURE) and not _is_word(content, limits):
            raise ForbiddenFile(
                f"Im Archiv steckt noch ein Archiv ({member.filename}). Bitte nur einmal packen."
            )
        yield member.filename, content


def _refuse_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ForbiddenFile(
            f"Das Archiv enthält den Pfad »{name}«, der aus ihm hinausführt. Bitte neu packen."
        )


def _is_word(content: bytes, limits: Limits) -> bool:
    return "word/document.xml" in open_archive(content, limits).namelist()

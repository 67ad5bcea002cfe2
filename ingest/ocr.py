"""Scanned PDFs get a text layer from ocrmypdf, run as a child within limits."""

import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import OcrUnavailable, TooSlow
from ingest.limits import Limits

_SECONDS_PER_PAGE = 20
_COMMAND = ("--language", "deu", "--skip-text", "--output-type", "pdf", "--jobs", "1", "--quiet")


def with_text_layer(pdf: bytes, limits: Limits) -> bytes:
    """Return the PDF with the words that tesseract saw in its pictures as invisible text.

    Raises OcrUnavailable if ocrmypdf is missing or fails, and TooSlow.
    """
    program = shutil.which("ocrmypdf")
    if program is None:
        raise OcrUnavailable(
            "Das PDF enthält nur Bilder, und die Texterkennung fehlt. "
            "Bitte ocrmypdf und tesseract-ocr-deu installieren."
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "scan.pdf"), Path(folder, "text.pdf")
        source.write_bytes(pdf)
        seconds = str(_SECONDS_PER_PAGE)
        command = [program, *_COMMAND, "--tesseract-timeout", seconds, str(source), str(target)]
        try:
            code = _run(command, limits)
        except subprocess.TimeoutExpired as error:
            raise TooSlow(
                f"Die Texterkennung dauert länger als {limits.seconds:g} s. Bitte das PDF teilen."
            ) from error
        if code != 0 or not target.exists():
            raise OcrUnavailable(
                f"Die Texterkennung ist gescheitert (ocrmypdf, Ende mit {code}). "
                "Bitte das PDF mit Texterkennung neu speichern."
            )
        return target.read_bytes()


def _run(command: list[str], limits: Limits) -> int:
    """Run a command in its own process group; end all of it when the time is over."""
    memory = limits.memory_mb * 1_000_000
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        resource.prlimit(child.pid, resource.RLIMIT_AS, (memory, memory))
        try:
            return child.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            child.terminate()  # ocrmypdf ends its own children when asked
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
            raise

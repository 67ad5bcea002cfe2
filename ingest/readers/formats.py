"""Which format a file has: told by its first bytes; its name only tells HTML from Markdown."""

import re

from ingest.archives import SIGNATURE
from ingest.errors import UnknownFormat

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
_HEAD = 2_048
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "ein altes Word- oder Office-Dokument. Bitte als .docx speichern",
    b"{\\rtf": "ein RTF-Dokument. Bitte als .docx speichern",
    b"\x89PNG": "ein Bild. Bitte als PDF mit Texterkennung liefern",
    b"\xff\xd8\xff": "ein Bild. Bitte als PDF mit Texterkennung liefern",
    b"GIF8": "ein Bild. Bitte als PDF mit Texterkennung liefern",
    b"%!PS": "eine PostScript-Datei. Bitte als PDF liefern",
    b"\x7fELF": "ein Programm und kein Leitfaden",
    b"MZ": "ein Programm und kein Leitfaden",
}


def detect(data: bytes, name: str) -> str:
    """Return the format as the suffix that is usual for it: .pdf, .docx, .html or .md.

    Raises UnknownFormat for what no reader reads.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1_024]:
        return ".pdf"
    if head.startswith(SIGNATURE):
        return ".docx"
    for signature, what in _FOREIGN.items():
        if head.startswith(signature):
            raise UnknownFormat(f"Die Datei ist {what}.")
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if _HTML.match(head.lower()) or suffix in (".html", ".htm"):
        return ".html"
    if suffix in (".pdf", ".docx"):
        kind = suffix[1:].upper()
        raise UnknownFormat(f"Die Datei heißt {suffix}, ist aber kein {kind}. Bitte neu erzeugen.")
    return ".md"

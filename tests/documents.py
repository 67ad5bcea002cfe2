"""Small real files that tests build: a PDF by hand, a Word document by python-docx, a page."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"


def pdf(
    *pages: str, resources: str = "", catalogue: str = "", objects: tuple[str, ...] = ()
) -> bytes:
    """A PDF with these content streams; /F1 is Helvetica, /F2 its bold; `objects` follow from 5 on.

    The pages come behind `objects`; object 1 is the catalogue, 2 the page tree, 3 and 4 the fonts.
    """
    first = 5 + len(objects)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R {catalogue}>>".encode(),
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        _FONT % b"Helvetica",
        _FONT % b"Helvetica-Bold",
        *(body.encode("latin-1") for body in objects),
    ]
    for number, content in enumerate(pages):
        fonts = f"/Font<</F1 3 0 R/F2 4 0 R>>{resources}"
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{fonts}>>"
            f"/Contents {first + 2 * number + 1} 0 R>>".encode()
        )
        data = content.encode("cp1252")
        bodies.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data))
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, xref)
    return bytes(out)


def shown(*lines: tuple[float, float, float, str], font: str = "F1") -> str:
    """A content stream that shows (x, y, size, text) lines."""
    return "\n".join(
        f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in lines
    )


def word(fill: Callable[[Document], object]) -> bytes:
    """A Word document that `fill` has filled."""
    document = docx.Document()
    fill(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def zipped(members: dict[str, bytes | str], *, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compress) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def with_part(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A Word document with one part of its package changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    content = members[part]
    assert isinstance(content, bytes)
    members[part] = change(content)
    return zipped(members)

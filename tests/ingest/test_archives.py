import io
import zipfile

import pytest

from ingest.archives import unpack
from ingest.errors import FileTooLarge, ForbiddenFile, UnreadableFile
from ingest.limits import Limits
from tests.documents import word, zipped

LIMITS = Limits(zip_entries=20, zip_mb=2, zip_ratio=50)


def test_an_archive_gives_its_files_with_their_paths() -> None:
    data = zipped({"a.md": "# A", "ordner/b.md": "# B", "ordner/": ""})
    assert list(unpack(data, LIMITS)) == [("a.md", b"# A"), ("ordner/b.md", b"# B")]


@pytest.mark.parametrize(
    "name", ["../a.md", "x/../../a.md", "/etc/a.md", "..\\a.md", "C:\\a.md", "C:/a.md"]
)
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(ForbiddenFile, match="hinausführt"):
        list(unpack(zipped({name: "x"}), LIMITS))


def test_a_link_is_left_out() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.md", "# B")
    assert [name for name, _ in unpack(data.getvalue(), LIMITS)] == ["b.md"]


def test_an_archive_inside_is_refused_but_not_a_word_document() -> None:
    document = word(lambda document: document.add_paragraph("Text."))
    assert [name for name, _ in unpack(zipped({"a.docx": document}), LIMITS)] == ["a.docx"]
    with pytest.raises(ForbiddenFile, match="noch ein Archiv"):
        list(unpack(zipped({"innen.zip": zipped({"a.md": "x"})}), LIMITS))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped({f"{number}.md": "x" for number in range(21)}), "Einträge"),
        (zipped({"a.md": b"\0" * 3_000_000}, compress=zipfile.ZIP_STORED), "größer"),
        (zipped({"a.md": b"\0" * 1_900_000}), "gepackt"),
    ],
)
def test_an_archive_that_asks_for_too_much_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(FileTooLarge, match=what):
        list(unpack(data, LIMITS))


def test_a_member_never_gives_more_than_it_declares() -> None:
    data = bytearray(zipped({"a.md": b"\0" * 900_000}))
    at = data.index(b"PK\x01\x02") + 24  # the size in the central directory
    data[at : at + 4] = (100).to_bytes(4, "little")
    try:
        sizes = [len(content) for _, content in unpack(bytes(data), LIMITS)]
    except UnreadableFile:
        return
    assert sizes == [100]


@pytest.mark.parametrize("cut", [4, 30, 100])
def test_a_damaged_archive_is_a_named_error(cut: int) -> None:
    with pytest.raises(UnreadableFile, match="beschädigt"):
        list(unpack(zipped({"a.md": "# A" * 100})[:cut], LIMITS))


def test_a_protected_archive_is_a_named_error() -> None:
    data = bytearray(zipped({"a.md": "# A"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="Kennwort"):
        list(unpack(bytes(data), LIMITS))

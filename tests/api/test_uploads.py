import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import uploads
from api.failures import UploadRefused
from api.uploads import Stored, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("E-Rechnung.PDF", "e-rechnung.pdf"),
        ("Angebote prüfen (neu).docx", "angebote-prüfen--neu.docx"),
        ("../../etc/cron.d/x.md", "x.md"),
        ("..\\..\\windows\\x.md", "x.md"),
        ("C:\\Daten\\leitfaden.html", "leitfaden.html"),
        ("/absolut.md", "absolut.md"),
        ("a\x00b.md", "a-b.md"),
        ("_versteckt.md", "versteckt.md"),
        ("....md", None),
        (".md", None),
        ("readme.md", None),
        ("boese.md.exe", None),
        ("boese.svg", None),
        ("ohne-endung", None),
        ("", None),
        ("..", None),
    ],
)
def test_names_become_harmless_or_are_refused(name: str, safe: str | None) -> None:
    if safe is None:
        with pytest.raises(UploadRefused):
            safe_name(name)
    else:
        assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        safe = safe_name(name + ".md")
    except UploadRefused:
        return
    assert Path(safe).name == safe
    assert safe[0] not in "._"
    assert len(safe) <= uploads.MAX_NAME + 3
    assert all(char.isalnum() or char in "._-" for char in safe)


def store_upload(corpus: Path, name: str, content: io.BytesIO) -> Stored:
    return uploads.store_upload(corpus, name, content, most_mb=1)


def test_a_new_guide_goes_into_a_folder_of_its_own(tmp_path: Path) -> None:
    stored = store_upload(tmp_path, "Neu.md", io.BytesIO(b"# Neu"))
    assert (stored.file, stored.replaced) == ("hochgeladen/neu.md", False)
    assert (tmp_path / stored.file).read_bytes() == b"# Neu"


def test_a_guide_of_the_same_name_is_replaced_and_kept(tmp_path: Path) -> None:
    (tmp_path / "leitfaeden").mkdir()
    (tmp_path / "leitfaeden" / "Alt.md").write_bytes(b"# Alt")
    stored = store_upload(tmp_path, "alt.md", io.BytesIO(b"# Neuer"))
    assert (stored.file, stored.replaced) == ("leitfaeden/Alt.md", True)
    assert (tmp_path / stored.file).read_bytes() == b"# Neuer"
    kept = list((tmp_path / "_ersetzt").iterdir())
    assert [path.read_bytes() for path in kept] == [b"# Alt"]


@pytest.mark.parametrize(
    "there", ["Mein Leitfaden.pdf", "Mein Leitfaden.PDF", "mein-leitfaden.pdf"]
)
def test_names_that_people_give_are_found_again(tmp_path: Path, there: str) -> None:
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt" / there).write_bytes(b"%PDF-alt")
    stored = store_upload(tmp_path, "Mein Leitfaden.pdf", io.BytesIO(b"%PDF-neu"))
    assert (stored.file, stored.replaced) == (f"alt/{there}", True)


def test_metadata_goes_beside_its_guide(tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt" / "Mein Leitfaden.pdf").write_bytes(b"%PDF")
    for replaced in (False, True):
        stored = store_upload(tmp_path, "Mein Leitfaden.toml", io.BytesIO(b'stand = "2026"'))
        assert (stored.file, stored.replaced) == ("alt/Mein Leitfaden.toml", replaced)
    assert store_upload(tmp_path, "anderer.toml", io.BytesIO(b"x")).file == (
        "hochgeladen/anderer.toml"
    )


def test_nothing_outside_the_corpus_is_replaced_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "geheim.md").write_bytes(b"geheim")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "geheim.md").symlink_to(outside / "geheim.md")
    stored = store_upload(corpus, "geheim.md", io.BytesIO(b"ersetzt"))
    assert stored.file == "hochgeladen/geheim.md"
    assert (outside / "geheim.md").read_bytes() == b"geheim"


def test_empty_and_huge_files_leave_nothing_behind(
    tmp_path: Path,
) -> None:
    for content in (b"", b"x" * 1_000_001):
        with pytest.raises(UploadRefused):
            store_upload(tmp_path, "a.md", io.BytesIO(content))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "hochgeladen").write_text("eine Datei, wo ein Ordner sein sollte")
    with pytest.raises(UploadRefused, match="Ordner der Leitfäden"):
        store_upload(tmp_path, "a.md", io.BytesIO(b"# A"))

from datetime import date
from pathlib import Path

import pytest

from ingest import BadMetadata
from ingest.guides import find_guides
from ingest.metadata import as_guide, read_front_matter, read_toml, with_properties
from ingest.types import Guide, Properties, RawBlock, Reading
from tests.documents import zipped


@pytest.mark.parametrize(
    "header",
    [
        "a: &a [x]\nb: *a",
        "a: &a {k: v}\nb:\n  <<: *a",
        "a: " + "[" * 50,
        "a: " + "{b: " * 50 + "1" + "}" * 50,
        "stand: 2026-13-45",
        "a: !!python/object/apply:os.system [ls]",
        "a: " + "x" * 300_000,
        "a: [",
    ],
)
def test_yaml_that_is_no_plain_list_of_fields_is_refused(header: str) -> None:
    with pytest.raises(BadMetadata):
        read_front_matter(f"---\n{header}\n---\nText")


@pytest.mark.parametrize(
    "text", ["", "Text", "---\n", "---\nText ohne Ende", "---\nNur ein Strich.\n---\nText", "# A"]
)
def test_a_text_without_front_matter_has_no_fields(text: str) -> None:
    assert read_front_matter(text) == {}


@pytest.mark.parametrize("data", [b"a = ", b"\xff\xfe", b"a = " + b"[" * 5_000, b"#" * 300_000])
def test_bad_toml_is_a_named_error(data: bytes) -> None:
    with pytest.raises(BadMetadata):
        read_toml(data, "guides.toml")


def test_fields_are_read_as_editors_write_them() -> None:
    guide = as_guide({"title": "Lager", "stand": "1.11.2026", "lang": "DE-de"}, "lager", "lager.md")
    assert (guide.id, guide.title, guide.as_of, guide.language) == (
        "lager",
        "Lager",
        date(2026, 11, 1),
        "de",
    )


@pytest.mark.parametrize(
    ("editors", "said", "heading", "title"),
    [
        ("Editors", "Said", "Heading", "Editors"),
        ("", "Said", "Heading", "Said"),
        ("", "", "Heading", "Heading"),
        ("", "", "", "lager"),
    ],
)
def test_the_title_is_the_first_that_somebody_gave(
    editors: str, said: str, heading: str, title: str
) -> None:
    guide = Guide("lager", editors, "leitfaden", "ordner/lager.pdf", language="")
    blocks = (RawBlock("heading", heading, level=1),) if heading else ()
    named = with_properties(guide, Reading(".pdf", blocks, Properties(title=said, language="en")))
    assert (named.title, named.language) == (title, "en")


def test_a_folders_table_speaks_for_files_below_a_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.toml").write_text('titel = "Vom Beiblatt"')
    table = '["a.pdf"]\ntitel = "A"\nstand = 2026-11-01\n["b.pdf"]\ntitel = "B"\nversion = "2"'
    (tmp_path / "guides.toml").write_text(table)
    found = {file.guide.id: file for file in find_guides(tmp_path)[0]}
    assert (found["a"].guide.title, found["a"].guide.as_of) == ("A", date(2026, 11, 1))
    assert (found["b"].guide.title, found["b"].guide.version) == ("Vom Beiblatt", "2")
    (tmp_path / "guides.toml").write_text(table.replace('"A"', '"A neu"'))
    again = {file.guide.id: file for file in find_guides(tmp_path)[0]}
    assert again["a"].sha256 != found["a"].sha256
    assert again["b"].sha256 == found["b"].sha256


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "lager.md": "# Lager",
        "ordner/einkauf.pdf": b"%PDF-1.4",
        "ordner/guides.toml": '["einkauf.pdf"]\nid = "einkauf-neu"',
        "ordner/README.md": "# Nein",
        "__MACOSX/lager.md": "# Nein",
    }
    (tmp_path / "alles.zip").write_bytes(zipped(members))
    found, failed = find_guides(tmp_path)
    assert failed == []
    assert [(file.guide.id, file.guide.file) for file in found] == [
        ("lager", "alles.zip/lager.md"),
        ("einkauf-neu", "alles.zip/ordner/einkauf.pdf"),
    ]
    assert found[0].read_bytes() == b"# Lager"


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "geheim.md"
    outside.write_text("# Geheim")
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "verweis.md").symlink_to(outside)
    (folder / "gut.md").write_text("# Gut")
    (folder / "gut.toml").symlink_to(tmp_path / "fremd.toml")
    (tmp_path / "fremd.toml").write_text('titel = "Fremd"')
    (folder / "kreis").symlink_to(folder)
    found, failed = find_guides(folder)
    assert [(file.guide.id, file.guide.title) for file in found] == [("gut", "")]
    assert [(failure.file, failure.code) for failure in failed] == [
        ("verweis.md", "forbidden_file")
    ]


def test_two_files_of_one_name_are_both_named(tmp_path: Path) -> None:
    (tmp_path / "lager.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "lager.md").write_text("# Lager")
    _, failed = find_guides(tmp_path)
    assert [failure.code for failure in failed] == ["duplicate_guide"]
    assert "lager.md" in failed[0].message
    assert "lager.pdf" in failed[0].message

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from ingest import NothingToPublish
from ingest.guides import find_guides


def test_front_matter_becomes_a_guide(guides: Path) -> None:
    found, failed = find_guides(guides)
    assert failed == []
    guide = found[0].guide
    assert (guide.id, guide.title, guide.version) == (
        "rechnung",
        "Rechnungen elektronisch empfangen",
        "1.2.0",
    )
    assert guide.as_of == date(2026, 11, 1)
    assert guide.typical_questions == ("Muss ich die Datei vom Lieferanten annehmen?",)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Über Lacke 2.md", "über-lacke-2"),
        (unicodedata.normalize("NFD", "Über Lacke.md"), "über-lacke"),
        ("Exposé (neu).md", "expose--neu"),
        ("Анлаге 3.md", "3"),
        ("指南.md", "leitfaden"),
    ],
)
def test_a_file_without_metadata_is_a_guide_named_after_its_file(
    guides: Path, name: str, id_: str
) -> None:
    (guides / name).write_text("# Lacke\n\nText.", "utf-8")
    found, _ = find_guides(guides)
    assert id_ in [file.guide.id for file in found]


def test_a_sidecar_speaks_for_a_file_that_cannot(guides: Path) -> None:
    (guides / "bericht.pdf").write_bytes(b"%PDF-1.4")
    (guides / "bericht.toml").write_text('id = "b"\ntitel = "Ein Bericht"\nart = "bericht"')
    found, _ = find_guides(guides)
    guide = next(file.guide for file in found if file.guide.id == "b")
    assert (guide.title, guide.kind) == ("Ein Bericht", "bericht")


def test_readmes_hidden_and_underscored_files_are_no_guides(guides: Path) -> None:
    for name in ("README.md", ".entwurf.md", "_quelle.md", "_alt/alt.md"):
        (guides / name).parent.mkdir(exist_ok=True)
        (guides / name).write_text("# X")
    found, _ = find_guides(guides)
    assert [file.guide.id for file in found] == ["rechnung", "sensor"]


def test_bad_metadata_is_named_and_stops_nobody_else(guides: Path) -> None:
    (guides / "a.md").write_text("---\nstand: gestern\n---\nText")
    (guides / "b.md").write_text("---\nid: [\n---\nText")
    (guides / "c.md").write_text("---\nid: rechnung\n---\nText")
    (guides / "d.md").write_bytes(b"\xff\xfe")
    found, failed = find_guides(guides)
    assert {failure.file: failure.code for failure in failed} == {
        "a.md": "bad_metadata",
        "b.md": "bad_metadata",
        "d.md": "unreadable_file",
        "rechnung.md": "duplicate_guide",
    }
    assert "c.md" in next(f.message for f in failed if f.code == "duplicate_guide")
    assert "sensor" in [file.guide.id for file in found]


def test_the_sidecar_is_part_of_the_fingerprint(guides: Path) -> None:
    before = {file.guide.id: file.sha256 for file in find_guides(guides)[0]}
    (guides / "sensor.toml").write_text('id = "sensor"')
    after = {file.guide.id: file.sha256 for file in find_guides(guides)[0]}
    assert before["sensor"] != after["sensor"]
    assert before["rechnung"] == after["rechnung"]


def test_a_folder_that_is_not_there_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToPublish, match="gibt es nicht"):
        find_guides(tmp_path / "nirgends")

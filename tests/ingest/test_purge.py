from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import (
    BadMetadata,
    IngestReport,
    InsideArchive,
    NothingToPublish,
    PurgeIncomplete,
    Registry,
    UnknownGuide,
    current_generation,
    generations,
)
from ingest.generation import read_documents
from ingest.purge import Purge, purge
from tests.documents import zipped
from tests.fakes import GramEmbeddings

Run = Callable[..., IngestReport]
FIRST = "Ein Sensor für eine alte Drehbank kostet"
SECOND = "Dieser spätere Satz über den Sensor wurde danach ergänzt."


@pytest.fixture
def place(run_ingest: Run, guides: Path, tmp_path: Path) -> Path:
    """Four releases, so that the first edition of the guide is in no generation any more."""
    (guides / "sensor.toml").write_text('typische_fragen = ["Was kostet ein Fühler?"]', "utf-8")
    run_ingest()
    file = guides / "sensor.md"
    file.write_text(file.read_text("utf-8") + f"\n{SECOND}\n", "utf-8")
    for _ in range(3):
        run_ingest(force=True)
    return tmp_path


@pytest.fixture
def registry(place: Path) -> Iterator[Registry]:
    found = Registry(place / "registry.sqlite")
    yield found
    found.close()


def purged(place: Path, registry: Registry, guide: str = "sensor") -> Purge:
    return purge(
        guide, place / "guides", place / "index", registry, "gram", GramEmbeddings, lambda: None
    )


def vectors_of(place: Path) -> int:
    registry = Registry(place / "registry.sqlite")
    found = registry._connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    registry.close()
    return int(found)


def test_it_is_gone_from_everywhere(place: Path, registry: Registry) -> None:
    found = purged(place, registry)
    assert generations(place / "index") == [found.generation]
    assert set(read_documents(current_generation(place / "index"))) == {"rechnung"}
    assert not (place / "guides" / "sensor.md").exists()
    assert not (place / "guides" / "sensor.toml").exists()
    assert (place / "guides" / "rechnung.md").exists()
    assert found.searched_texts > 2
    for file in (path for path in place.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert FIRST.encode() not in content, file
        assert SECOND.encode() not in content, file


def test_its_vectors_go_and_those_of_others_stay(
    place: Path, registry: Registry, run_ingest: Run, embeddings: GramEmbeddings
) -> None:
    before = vectors_of(place)
    found = purged(place, registry)
    assert vectors_of(place) == before - found.vectors
    embeddings.embedded.clear()
    run_ingest(force=True)
    assert embeddings.embedded == []


def test_questions_and_replaced_editions_go_and_those_of_others_stay(
    place: Path, registry: Registry, run_ingest: Run
) -> None:
    guides = place / "guides"
    lines = [
        f'{{"id": "{id_}", "abschnitt": "A", "fragen": ["Frage zu {id_}?"], "satz": "{SECOND}"}}'
        for id_ in ("sensor", "rechnung", "sensor")
    ]
    for name in ("leserfragen.jsonl", "leserfragen.vorschlag.jsonl"):
        (guides / name).write_text("\n".join(lines).replace(SECOND, "Ein Satz.", 2), "utf-8")
    run_ingest()
    kept = guides / "_ersetzt"
    kept.mkdir()
    (kept / "20261101-101500-000001-sensor.md").write_text(SECOND, "utf-8")
    others = ["20261101-101500-000001-rechnung.md", "20261101-101500-000002-kraft-sensor.md"]
    for other in others:
        (kept / other).write_text("# Ein anderer", "utf-8")
    found = purged(place, registry)
    assert sorted(path.name for path in kept.iterdir()) == others
    for name in ("leserfragen.jsonl", "leserfragen.vorschlag.jsonl"):
        left = (guides / name).read_text("utf-8").splitlines()
        assert left == [lines[1].replace(SECOND, "Ein Satz.")]
        assert str(guides / name) in found.removed_files


def test_a_bad_line_of_questions_stops_a_purge_that_can_be_run_again(
    place: Path, registry: Registry
) -> None:
    (place / "guides" / "leserfragen.jsonl").write_text("kein json", "utf-8")
    with pytest.raises(BadMetadata):
        purged(place, registry)
    assert (place / "guides" / "sensor.md").exists()
    (place / "guides" / "leserfragen.jsonl").unlink()
    assert purged(place, registry).vectors > 0


def test_words_left_in_the_corpus_are_an_error(place: Path, registry: Registry) -> None:
    (place / "guides" / "_notizen").mkdir()
    (place / "guides" / "_notizen" / "entwurf.md").write_text(SECOND, "utf-8")
    with pytest.raises(PurgeIncomplete, match="entwurf"):
        purged(place, registry)


def test_an_archive_with_other_guides_is_not_deleted(
    place: Path, registry: Registry, run_ingest: Run
) -> None:
    guides = place / "guides"
    archive = guides / "paket.zip"
    names = ("presse", "stanze")
    archive.write_bytes(zipped({f"{name}.md": f"# {name}\n\nSie braucht Öl.\n" for name in names}))
    before = run_ingest().generation
    with pytest.raises(InsideArchive, match=r"paket\.zip/presse\.md"):
        purged(place, registry, "presse")
    assert archive.exists()
    assert current_generation(place / "index").name == before


def test_words_left_on_the_disk_are_an_error(place: Path, registry: Registry) -> None:
    copy = place / "index" / "copy-of-somebody.txt"
    copy.write_text(SECOND, "utf-8")
    with pytest.raises(PurgeIncomplete, match="copy-of-somebody"):
        purged(place, registry)


def test_a_damaged_generation_might_hold_it_and_goes(place: Path, registry: Registry) -> None:
    (place / "index" / "000002" / "documents.json").write_bytes(b"{")
    assert "000002" in purged(place, registry).removed_generations


def test_what_cannot_be_purged_is_said(place: Path, registry: Registry) -> None:
    with pytest.raises(UnknownGuide):
        purged(place, registry, "gibt-es-nicht")
    purged(place, registry)
    with pytest.raises(NothingToPublish, match="einzige"):
        purged(place, registry, "rechnung")
    assert (place / "guides" / "rechnung.md").exists()

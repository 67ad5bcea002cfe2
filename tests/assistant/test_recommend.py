from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from assistant import Assistant, BadProfile, Profile, ReadingPath
from assistant.recommend import LONGEST, SHORTEST, recommend, suits
from evals.recommend import PROFILES, read_profiles, run_profiles, summarise_paths
from ingest import Guide, Index
from tests.fakes import GramEmbeddings

HALVES = ("train", "test")
CASES = [case for half in HALVES for case in read_profiles(PROFILES / f"{half}.jsonl")]
GUIDE = Guide("x", "X", "leitfaden", "x.md")


@pytest.fixture(scope="module")
def paths(assistant: Assistant) -> dict[Profile, ReadingPath]:
    """The path of every profile, each asked for once."""
    return {case.profile: assistant.recommend(case.profile) for case in CASES}


@pytest.mark.parametrize("half", HALVES)
def test_paths_fit_the_firms_they_are_for(paths: dict[Profile, ReadingPath], half: str) -> None:
    trials = run_profiles(read_profiles(PROFILES / f"{half}.jsonl"), paths.__getitem__)
    found = summarise_paths(trials)
    assert found["n"] == 15
    assert found["acceptable@3"] >= 0.72
    assert found["acceptable@1"] >= 0.9
    assert found["paths_with_unfit"] <= 0.1


def test_profiles_name_only_guides_that_exist(assistant: Assistant) -> None:
    with assistant.live.pinned() as index:
        for case in CASES:
            assert set(case.acceptable) | set(case.unfit) <= set(index.documents), case.id


def test_a_path_has_no_twins_and_reports_come_last(paths: dict[Profile, ReadingPath]) -> None:
    for path in paths.values():
        guides = [item.guide for item in path.items]
        assert SHORTEST <= len(guides) <= LONGEST
        is_report = [guide.kind != "leitfaden" for guide in guides]
        assert is_report == sorted(is_report)
        assert sum(is_report) <= 1
        for guide in guides:
            same_level = {other.id for other in guides if other.maturity == guide.maturity}
            assert not same_level & set(guide.differs_from)


def test_easier_related_guides_come_first_for_beginners(assistant: Assistant) -> None:
    goal = Profile(goal="Ausfälle von Maschinen vorhersagen")
    order = [item.guide.id for item in assistant.recommend(goal).items]
    assert order.index("retrofit-bestandsmaschinen") < order.index("predictive-maintenance")
    experienced = assistant.recommend(replace(goal, level="fortgeschritten"))
    assert experienced.items[0].guide.id == "predictive-maintenance"


def test_reasons_are_true_to_the_front_matter(assistant: Assistant) -> None:
    profile = Profile(industry="Tischlerei", employees=15, pain="Stundenzettel kommen zu spät")
    first, *rest = assistant.recommend(profile).items
    assert first.reason.startswith("Kommt Ihren Angaben am nächsten. Behandelt „Stundenzettel“.")
    assert "Stundenzettel" in first.guide.terms
    for item in (first, *rest):
        assert f"Aufwand {item.guide.effort}" in item.reason or not item.guide.effort
        assert item.guide.company_size in item.reason
        related = "Verwandt mit" in item.reason
        assert (
            not related
            or first.guide.id in item.guide.related + item.guide.related
            or (item.guide.id in first.guide.related)
        )


def test_summaries_stand_at_their_place(assistant: Assistant) -> None:
    with assistant.live.pinned() as index:
        for item in assistant.recommend(Profile(level="einsteiger")).items:
            text = index.documents[item.guide.id].text
            assert text[item.quote.start : item.quote.end] == item.summary


def test_guides_without_metadata_make_a_path_too(
    small_index: Index, embeddings: GramEmbeddings
) -> None:
    def embed(text: str) -> npt.NDArray[np.float32]:
        return np.asarray(embeddings.embed_query(text), dtype=np.float32)

    path = recommend(Profile(pain="Die Drehbank braucht einen Sensor"), small_index, embed)
    assert [item.guide.id for item in path.items] == ["sensor", "rechnung"]
    assert path.items[0].reason == "Kommt Ihren Angaben am nächsten."


def test_an_empty_profile_is_refused(assistant: Assistant) -> None:
    with pytest.raises(BadProfile, match="mindestens eine Angabe"):
        assistant.recommend(Profile())


@pytest.mark.parametrize(
    ("size", "employees", "fits"),
    [
        ("", 5, True),
        ("10 bis 250 Beschäftigte", 9, False),
        ("10 bis 250 Beschäftigte", 10, True),
        ("10 bis 249 Beschäftigte", 400, True),  # the upper end only says "small and medium"
        ("bis 50 Beschäftigte", 51, False),
        ("ab etwa 30 Beschäftigten", 29, False),
        ("alle Größen; ab 1 Rechnung im Monat", 1, True),
        ("ab etwa 10 Büroarbeitsplätzen", 2, True),
        ("vor allem ab 50 Beschäftigten; Zulieferer jeder Größe", 10, True),
    ],
)
def test_company_sizes_are_read(size: str, employees: int, fits: bool) -> None:
    assert suits(replace(GUIDE, company_size=size), employees) is fits

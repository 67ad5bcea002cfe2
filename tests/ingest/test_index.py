import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest import DamagedRelease, Index, IngestReport, Ranking, current_generation
from ingest.ranking import EQUAL_WEIGHTS, completed, fused
from ingest.training import RANKING
from ingest.wordings import WORDINGS_FILE
from tests.fakes import GramEmbeddings


def search(index: Index, question: str, limit: int = 10):  # type: ignore[no-untyped-def]
    vector = np.asarray(GramEmbeddings().embed_query(question), dtype=np.float32)
    return index.search(vector, question, limit), vector


def test_the_guide_that_speaks_of_it_comes_first(small_index: Index) -> None:
    found, _ = search(small_index, "Was kostet ein Sensor an der Drehbank?")
    assert [guide.guide_id for guide in found.guides] == ["sensor", "rechnung"]
    assert found.passages[0].passage.guide_id == "sensor"
    assert found.passages[0].score >= found.passages[-1].score


def test_readers_words_lead_to_a_guide_that_does_not_use_them(small_index: Index) -> None:
    assert "Faktura" not in small_index.documents["rechnung"].text
    found, _ = search(small_index, "Faktura")
    signal = {guide.guide_id: guide.signals["wording_bm25"] for guide in found.guides}
    assert signal["rechnung"] > signal["sensor"]


def test_readers_words_are_never_evidence(small_index: Index) -> None:
    found, vector = search(small_index, "Muss ich die Datei vom Lieferanten annehmen?")
    shown = [hit.passage.text for hit in found.passages]
    sentences = small_index.sentences([h.passage for h in found.passages], vector, "Datei")
    shown += [hit.sentence.text for hit in sentences]
    assert not any("Lieferanten" in text for text in shown)


def test_sentences_come_with_their_scores(small_index: Index) -> None:
    found, vector = search(small_index, "Sensor")
    best = found.passages[0].passage
    hits = small_index.sentences([best], vector, "Sensor")
    assert [hit.sentence for hit in hits] == list(best.sentences)
    assert hits[0].bm25 > hits[-1].bm25


def test_a_sentence_is_near_what_readers_asked_it(
    tmp_path: Path, guides: Path, run_ingest: Callable[[], IngestReport]
) -> None:
    lines = [
        {"id": "sensor", "abschnitt": "Kosten", "satz": satz, "fragen": [frage]}
        for satz, frage in (
            ("Der Einbau dauert einen halben Tag.", "wie lange steht die Maschine"),
            ("Dieser Satz steht nicht mehr da.", "was war früher"),
        )
    ]
    (guides / WORDINGS_FILE).write_text("\n".join(map(json.dumps, lines)), "utf-8")
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    found, vector = search(index, "wie lange steht die Maschine")
    sensor = [hit.passage for hit in found.passages if hit.passage.guide_id == "sensor"]
    rechnung = [hit.passage for hit in found.passages if hit.passage.guide_id == "rechnung"]
    # Of the other sentences nobody said what they answer: they are neither nearer nor farther.
    for passages, expected in ((sensor, 1.0), (rechnung, 0.0)):
        hits = index.sentences(passages, vector, "")
        assert [hit.asked_cosine for hit in hits] == pytest.approx([expected] * len(hits))
    index.close()


def test_a_passage_that_two_guides_share_is_found_once(
    tmp_path: Path, guides: Path, run_ingest: Callable[[], IngestReport]
) -> None:
    text = (guides / "sensor.md").read_text("utf-8")
    (guides / "kopie.md").write_text(text.replace("# Sensor an", "# Fühler an"), "utf-8")
    (guides / "anders.md").write_text(text.replace("1.500 €", "1.900 €"), "utf-8")
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    found, _ = search(index, "Was kostet ein Sensor an der Drehbank?")
    from_guides = [hit.passage.guide_id for hit in found.passages]
    index.close()
    assert sorted(from_guides)[:1] == ["anders"]  # another price is another thing to say
    assert len({"kopie", "sensor"} & set(from_guides)) == 1
    assert {"kopie", "sensor"} <= {guide.guide_id for guide in found.guides}


def test_guides_without_readers_words_are_ranked_by_their_own(
    tmp_path: Path, guides: Path, run_ingest: Callable[[], IngestReport]
) -> None:
    text = (guides / "rechnung.md").read_text("utf-8")
    (guides / "rechnung.md").write_text(text.split("---\n", 2)[2], "utf-8")
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    found, _ = search(index, "Was kostet ein Sensor an der Drehbank?")
    best, ranking = found.guides[0], Ranking.model_validate_json(index.trained[RANKING])
    index.close()
    assert not any(document.guide.phrasings for document in index.documents.values())
    assert best.guide_id == "sensor"
    # Two guides: each signal in which the best leads is one standard deviation above the mean.
    assert best.score == pytest.approx(sum(ranking.unasked.values()))


def test_a_question_without_words_in_common_is_answered_by_something(small_index: Index) -> None:
    found, _ = search(small_index, "xyz 123")
    assert len(found.guides) == 2


@pytest.mark.parametrize(
    "part",
    [
        "documents.json",
        "passages.json",
        "sentences.npy",
        "passages.bm25",
        "manifest.json",
        "trained/ranking.json",
    ],
)
def test_a_damaged_release_is_a_named_error(
    tmp_path: Path, run_ingest: "type[IngestReport]", part: str
) -> None:
    run_ingest()
    folder = current_generation(tmp_path / "index")
    target = folder / part
    if target.is_dir():
        next(target.glob("*.npy")).write_bytes(b"")
    else:
        target.write_bytes(target.read_bytes()[:20])
    with pytest.raises(DamagedRelease, match="neu einlesen"):
        Index(folder)


def test_a_guide_without_questions_is_found_among_guides_that_hold_many(
    tmp_path: Path, guides: Path, run_ingest: Callable[[], IngestReport]
) -> None:
    questions = [f"Was muss ich bei Rechnung Nummer {n} tun" for n in range(60)]
    line = {"id": "rechnung", "abschnitt": "Pflichten", "fragen": questions}
    (guides / WORDINGS_FILE).write_text(json.dumps(line), "utf-8")
    run_ingest()
    index = Index(current_generation(tmp_path / "index"))
    found, _ = search(index, "Was kostet ein Sensor an einer alten Drehbank?")
    index.close()
    assert not index.documents["sensor"].guide.phrasings
    assert [guide.guide_id for guide in found.guides] == ["sensor", "rechnung"]


def test_what_is_expected_of_a_guide_fades_with_the_questions_it_holds() -> None:
    signals = {
        "passage_cosine": np.array([0.9, 0.8, 0.8, 0.7]),
        "phrasing_cosine": np.array([0.80, 0.86, 0.84, 0.82]),
    }
    expected = {"phrasing_cosine": {"passage_cosine": 0.5}}
    held = [
        completed(signals, np.array([count, 150, 150, 150]), expected)["phrasing_cosine"][0]
        for count in (0, 10, 60, 10_000)
    ]
    assert held == sorted(held, reverse=True)
    assert held[0] > 0.83  # above the mean, though it was the last
    assert held[-1] == pytest.approx(0.83, abs=0.001)


def test_one_rare_word_does_not_outweigh_everything_else() -> None:
    loud, fitting = np.zeros(90), np.zeros(90)
    loud[0], fitting[1:6] = 1.0, (1.1, 1.0, 1.0, 1.0, 1.0)  # z-scored 9.4 and 4.4
    signals = dict.fromkeys(EQUAL_WEIGHTS, np.zeros(90)) | {
        "phrasing_bm25": loud,
        "phrasing_cosine": fitting,
        "sentence_cosine": fitting,
    }
    assert fused(signals, EQUAL_WEIGHTS).argmax() == 1

import pytest

from assistant import BadQuestion, Turn, understand

HISTORY = [
    Turn("user", "Was muss ich beim Backup beachten?"),
    Turn("assistant", "Drei Kopien, zwei Medien, eine außer Haus."),
]


@pytest.mark.parametrize(
    "asked",
    ["und was kostet das?", "Wie lange dauert das?", "gilt das auch für uns", "und bei 600.000 €?"],
)
def test_a_follow_up_brings_what_it_is_about(asked: str) -> None:
    question = understand(asked, HISTORY)
    assert question.is_follow_up
    assert question.search_text == f"Was muss ich beim Backup beachten? {asked}"


@pytest.mark.parametrize(
    ("turns", "searched"),
    [
        (["Backup?", "und was kostet das?", "Wie lange dauert das?"], "Backup? Wie lange"),
        (["Backup?", "und für 20 Leute?", "was kostet das?"], "Backup? und für 20 Leute? was"),
        (["Was kostet ein MES?", "Was ist ein DMS?", "und für uns?"], "Was ist ein DMS? und"),
        (["und das?", "und was kostet das?"], "und das? und was"),
    ],
)
def test_a_follow_up_of_a_follow_up_reaches_back_to_the_topic(
    turns: list[str], searched: str
) -> None:
    *earlier, asked = turns
    question = understand(asked, [Turn("user", turn) for turn in earlier])
    assert question.search_text.startswith(searched)
    assert question.search_text.endswith(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "Welche Förderprogramme gibt es für neue Maschinen in Nordrhein-Westfalen?",
        "Muss der Betriebsrat bei Kamerasystemen in der Fertigung zustimmen?",
    ],
)
def test_a_new_topic_leaves_the_history_alone(asked: str) -> None:
    question = understand(asked, HISTORY)
    assert not question.is_follow_up
    assert question.search_text == asked


def test_without_history_nothing_is_a_follow_up() -> None:
    assert not understand("und was kostet das?", []).is_follow_up


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Ab wann muss ich E-Rechnungen schreiben?", "date"),
        ("Was kostet ein Sensor?", "price"),
        ("wie teuer wird so ein Umbau", "price"),
        ("was kann mich das kosten wenn der Shop nicht barrierefrei ist", "amount"),
        ("darf er dafür 900 € im Jahr verlangen", "amount"),
        ("wie viele Anbieter lade ich ein", "amount"),
        ("Alles verschlüsselt, was tun?", "steps"),
        ("Darf der Chef das ohne Betriebsrat?", "rule"),
        ("Was ist OEE?", "definition"),
        ("opcua port", "other"),
    ],
)
def test_the_kind_of_answer_that_is_wanted(asked: str, wanted: str) -> None:
    assert understand(asked, []).wanted == wanted


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("What message types do we need?", "en"),
        ("Was brauchen wir dafür?", "de"),
        ("opcua port?", "de"),
    ],
)
def test_the_language_is_told(asked: str, language: str) -> None:
    assert understand(asked, []).language == language


@pytest.mark.parametrize("asked", ["", "   ", "?!…", "\u200b", "1/0", "-1"])
def test_an_empty_question_is_refused(asked: str) -> None:
    with pytest.raises(BadQuestion, match="Frage eingeben"):
        understand(asked, [])


def test_an_endless_question_is_refused() -> None:
    with pytest.raises(BadQuestion, match="zu lang"):
        understand("wort " * 500, [])

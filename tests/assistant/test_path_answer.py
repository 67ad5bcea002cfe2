import pytest

from assistant import Answer, Assistant, Profile, Sources, Token, Turn, understand
from assistant.path_answer import asks_for_path, profile_of

ASKED = "Welche Leitfäden passen zu uns?"


@pytest.mark.parametrize(
    "asked",
    [
        ASKED,
        "welche leitfäden passen zu unserem Betrieb",
        "Welcher Leitfaden passt zu mir?",
        "Welche Leitfäden eignen sich für uns?",
        "Welche Leitfäden passen zu einer Tischlerei mit 15 Leuten?",
        "Wo sollen wir anfangen?",
        "womit anfangen",
        "Womit fangen wir am besten an?",
        "Was sollen wir zuerst lesen?",
        "Where should we start?",
        "Which guides fit our company?",
    ],
)
def test_who_asks_what_to_read_gets_a_path(asked: str) -> None:
    assert asks_for_path(understand(asked, []))


@pytest.mark.parametrize(
    "asked",
    [
        "Welcher Leitfaden hilft bei Backup?",
        "Welche Leitfäden helfen uns bei der Datensicherung?",
        "Welcher Leitfaden passt zum Thema Backup?",
        "Wo fangen wir mit dem Backup an?",
        "Womit fangen wir beim Lager an, Regale oder Wareneingang?",
        "Wo sollen wir mit der Digitalisierung anfangen?",
        "Was soll ich zuerst lesen, das Lastenheft oder den Vertrag?",
        "Passt ein ERP zu uns?",
        "Welche Software passt zu uns?",
        "Where should we start with backups?",
    ],
)
def test_who_names_a_topic_gets_an_answer_to_it(asked: str) -> None:
    assert not asks_for_path(understand(asked, []))


def test_where_to_begin_is_about_what_was_talked_of() -> None:
    history = [Turn("user", "Was muss ich beim Backup beachten?")]
    assert not asks_for_path(understand("Und wo sollen wir anfangen?", history))


def test_a_question_completes_the_profile() -> None:
    question = understand("Welche Leitfäden passen zu einer Tischlerei mit 15 Leuten?", [])
    assert profile_of(question, Profile()) == Profile(employees=15, pain="Tischlerei")
    given = Profile(employees=30, pain="Zettel")
    assert profile_of(question, given) == given
    assert profile_of(understand(ASKED, []), Profile()) == Profile(level="einsteiger")


def test_the_path_is_an_answer_that_cites(assistant: Assistant) -> None:
    profile = Profile(employees=15, pain="Die Stundenzettel kommen zu spät")
    events = list(assistant.stream(ASKED, profile=profile))
    answer = events[-1]
    assert isinstance(events[0], Sources)
    assert isinstance(answer, Answer)
    assert answer.status == "answered"
    assert "".join(e.text for e in events if isinstance(e, Token)) == answer.text
    path = assistant.recommend(profile)
    assert [guide.guide_id for guide in answer.guides] == [i.guide.id for i in path.items]
    assert [statement.step for statement in answer.statements] == list(
        range(1, len(path.items) + 1)
    )
    for statement, item in zip(answer.statements, path.items, strict=True):
        assert statement.text == f"„{item.guide.title}“: {item.summary}"
    with assistant.live.pinned() as index:
        for citation in answer.citations:
            text = index.documents[citation.guide_id].text
            assert text[citation.start : citation.end] == citation.quote
    assert answer.text.endswith("Genauer wird es mit Ihrer Branche und Ihrem Ziel.")


def test_what_is_suggested_next_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED)
    assert len(answer.follow_ups) == 3
    history = [Turn("user", ASKED), Turn("assistant", answer.text)]
    for suggested in answer.follow_ups:
        found = assistant.ask(suggested, history)
        assert found.status == "answered"
        assert {c.guide_id for c in found.citations} & {g.guide_id for g in answer.guides}


def test_an_english_path_has_an_english_frame(assistant: Assistant) -> None:
    answer = assistant.ask("Which guides fit our company?")
    assert answer.text.startswith("This reading path fits best")
    assert answer.guides == assistant.ask(ASKED).guides

import pytest

from assistant.phrasing import reads_well, written


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "ist ein PDF per Mail nich auch elektronisch??",
            "Ist ein PDF per Mail nicht auch elektronisch?",
        ),
        ("was is der Unterschied", "Was ist der Unterschied?"),
        ("Gibts Strafe wenn man da nix macht", "Gibt es Strafe, wenn man da nichts macht?"),
        ("Reicht es auch wenn wir nur scannen?", "Reicht es, auch wenn wir nur scannen?"),
        ("Geht das ohne dass wer hilft", "Geht das, ohne dass wer hilft?"),
        ("Was kostet das?", "Was kostet das?"),
    ],
)
def test_spoken_words_are_written_out(typed: str, expected: str) -> None:
    assert written(typed) == expected


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Wie viele Fotos braucht die Kamera?", True),
        ("Wie lange läuft dieses inqa dings?", False),  # nouns in lower case
        ("Unser Server ist alt, was tun?", False),  # a story before the question
        ("Was mache ich mit dem Server?", False),  # somebody's own question
        (f"Was kostet {'ein Server und ' * 10}Strom?", False),  # too long for a button
    ],
)
def test_only_plain_questions_stand_on_buttons(question: str, fit: bool) -> None:
    assert reads_well(question) is fit

import pytest

from assistant.readability import reading_ease


def test_amstads_formula_word_by_word() -> None:
    # 4 words in 1 sentence; Rech-nun-gen müs-sen elek-tro-nisch an-kom-men: 11 syllables
    ease = reading_ease("Rechnungen müssen elektronisch ankommen.", "de")
    assert ease == pytest.approx(180 - 4 - 58.5 * 11 / 4, abs=0.06)


def test_long_words_in_long_sentences_read_harder() -> None:
    easy = reading_ease("Ziehen Sie das Kabel. Rufen Sie die IT an.", "de")
    hard = reading_ease(
        "Die Inbetriebnahmevoraussetzungen der Produktionsplanungssoftware erfordern eine "
        "Verfügbarkeitsanforderungsbeschreibung.",
        "de",
    )
    assert 0 <= hard < 30 < 70 < easy <= 100


def test_english_has_its_own_formula() -> None:
    assert reading_ease("The cat sat on the mat.", "en") > 90

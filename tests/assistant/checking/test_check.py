import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.checking import Reason, Source, check
from evals.checker import PAIRS, LabelledPair, read_pairs

QUOTE = (
    "Ein Betrieb mit mehr als 800.000 € Vorjahresumsatz darf ab 1.1.2027 inländischen "
    "Geschäftskunden kein reines PDF mehr als Rechnung schicken."
)
PAIRS_READ = [pair for half in ("train", "test") for pair in read_pairs(PAIRS / f"{half}.jsonl")]
QUOTES = sorted({pair.quote for pair in PAIRS_READ if not pair.heads})


def of(*quotes: str) -> Source:
    return Source(quotes, quotes)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (QUOTE, Reason.VERBATIM),
        (QUOTE.replace("800.000 €", "0,8 Mio. Euro"), Reason.PARAPHRASE),
        (QUOTE.replace("800.000", "80.000"), Reason.FIGURE_MISSING),
        (QUOTE.replace("1.1.2027", "1.1.2028"), Reason.FIGURE_MISSING),
        (QUOTE.replace("mehr als 800", "weniger als 800"), Reason.BOUND_CHANGED),
        (QUOTE.replace("ab 1.1", "bis 1.1"), Reason.BOUND_CHANGED),
        (QUOTE.replace("kein reines", "ein reines"), Reason.NEGATION),
        (QUOTE.replace("inländischen", "ausländischen"), Reason.OPPOSITE),
        ("Der Server steht im Keller neben der Heizung.", Reason.WORDING),
    ],
)
def test_each_change_has_its_reason(said: str, reason: Reason) -> None:
    assert check(said, of(QUOTE)).reason == reason


def test_swapped_roles_are_told_by_their_case() -> None:
    quote = "Der Lieferant meldet dem Kunden jeden Vorfall binnen 24 Stunden."
    said = "Der Kunde meldet dem Lieferanten jeden Vorfall binnen 24 Stunden."
    assert check(said, of(quote)).reason == Reason.ROLES_SWAPPED


def test_a_figure_belongs_to_its_words() -> None:
    quote = "Zuschüsse decken 50 % der Beratung und 15 % der Geräte."
    said = "Zuschüsse decken 15 % der Beratung und 50 % der Geräte."
    assert check(said, of(quote)).reason == Reason.FIGURE_SWAPPED


@settings(deadline=None)
@given(st.sampled_from(QUOTES))
def test_what_stands_there_is_always_supported(quote: str) -> None:
    assert check(quote, of(quote)).reason == Reason.VERBATIM


@settings(deadline=None)
@given(st.sampled_from(QUOTES), st.data())
def test_any_changed_digit_is_caught(quote: str, data: st.DataObject) -> None:
    places = [at for at, char in enumerate(quote) if char.isdecimal()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != quote[at]]))
    changed = quote[:at] + digit + quote[at + 1 :]
    assert not check(changed, of(quote)).supported


@pytest.mark.parametrize("pair", PAIRS_READ[::40], ids=lambda pair: pair.id)
def test_a_misplaced_statement_is_not_supported(pair: LabelledPair) -> None:
    other = "Der Besprechungsraum im ersten Stock bekommt eine neue Lampe und einen Teppich."
    assert not check(pair.statement, of(other)).supported

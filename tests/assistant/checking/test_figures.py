from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.figures import read_figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1. Januar 2027", "01.01.2027"),
        ("1.1.2027", "1 January 2027"),
        ("800.000 €", "0,8 Mio. Euro"),
        ("80 %", "80 Prozent"),
        ("drei Tage", "3 Tage"),
        ("§ 87 Abs. 1 Nr. 6 BetrVG", "§ 87 Absatz 1 Nummer 6 BetrVG"),
        ("halbjährlich", "6 Monate"),
        ("7,5 oder 25 Mio. €", "7.500.000 € oder 25.000.000 €"),
    ],
)
def test_one_figure_however_it_is_written(one: str, other: str) -> None:
    english = "January" in other
    ones, others = read_figures(one), read_figures(other, english)
    assert [(f.kind, f.value, f.unit) for f in ones] == [(f.kind, f.value, f.unit) for f in others]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("ab 50 Stück", ["min"]),
        ("nicht mehr als drei Stellen", ["max"]),
        ("5 bis 15 Tage", ["min", "max"]),
        ("von 31 auf 19 Stunden", ["from", "to"]),
        ("Mehr als 20 braucht man nicht", ["either"]),
        ("mindestens alle 15 Minuten", ["max"]),
        ("bis zum 31.12.2027", ["max"]),
    ],
)
def test_bounds(text: str, bounds: list[str]) -> None:
    assert [figure.bound for figure in read_figures(text)] == bounds


@given(st.integers(1, 10**9))
def test_grouped_and_plain_digits_are_the_same_number(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    (one,), (other,) = read_figures(f"{number} €"), read_figures(f"{grouped} €")
    assert one.states(other)
    assert other.value == str(number)


@given(st.dates())
def test_both_spellings_of_a_date_state_each_other(day: date) -> None:
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    name = months.split()[day.month - 1]
    year = f"{day.year:04d}"
    (short,) = read_figures(f"{day.day:02d}.{day.month:02d}.{year}")
    (long,) = read_figures(f"{day.day}. {name} {year}")
    assert short.states(long)
    assert long.states(short)


def test_a_source_that_says_less_does_not_state_more() -> None:
    (wide,) = read_figures("§ 87 BetrVG")
    (narrow,) = read_figures("§ 87 Abs. 1 BetrVG")
    assert narrow.states(wide)
    assert not wide.states(narrow)


@pytest.mark.parametrize(("text", "value"), [("TENS-Gerät", "10"), ("siebens", "7")])
def test_a_number_word_may_have_one_letter_more(text: str, value: str) -> None:
    assert [figure.value for figure in read_figures(text)] == [value]

"""Numbers: value, unit, magnitude, range and precision, as abstracts write them."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.components import COMPONENTS
from pipeline.nlp import ABSTRACT
from pipeline.numbers import Number, read

Read = Callable[[str], list[Number]]


@pytest.fixture(scope="session")
def numbers(language: Language) -> Read:
    """Reads the numbers of a text, and sees that they lie in it."""

    def read_numbers(text: str) -> list[Number]:
        abstract = language.tokenizer(text).user_data[ABSTRACT]
        COMPONENTS["numbers"](abstract)
        for number in abstract.numbers:
            assert abstract.starts[number.first] == number.start
            assert number.start < number.end <= len(abstract.text)
        return list(abstract.numbers)

    return read_numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("81.2%", 81.2, "%"),
        (r"81.2\%", 81.2, "%"),
        ("81.2 percent", 81.2, "%"),
        ("3.1 percentage points", 3.1, "points"),
        ("3.1 pp", 3.1, "points"),
        ("2.5x", 2.5, "x"),
        (r"$2.5\times$", 2.5, "x"),
        ("17.5times", 17.5, "x"),
        ("4 times faster", 4, "x"),
        ("10-fold", 10, "x"),
        ("twofold", 2, "x"),
        ("three times", 3, "x"),
        ("12,345", 12345, ""),
        ("10{,}000", 10000, ""),
        ("7B", 7e9, ""),
        ("7 billion", 7e9, ""),
        ("1.2M", 1.2e6, ""),
        ("30k", 30000, ""),
        ("$10^{21}$", 1e21, ""),
        ("3e-4", 3e-4, ""),
        (".85", 0.85, ""),
        ("two hundred", 200, ""),
        ("76 B-mode", 76, ""),
        ("7 B-parameter", 7e9, ""),
    ],
)
def test_a_number_is_read(numbers: Read, text: str, value: float, unit: str) -> None:
    [number] = numbers(f"with {text} here")
    assert math.isclose(number.value, value)
    assert number.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("12-38%", 12, 38, "%"),
        ("0.5B--7B", 5e8, 7e9, ""),
        ("14-32B", 14e9, 32e9, ""),
        ("10k–30k", 10e3, 30e3, ""),
        ("2–5x", 2, 5, "x"),
    ],
)
def test_a_range_is_one_number(numbers: Read, text: str, low: float, high: float, unit: str) -> None:
    [number] = numbers(f"by {text} here")
    assert (number.value, number.upper, number.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 5%", "approx"),
        ("~5%", "approx"),
        ("near 5M images", "approx"),
        ("as many as 5M images", "up_to"),
        ("a maximum of 5M images", "up_to"),
        ("in excess of 5M images", "at_least"),
        ("up to 5%", "up_to"),
        ("at most 5%", "up_to"),
        ("less than 5%", "up_to"),
        ("<5%", "up_to"),
        ("over 5%", "at_least"),
        ("more than 5%", "at_least"),
        ("at least 5%", "at_least"),
        ("5M+ images", "at_least"),
        ("by 5%", "exact"),
        ("up to a 5%", "up_to"),
    ],
)
def test_the_precision_is_read(numbers: Read, text: str, qualifier: str) -> None:
    [number] = numbers(f"it is {text} here")
    assert number.qualifier == qualifier


def test_a_list_shares_its_unit(numbers: Read) -> None:
    found = numbers("by 1.2, 3.4 and 5.6% here")
    assert [(number.value, number.unit, number.shared) for number in found] == [
        (1.2, "%", True),
        (3.4, "%", True),
        (5.6, "%", False),
    ]


def test_years_are_known(numbers: Read) -> None:
    assert [number.is_year for number in numbers("in 2023 we saw 2,023 cases")] == [True, False]


@given(st.integers(0, 10**12))
def test_integers_round_trip_with_and_without_separators(value: int) -> None:
    for written in (str(value), f"{value:,}"):
        number = read(f"{written} items", 0)
        assert number is not None
        assert number.value == value
        assert number.end == len(written)


@given(st.decimals(0, 10**6, places=3, allow_nan=False, allow_infinity=False))
def test_decimals_round_trip(value: object) -> None:
    number = read(f"{value}% of it", 0)
    assert number is not None
    assert math.isclose(number.value, float(str(value)))
    assert number.unit == "%"


@given(
    st.integers(1, 9999),
    st.sampled_from(
        [("K", 1e3), ("k", 1e3), ("M", 1e6), ("B", 1e9), ("T", 1e12), (" million", 1e6), (" billion", 1e9)]
    ),
)
def test_magnitudes_multiply(value: int, magnitude: tuple[str, float]) -> None:
    number = read(f"{value}{magnitude[0]} items", 0)
    assert number is not None
    assert number.value == value * magnitude[1]


@given(text=st.text(max_size=120))
def test_any_text_gives_numbers_inside_it_in_order(numbers: Read, text: str) -> None:
    last = 0
    for number in numbers(text):
        assert number.start >= last
        assert math.isfinite(number.value)
        last = number.start


@given(text=st.text(alphabet="0123456789.,-–~%xX×BMk e^(){}$+ ", max_size=80))
def test_number_soup_is_read_without_error(numbers: Read, text: str) -> None:
    for number in numbers(text):
        assert number.upper is None or number.upper > number.value

"""Numbers in digits and words, fractions and scales, read from characters alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.extract.quantity.lexemes import cut_sentence
from rashomon.extract.quantity.numerals import read_digits, read_numeral
from tests.extract.quantity.reading import without_grammar

SMALL = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def in_words(number: int, joint: str = " and ", hyphen: str = "-") -> str:
    """Write a number below a trillion in words."""
    for scale, name in SCALES:
        if number >= scale:
            above, below = divmod(number, scale)
            rest = f"{joint if below < 100 else ' '}{in_words(below, joint, hyphen)}" if below else ""
            return f"{in_words(above, joint, hyphen)} {name}{rest}"
    if number >= 100:
        hundreds, below = divmod(number, 100)
        return f"{SMALL[hundreds]} hundred" + (f"{joint}{in_words(below, joint, hyphen)}" if below else "")
    if number >= 20:
        tens, unit = divmod(number, 10)
        return TENS[tens - 2] + (f"{hyphen}{SMALL[unit]}" if unit else "")
    return SMALL[number]


def value_of(text: str) -> tuple[float | None, str] | None:
    """Return the value of the number that a text begins with, and its words."""
    parse = without_grammar(text)
    lexemes = cut_sentence(parse, 0, len(parse.words))
    numeral = read_numeral(lexemes, 0)
    return None if numeral is None else (numeral.value, text[: lexemes[numeral.end - 1].end])


@settings(deadline=None)  # the first call reads the tables
@given(st.integers(0, 10**12 - 1), st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
def test_every_number_written_in_words_is_read_back(number: int, joint: str, hyphen: str) -> None:
    words = in_words(number, joint, hyphen)

    assert (float(number), words) == value_of(words)


@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "'", "\u00a0", "\u202f"]))
def test_groups_of_three_are_read_whatever_parts_them(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    decimal = separator == "." and 10**3 <= number < 10**6  # "1.500" alone is left open here

    assert (number / 1000 if decimal else number) == read_digits(written)


@given(st.integers(1000, 10**9), st.integers(0, 99))
def test_continental_and_english_decimals_agree(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"

    continental = english.replace(",", " ").replace(".", ",").replace(" ", ".")

    assert read_digits(english) == read_digits(continental) == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("twenty-three men", 23, "twenty-three"),
        ("two hundred and five men", 205, "two hundred and five"),
        ("two hundred and five thousand three hundred men", 205300, "two hundred and five thousand three hundred"),
        ("a dozen men", 12, "a dozen"),
        ("two dozen men", 24, "two dozen"),
        ("half a dozen men", 6, "half a dozen"),
        ("a hundred men", 100, "a hundred"),
        ("a hundred and five men", 105, "a hundred and five"),
        ("half a million men", 500_000, "half a million"),
        ("a quarter of a million men", 250_000, "a quarter of a million"),
        ("quarter-million men", 250_000, "quarter-million"),
        ("two and a half million men", 2_500_000, "two and a half million"),
        ("1.5 million men", 1_500_000, "1.5 million"),
        ("4.1 billion men", 4_100_000_000, "4.1 billion"),
        ("3 hundred thousand men", 300_000, "3 hundred thousand"),
        ("5k runners", 5000, "5k"),
        ("2m people", 2_000_000, "2m"),
        ("2m high", 2, "2"),
        ("3bn people", 3e9, "3bn"),
        ("2½ tonnes", 2.5, "2½"),
        ("2 1/2 tonnes", 2.5, "2 1/2"),
        ("3/4 of them", 0.75, "3/4"),
        ("½ of them", 0.5, "½"),
        ("two-thirds of them", 2 / 3, "two-thirds"),
        ("two thirds of them", 2 / 3, "two thirds"),
        ("a third of them", 1 / 3, "a third"),
        ("a fifth of them", 0.2, "a fifth"),
        ("three quarters of them", 0.75, "three quarters"),
        ("half of them", 0.5, "half"),
        ("one in five", 0.2, "one in five"),
        ("nine out of ten", 0.9, "nine out of ten"),
        ("10 000 men", 10_000, "10 000"),
        ("1,00,000 men", 100_000, "1,00,000"),
        ("dozens of men", None, "dozens"),
        ("tens of thousands of men", None, "tens of thousands"),
        ("several hundred men", None, "several hundred"),
        ("a few dozen men", None, "a few dozen"),
        ("a handful of men", None, "a handful"),
        ("many thousands of men", None, "many thousands"),
    ],
)
def test_a_number_is_read_to_its_end(text: str, value: float | None, words: str) -> None:
    read = value_of(text)

    assert read is not None
    assert words == read[1]
    assert read[0] == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize("text", ["a man", "hundred", "a third man", "a fifth was shot", "quarter finals", "few men"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert value_of(text) is None


@pytest.mark.parametrize("text", ["192.168.1.1", "1,2,3", "1..5"])
def test_digits_that_no_style_groups_so_are_not_read(text: str) -> None:
    assert read_digits(text) is None

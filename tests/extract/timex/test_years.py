"""A number of four digits in its sentence -> a year, or the number of something else."""

from __future__ import annotations

import pytest

from tests.extract.timex.reading import values

OTHERS = [
    "A man was shot in the 2000 block of East Sarn Avenue.",
    "Three houses in the 1600-1700 blocks of Ferry Street burned.",
    "They were called to the 1100-block of Mill Road.",
    "Lind, of 1522 State St., was arrested.",
    "Lind, 20, of 1249 Bells Ferry Road, was arrested.",
    "The robbery at 1606 E. 44th Street failed.",
    "She works at 1802.",
    "Call 1202 if you saw anything.",
    "Witnesses should contact police at 555-014-1140.",
    "Highway 1600 is closed.",
    "One resident told 1010 Oresk Radio so.",
    "Resolutions 1368 and 1373 were adopted.",
    "His 1987 Toyota was found.",
    "They fined him $1,900 and took $1995 from him.",
    "The raid freed 1900 people.",
]

YEARS = [
    ("In 2008 Wall Street fell.", "2008"),
    ("The 1994 Harbour Square trial shook them.", "1994"),
    ("The castle was taken in 1204.", "1204"),
    ("The 1453 siege lasted for weeks.", "1453"),
    ("Its 1990 invasion of Dravia failed.", "1990"),
    ("Turnout was higher than in 2012.", "2012"),
    ("The flood (1998) killed nobody.", "1998"),
    ("A 2003 law forbids it.", "2003"),
]


@pytest.mark.parametrize("sentence", OTHERS)
def test_the_number_of_a_house_or_a_telephone_is_no_year(sentence: str) -> None:
    assert [] == values(sentence)


@pytest.mark.parametrize(("sentence", "year"), YEARS, ids=[y[0] for y in YEARS])
def test_a_year_is_told_by_the_words_around_it(sentence: str, year: str) -> None:
    assert year in [value for _, _, value in values(sentence)]

"""Dates as pages print them -> ISO 8601."""

from __future__ import annotations

import pytest

from rashomon.clean.dates import parse_date


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Sound Research, August 07, 2031", "2031-08-07"),
        ("Tues., Sept. 5, 2017", "2017-09-05"),
        ("the 3rd of March 2023", "2023-03-03"),
        ("2031-05-04T08:30:00+02:00", "2031-05-04"),
        ("20310504", None),
        ("2031-05", "2031-05"),
        ("July 2021", "2021-07"),
        ("25.12.2020", "2020-12-25"),
        ("13\u00a0May\u202f2023", "2023-05-13"),
        ("2020/12/1", "2020-12-01"),
        ("3/4/2020", "2020"),
        ("4/4/2020", "2020-04-04"),
        ("May 5", None),
        ("February 30, 2021", None),
        ("He may go in 2021", None),
    ],
)
def test_a_date_says_as_much_as_it_says(words: str, iso: str | None) -> None:
    assert iso == parse_date(words)

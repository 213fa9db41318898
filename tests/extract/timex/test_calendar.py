from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extract.timex.calendar import add_units, days_of, easter, interval_of, narrowed, nth_weekday, value_at

days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
units = st.sampled_from(["D", "W", "M", "Q", "Y", "E", "C"])


@given(days, units)
def test_a_day_lies_among_the_days_of_its_unit(day: date, unit: str) -> None:
    found = days_of(value_at(day, unit))

    assert found is not None
    assert found[0] <= day <= found[1]


@given(days, units)
def test_units_do_not_overlap_and_leave_no_gap(day: date, unit: str) -> None:
    found = days_of(value_at(day, unit))

    assert found is not None
    following = days_of(value_at(found[1] + timedelta(days=1), unit))
    assert following is not None
    assert found[1] + timedelta(days=1) == following[0]


@given(days, st.sampled_from(["D", "W"]), st.integers(-500, 500))
def test_days_and_weeks_are_added_and_taken_away_again(day: date, unit: str, count: int) -> None:
    assert day == add_units(add_units(day, unit, count), unit, -count)


@given(days, st.sampled_from(["EARLY", "MID", "LATE", "BEFORE", "AFTER"]), units)
def test_a_part_of_an_interval_lies_inside_it(day: date, mod: str, unit: str) -> None:
    whole = days_of(value_at(day, unit))

    assert whole is not None
    first, last = narrowed(whole, mod, day)
    assert whole[0] <= first <= last <= whole[1]


@given(days)
def test_easter_is_a_sunday_of_spring(day: date) -> None:
    found = easter(max(day.year, 1583))

    assert 7 == found.isoweekday()
    assert (3, 22) <= (found.month, found.day) <= (4, 25)


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2011, "2011-04-24"), (2013, "2013-03-31"), (2038, "2038-04-25")]
)
def test_easter_as_the_almanac_has_it(year: int, day: str) -> None:
    assert day == str(easter(year))


def test_the_last_day_of_a_month_stays_the_last() -> None:
    assert date(2012, 2, 29) == add_units(date(2012, 1, 31), "M", 1)
    assert date(2013, 2, 28) == add_units(date(2012, 2, 29), "Y", 1)


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert "2009-W53" == value_at(date(2010, 1, 3), "W")


def test_the_fifth_monday_of_a_short_month_is_its_last() -> None:
    assert date(2013, 5, 27) == nth_weekday(2013, 5, 1, 5)
    assert date(2013, 9, 2) == nth_weekday(2013, 9, 1, 1)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2013-W28-WE", "2013-07-13", "2013-07-14"),
        ("2013-Q3", "2013-07-01", "2013-09-30"),
        ("2013-WI", "2013-12-01", "2014-02-28"),
        ("199", "1990-01-01", "1999-12-31"),
        ("2013-07-11T09", "2013-07-11T09:00", "2013-07-11T09:59"),
        ("2013-07-11TNI", "2013-07-11T18:00", "2013-07-12T06:00"),
    ],
)
def test_the_interval_of_a_value(value: str, first: str, last: str) -> None:
    assert (first, last) == interval_of(value)


@pytest.mark.parametrize("value", ["PRESENT_REF", "XXXX-07-11", "P3M", "2013-13", "2013-W60", "2013-02-30", ""])
def test_a_value_without_days_has_no_interval(value: str) -> None:
    assert interval_of(value) is None

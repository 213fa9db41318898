"""Dates and intervals in words: as people say them, and never more than is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Span, Timex
from rashomon.show.when import days_of, published_between, say_date, say_interval, say_stretch, say_timex


def timex(**fields: Any) -> Timex:
    return Timex(id="x", by="t/1", document="d", span=Span(0, 1), **({"type": "DATE"} | fields))


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2031-05-03", "3 May 2031"),
        ("2031-05-03T10:00:00Z", "3 May 2031"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("2031-13-40", "2031-13-40"),
        (None, "date unknown"),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(published: str | None, said: str) -> None:
    assert say_date(published) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2031-05-03", "2031-05-03", "3 May 2031"),
        ("2031-05-03", "2031-05-09", "between 3 and 9 May 2031"),
        ("2031-04-28", "2031-05-09", "between 28 April and 9 May 2031"),
        ("2030-12-30", "2031-01-02", "between 30 December 2030 and 2 January 2031"),
        ("2031-02-01", "2031-02-28", "February 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-01-01", "2039-12-31", "2030 to 2039"),
        ("2031-05-01", "2031-06-30", "between 1 May and 30 June 2031"),
        ("2031-05-03", None, "not before 3 May 2031"),
        (None, "2031-05-03", "not after 3 May 2031"),
        (None, None, "date unknown"),
    ],
)
def test_a_stretch_is_called_by_its_name_or_by_its_two_ends(
    earliest: str | None, latest: str | None, said: str
) -> None:
    assert say_stretch(earliest, latest) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": "2031-05-03", "earliest": "2031-05-03", "latest": "2031-05-03"}, "Saturday 3 May 2031"),
        (
            {"type": "TIME", "value": "2031-05-03T16:30", "earliest": "2031-05-03T16:30", "latest": "2031-05-03T16:30"},
            "Saturday 3 May 2031, 16:30",
        ),
        ({"value": "XXXX-05-03"}, "no day can be fixed"),
        ({"type": "DURATION", "value": "P3D"}, "3 days"),
        ({"type": "DURATION", "value": "PT1M"}, "1 minute"),
        ({"type": "DURATION", "value": "P1M"}, "1 month"),
        ({"type": "DURATION", "value": "PXW"}, "some weeks"),
        ({"type": "DURATION", "value": "P2CE"}, "2 centuries"),
        ({"type": "DURATION", "value": None}, "of no fixed length"),
        ({"type": "SET", "value": "XXXX-WXX-2"}, "XXXX-WXX-2"),
    ],
)
def test_a_time_expression_is_said_as_what_it_stands_for(fields: dict[str, Any], said: str) -> None:
    assert say_timex(timex(**fields)) == said


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2031-05-03T23:00:00Z", (date(2031, 5, 3), date(2031, 5, 3))),
        ("2031-02", (date(2031, 2, 1), date(2031, 2, 28))),
        ("2031-12", (date(2031, 12, 1), date(2031, 12, 31))),
        ("2031", (date(2031, 1, 1), date(2031, 12, 31))),
        ("2031-13", None),
        ("soon", None),
    ],
)
def test_a_partial_date_of_publication_stands_for_all_its_days(published: str, days: object) -> None:
    assert published_between(published) == days


@given(st.text(max_size=12) | st.dates().map(str), st.text(max_size=12) | st.dates().map(str))
def test_no_date_however_odd_is_more_than_words_can_say(earliest: str, latest: str) -> None:
    days = days_of(earliest, latest)

    assert say_stretch(earliest, latest)
    assert say_timex(timex(earliest=earliest, latest=latest))
    assert (published_between(earliest) or days_of("2031-05-03", "2031-05-03")) is not None
    assert days is None or date.min < days[0] <= days[1] < date.max


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2023-05-30", "2023-05-30", "2023-05-30"),
        ("2023-05-30", "2023-05-31", "2023-05-30…31"),
        ("2023-05-30", "2023-06-02", "2023-05-30…06-02"),
        ("2022-12-30", "2023-12-30", "2022-12-30…2023-12-30"),
        ("2023-05-30T09:00", "2023-05-30T10:30", "2023-05-30T09:00…10:30"),
        ("2023-05", "2023-05-30", "2023-05…2023-05-30"),
        ("2023-05-30", None, "2023-05-30 or later"),
        (None, "2023-05-30", "2023-05-30 or earlier"),
        (None, None, "unknown"),
    ],
)
def test_an_interval_is_as_short_as_it_can_be_understood(earliest: str | None, latest: str | None, said: str) -> None:
    assert said == say_interval(earliest, latest)

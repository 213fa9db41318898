"""The days or instants that a time can stand for, and what is said where the day of publication is not sure."""

from __future__ import annotations

import pytest

from tests.extract.timex.reading import PUBLISHED, timexes

INTERVALS = [
    ("It rained last week.", "2013-07-01", "2013-07-07"),
    ("It rained at the weekend.", "2013-07-06", "2013-07-07"),
    ("It rained in June.", "2013-06-01", "2013-06-30"),
    ("It rained in early June.", "2013-06-01", "2013-06-10"),
    ("It rained in mid-June.", "2013-06-10", "2013-06-21"),
    ("It rained in late June.", "2013-06-21", "2013-06-30"),
    ("It rained earlier this month.", "2013-07-01", "2013-07-11"),
    ("It will rain later this month.", "2013-07-11", "2013-07-31"),
    ("It rained in the first half of 2012.", "2012-01-01", "2012-06-30"),
    ("It rained in the winter of 2010.", "2010-12-01", "2011-02-28"),
    ("It rained in the 1990s.", "1990-01-01", "1999-12-31"),
    ("It rained in the 18th century.", "1700-01-01", "1799-12-31"),
    ("It has rained for the past three months.", "2013-04-11", "2013-07-11"),
    ("It will rain for the next two weeks.", "2013-07-11", "2013-07-25"),
    ("It rained last night.", "2013-07-10T18:00", "2013-07-11T06:00"),
    ("It rained at 10:30 p.m. GMT on Wednesday.", "2013-07-10T22:30+00:00", "2013-07-10T22:30+00:00"),
    ("It rained at midnight on Wednesday.", "2013-07-11T00:00", "2013-07-11T00:00"),
    ("It is raining now.", "2013-07-11", "2013-07-11"),
    ("It recently rained.", None, "2013-07-11"),
    ("It will soon rain.", "2013-07-11", None),
    ("It rained for two days.", None, None),
    ("It rains every day.", None, None),
]


@pytest.mark.parametrize(("sentence", "earliest", "latest"), INTERVALS, ids=[i[0] for i in INTERVALS])
def test_the_interval_runs_from_the_first_to_the_last(sentence: str, earliest: str | None, latest: str | None) -> None:
    (found,) = timexes(sentence)

    assert (earliest, latest) == (found.earliest, found.latest)


PARTIAL = [
    ("They left on Friday.", "XXXX-WXX-5", "2013-06-28", "2013-07-26"),
    ("They left yesterday.", "2013-XX-XX", "2013-06-30", "2013-07-30"),
    ("They left last year.", "2012", "2012-01-01", "2012-12-31"),
    ("They left last month.", "2013-06", "2013-06-01", "2013-06-30"),
    ("They left on 3 May.", "2013-05-03", "2013-05-03", "2013-05-03"),
    ("Later this year they will leave.", "2013", "2013-07-01", "2013-12-31"),
    ("The log was lost on 7/9/2013.", "2013", "2013-01-01", "2013-12-31"),
]


@pytest.mark.parametrize(("sentence", "value", "earliest", "latest"), PARTIAL, ids=[p[0] for p in PARTIAL])
def test_a_month_of_publication_says_as_much_as_it_can(sentence: str, value: str, earliest: str, latest: str) -> None:
    (found,) = timexes(sentence, "2013-07")

    assert (value, earliest, latest) == (found.value, found.earliest, found.latest)


UNDATED = [
    ("They left on Friday.", "XXXX-WXX-5"),
    ("They left yesterday.", None),
    ("They left on 3 May.", "XXXX-05-03"),
    ("They left in May.", "XXXX-05"),
    ("They left last week.", None),
    ("They left in 1998.", "1998"),
    ("They left at noon.", "XXXX-XX-XXT12:00"),
]


@pytest.mark.parametrize(("sentence", "value"), UNDATED, ids=[u[0] for u in UNDATED])
def test_without_a_day_of_publication_nothing_is_invented(sentence: str, value: str | None) -> None:
    (found,) = timexes(sentence, None)

    assert value == found.value
    assert (value == "1998") == (found.earliest is not None)


def test_what_stays_relative_says_so() -> None:
    (found,) = timexes("They left yesterday.", None)

    assert "relative, and nothing tells the day of publication" == found.reason


def test_an_undated_article_goes_on_from_the_dates_it_fixes() -> None:
    found = timexes("The council met on 3 May 2014. On Tuesday it voted. On 10 May it dissolved.", None)

    # 3 May 2014 was a Saturday
    assert ["2014-05-03", "2014-05-06", "2014-05-10"] == [t.value for t in found]


FAR = "Nothing of note was said for a long while about the weather on the river. " * 8


def test_the_year_of_the_one_written_day_goes_to_the_days_around_it() -> None:
    found = timexes(f"They left on 3 March and met on 26 September. {FAR} It is as of 27 September 2015.", None)

    # 3 March is too far from 27 September to tell which year it is of
    assert ["XXXX-03-03", "2015-09-26", "2015-09-27"] == [t.value for t in found if t.value and "-" in t.value]


def test_a_day_on_which_nothing_is_told_to_happen_is_that_of_the_report() -> None:
    found = timexes(
        "Oresk, May 26, 2015. Two men were shot on Monday, police said. The mill will open on Friday.", None
    )

    # 26 May 2015 was a Tuesday
    assert ["2015-05-26", "2015-05-25", "2015-05-29"] == [t.value for t in found]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("They left on Friday.", "the last one up to publication (2013-07-11): past by “left”"),
        ("They will leave on Friday.", "the next one from publication (2013-07-11): future by “leave”"),
        ("They left two days ago.", "counted from publication (2013-07-11)"),
        ("They left on 3 May 2010.", "the date is written out"),
    ],
)
def test_the_reason_says_in_words_how_the_value_came_about(sentence: str, reason: str) -> None:
    (found,) = timexes(sentence, PUBLISHED)

    assert reason == found.reason

"""An article without a date -> between which days it was published, told by its own words."""

from __future__ import annotations

from tests.extract.timex.reading import dating, timexes

SUMMIT = "Leaders will meet at the summit next week, July 11-12, 2023."


def test_next_week_beside_a_date_means_the_week_before_it() -> None:
    found = dating(SUMMIT)

    # 11 July 2023 was a Tuesday
    assert found is not None
    assert ("2023-07-03", "2023-07-09") == (found.earliest, found.latest)
    assert ["next week", "July 11"] == [span.of(SUMMIT) for span in found.evidence]


def test_what_the_dating_fixes_resolves_the_rest() -> None:
    found = timexes(f"{SUMMIT} Last month was dry. They arrived on Friday.", None)

    assert ["2023-W28", "2023-07-11", "2023-07-12", "2023-06", "XXXX-WXX-5"] == [t.value for t in found]
    # the last Friday before a day from Monday 3 to Sunday 9 July
    assert ("2023-06-30", "2023-07-07") == (found[-1].earliest, found[-1].latest)


def test_two_dates_of_one_event_mean_the_same() -> None:
    text = "On July 11, 2023, the league will hold a summit in Oresk. The summit will take place in Oresk next week."
    found = dating(text)

    assert found is not None
    assert ("2023-07-03", "2023-07-09") == (found.earliest, found.latest)


def test_without_a_year_only_the_first_possible_week_is_sure() -> None:
    text = "The talks failed in June 2022. Leaders will meet at the summit next week, July 11-12."
    found = dating(text)

    # 11 July 2022 was a Monday
    assert found is not None
    assert ("2022-07-04", None) == (found.earliest, found.latest)
    assert (found.reason or "").endswith("of 2022, or of a later year")
    assert ["June 2022", "next week", "July 11"] == [span.of(text) for span in found.evidence]


def test_tomorrow_beside_a_date_means_the_day_before_it() -> None:
    found = dating("The lock reopens tomorrow, 12 July 2013.")

    assert found is not None
    assert ("2013-07-11", "2013-07-11") == (found.earliest, found.latest)


def test_no_year_is_invented() -> None:
    assert dating("Leaders will meet at the summit next week, July 11-12.") is None


def test_what_happened_comes_before_publication() -> None:
    text = "The mill burned on 3 May 2010. It had been built in 1998."
    found = dating(text)

    assert found is not None
    assert ("2010-05-03", None) == (found.earliest, found.latest)
    assert ["3 May 2010"] == [span.of(text) for span in found.evidence]


def test_what_is_to_come_comes_after_publication() -> None:
    found = dating("The mill burned in 2010. It will be rebuilt in 2012.")

    assert found is not None
    assert ("2010-01-01", "2012-12-31") == (found.earliest, found.latest)


def test_a_future_of_the_past_bounds_nothing() -> None:
    found = dating("The mill burned in 2010. They said it would be rebuilt in 2012.")

    assert found is not None
    assert ("2010-01-01", None) == (found.earliest, found.latest)


def test_a_goal_for_a_later_year_did_not_happen() -> None:
    assert dating("They spoke of the 2030 target.") is None
    assert dating("They promised to be done by 2030.") is None


def test_nothing_told_is_no_dating() -> None:
    assert dating("It rained yesterday.") is None


def test_a_weekday_beside_a_day_of_the_month_fixes_the_year() -> None:
    text = "The talks ended on 23 October 2025. They will go on next Wednesday, 29 October."
    found = dating(text)

    # 29 October is a Wednesday in 2025, and not again before 2031
    assert found is not None
    assert ("2025-10-23", "2025-10-28") == (found.earliest, found.latest)
    assert ["23 October 2025", "next Wednesday, 29 October"] == [span.of(text) for span in found.evidence]
    assert ["2025-10-23", "2025-10-29"] == [t.value for t in timexes(text, None)]


def test_the_event_after_the_last_one_is_of_its_year_or_of_the_next() -> None:
    found = dating(
        "On March 11-12 the League will hold a summit in Sarn. At the last summit in June 2021 it pledged much. "
        "He spoke of the summit that will take place in Sarn next week. The war of 1898 was told of."
    )

    # 11 March 2022 was a Friday, 11 March 2023 a Saturday
    assert found is not None
    assert ("2022-02-28", "2023-03-05") == (found.earliest, found.latest)


def test_what_lasts_since_a_month_was_published_after_it() -> None:
    found = dating("Since the start of the strike in May 2012, the port has been closed.")

    assert found is not None
    assert ("2012-05-01", None) == (found.earliest, found.latest)


def test_part_of_a_month_stays_a_part_when_the_dating_is_closed() -> None:
    found = timexes(
        "The talks ended on 23 October 2025. They will go on next Wednesday, 29 October, until mid-May.", None
    )

    assert ("2026-05-11", "2026-05-21") == (found[-1].earliest, found[-1].latest)

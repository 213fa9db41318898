"""Series: which period an event counts in, and how often. The values were worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.show.series import By, Kind, Point, Report, Side, When, count_reports

LANN, ORSK = Side("Lann", "l"), Side("Orsk", "o")
PRINTED = date(2031, 5, 3)  # a Saturday


def on(day: date, published: date = PRINTED) -> When:
    return When(day, day, "event", published)


def between(first: date, last: date, published: date | None = PRINTED) -> When:
    return When(first, last, "event", published)


def printed(day: date = PRINTED) -> When:
    return When(day, day, "publication", day)


def report(
    key: str,
    document: str,
    when: When,
    sentence: str = "",
    kind: Kind = "conflict",
    score: float = -9.0,
    pair: tuple[Side, Side] = (LANN, ORSK),
) -> Report:
    return Report(*pair, key, document, sentence or f"{document} tells {key}", kind, score, when)


def cells(reports: list[Report], by: By = "month", fill: bool = False) -> list[tuple[str, str, int, int, int]]:
    return [(p.period, p.kind, p.reports, p.texts, p.events) for p in count_reports(reports, by, fill).points]


def test_three_articles_of_which_one_is_a_copy_are_three_reports_two_texts_one_event() -> None:
    when = on(date(2031, 5, 2))
    told = [
        report("seizure", d, when, s)
        for d, s in (("a", "Lann seized it."), ("b", "Lann seized it."), ("c", "It went."))
    ]

    assert [("2031-05", "conflict", 3, 2, 1)] == cells(told)


def test_an_article_that_tells_an_event_twice_is_one_report() -> None:
    when = on(date(2031, 5, 2))

    assert [("2031-05", "conflict", 1, 1, 1)] == cells([report("seizure", "a", when, s) for s in ("One.", "Two.")])


def test_scores_are_summed_over_events_not_over_their_reports() -> None:
    may, tells = on(date(2031, 5, 2)), [("x", "a", -9.0), ("x", "b", -8.0), ("y", "a", -3.5)]
    [point] = count_reports([report(k, d, may, score=s) for k, d, s in tells], "month").points

    # x is told as -9 and as -8: -8.5
    assert (-12.0, -6.0) == (point.score_sum, point.score_mean)


def test_conflict_and_cooperation_and_the_two_directions_are_counted_apart() -> None:
    when = on(date(2031, 5, 2))
    found = count_reports(
        [
            report("x", "a", when),
            report("y", "a", when, kind="cooperation", score=2.5),
            report("z", "a", when, pair=(ORSK, LANN)),
        ],
        "month",
    )

    assert [("Lann", "conflict", -9.0), ("Lann", "cooperation", 2.5), ("Orsk", "conflict", -9.0)] == [
        (p.actor, p.kind, p.score_sum) for p in found.points
    ]


def test_an_event_lies_on_the_day_that_most_reports_of_it_tell() -> None:
    told = [on(date(2031, 5, 1)), on(date(2031, 5, 2)), on(date(2031, 5, 2)), printed()]
    [point] = count_reports([report("x", str(n), when) for n, when in enumerate(told)], "day").points

    assert ("2031-05-02", 4, 0) == (point.period, point.reports, point.dated_by_publication)


def test_where_no_report_tells_the_day_the_first_article_dates_it_and_the_point_says_so() -> None:
    told = [printed(date(2031, 5, 4)), printed(date(2031, 5, 3))]
    [point] = count_reports([report("x", str(n), when) for n, when in enumerate(told)], "day").points

    assert ("2031-05-03", 1) == (point.period, point.dated_by_publication)


@pytest.mark.parametrize(
    ("when", "by", "period", "inferred"),
    [
        # "in April", told in May: no day and no week of it, and not the day of the article either
        (between(date(2031, 4, 1), date(2031, 4, 30)), "month", "2031-04", 0),
        (between(date(2031, 4, 1), date(2031, 4, 30)), "day", None, 0),
        # "this week", Monday to Sunday around the day of the article
        (between(date(2031, 4, 28), date(2031, 5, 4)), "week", "2031-W18", 0),
        (between(date(2031, 4, 28), date(2031, 5, 4)), "day", "2031-05-03", 1),
        (between(date(2031, 4, 28), date(2031, 5, 4), None), "day", None, 0),
        # an article of which only the month is known
        (When(date(2031, 5, 1), date(2031, 5, 31), "publication", None), "month", "2031-05", 1),
        (When(date(2031, 5, 1), date(2031, 5, 31), "publication", None), "day", None, 0),
        (When(None, None, None, None), "month", None, 0),
        # the week of ISO 8601 that holds New Year's Eve of 2029, a Monday, is the first of 2030
        (on(date(2029, 12, 31)), "week", "2030-W01", 0),
    ],
)
def test_a_stretch_of_days_counts_in_a_period_that_holds_all_of_it(
    when: When, by: By, period: str | None, inferred: int
) -> None:
    found = count_reports([report("x", "a", when)], by)

    assert ([(period, inferred)] if period else []) == [(p.period, p.dated_by_publication) for p in found.points]
    assert (0 if period else 1) == found.undated


def test_empty_periods_between_the_first_and_the_last_are_there_when_asked_for() -> None:
    told = [report("x", "a", on(date(2030, 12, 31))), report("y", "a", on(date(2031, 2, 1)))]

    assert [("2030-12", "conflict", 1, 1, 1), ("2031-02", "conflict", 1, 1, 1)] == cells(told)
    assert [
        ("2030-12", "conflict", 1, 1, 1),
        ("2030-12", "cooperation", 0, 0, 0),
        ("2031-01", "conflict", 0, 0, 0),
        ("2031-01", "cooperation", 0, 0, 0),
        ("2031-02", "conflict", 1, 1, 1),
        ("2031-02", "cooperation", 0, 0, 0),
    ] == cells(told, fill=True)
    assert (
        Point("2031-01", "Lann", "Orsk", "conflict", 0, 0, 0, None, None, 0, "l", "o")
        in count_reports(told, "month", fill=True).points
    )


def test_the_pair_with_most_events_comes_first_then_the_alphabet() -> None:
    may, bree = on(date(2031, 5, 2)), Side("Bree", "b")
    told = [report("x", "a", may, pair=(LANN, bree)), report("y", "a", may, pair=(ORSK, LANN))]
    told += [report("z", "a", may, pair=(bree, ORSK)), report("u", "a", on(date(2031, 6, 1)), pair=(ORSK, LANN))]

    pairs = [(p.actor, p.recipient, p.period) for p in count_reports(told, "month").points]
    assert [
        ("Orsk", "Lann", "2031-05"),
        ("Orsk", "Lann", "2031-06"),
        ("Bree", "Orsk", "2031-05"),
        ("Lann", "Bree", "2031-05"),
    ] == pairs


WHENS = st.sampled_from([on(date(2031, 5, 1)), on(date(2031, 5, 2)), printed(), When(None, None, None, None)])
REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from("xyz"),
        st.sampled_from("abc"),
        WHENS,
        st.sampled_from(["One.", "Two."]),
        st.sampled_from(["conflict", "cooperation"]),
        st.sampled_from([-9.0, 2.1, -3.3, 7.7]),
        st.sampled_from([(LANN, ORSK), (ORSK, LANN)]),
    )
)


@given(REPORTS, st.randoms(), st.sampled_from(["day", "week", "month"]))
def test_counts_do_not_depend_on_the_order_of_the_reports(told: list[Report], random: object, by: By) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert count_reports(told, by) == count_reports(shuffled, by)


@given(REPORTS, st.booleans())
def test_there_are_never_more_events_than_texts_nor_more_texts_than_reports(told: list[Report], fill: bool) -> None:
    for point in count_reports(told, "day", fill).points:
        assert point.reports >= point.texts >= point.events >= point.dated_by_publication >= 0
        assert fill or point.events

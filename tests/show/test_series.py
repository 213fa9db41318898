"""Series: who is meant, which period an event counts in, and how often. The values were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.errors import NotFound
from rashomon.show.event_reader import When
from rashomon.show.series import Asked, By, Kind, Point, Report, count_reports, series_of
from rashomon.show.sides import NOBODY, Side
from rashomon.store import View, open_view
from tests.show.quarrel import keep_quarrel

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


def test_an_article_that_does_not_name_both_sides_reports_the_event_of_those_who_do() -> None:
    when = on(date(2031, 5, 2))
    passive = report("seizure", "b", when)._replace(actor=NOBODY, recipient=NOBODY)

    assert [("2031-05", "conflict", 2, 2, 1)] == cells([report("seizure", "a", when), passive])
    assert [] == cells([passive])


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


def test_an_article_that_names_three_pairs_does_not_outweigh_two_that_name_one() -> None:
    may = on(date(2031, 5, 1))
    told = [report("x", "a", may, pair=pair) for pair in ((LANN, ORSK), (ORSK, LANN), (LANN, Side("Bree", "b")))]
    told += [report("x", document, on(date(2031, 5, 2))) for document in "bc"]

    assert {("2031-05-02", 3)} == {(p.period, p.reports) for p in count_reports(told, "day").points}


def test_early_and_late_years_have_their_periods() -> None:
    told = [report("x", "a", on(date(987, 3, 1))), report("y", "a", on(date(9999, 12, 30)))]

    assert ["0987-03", "9999-12"] == [p.period for p in count_reports(told, "month").points]
    assert "9999-12-30" == count_reports(told[1:], "day", fill=True).points[-1].period
    assert "0987-W09" == count_reports(told[:1], "week").points[0].period


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


# ---- the events of a store ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(place)
    return place


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with open_view(store) as view:
        yield view


def points(view: View, asked: Asked, **how: object) -> list[tuple[str, str, str, str, int, int, int]]:
    found = series_of(view, asked, **how).points  # type: ignore[arg-type]
    return [(p.period, p.actor, p.recipient, p.kind, p.reports, p.texts, p.events) for p in found if p.events]


def test_an_attack_in_two_outlets_word_for_word_is_one_text_and_its_denial_does_not_count(view: View) -> None:
    asked = Asked("Lann", "Orsk")

    assert [
        ("2031-04", "Lann", "Orsk", "cooperation", 1, 1, 1),
        ("2031-05", "Lann", "Orsk", "conflict", 2, 1, 1),
    ] == points(view, asked)


def test_realis_decides_what_counts(view: View) -> None:
    asked = Asked("Lann", "Orsk")

    assert [("2031-05", "Lann", "Orsk", "cooperation", 1, 1, 1)] == points(view, asked, realis={"planned"})
    # the leaflet has no date: its denial is in no month, unless those who say when it was count as well
    assert (0, 1) == (len(points(view, asked, realis={"negated"})), series_of(view, asked, realis={"negated"}).undated)
    assert ("2031-05", "Lann", "Orsk", "conflict", 3, 2, 1) in points(view, asked, realis={"asserted", "negated"})


def test_an_account_is_the_narrators_or_that_of_somebody_whose_name_holds_the_words(view: View) -> None:
    asked = Asked("Lann", "Orsk")
    every = {"asserted", "planned", "negated"}

    assert [("conflict", 2), ("cooperation", 1)] == sorted(
        (kind, reports) for *_, kind, reports, _, _ in points(view, asked, realis=every, account="narrator")
    )
    assert [("2031-05", "Lann", "Orsk", "cooperation", 1, 1, 1)] == points(view, asked, realis=every, account="CAPTAIN")


def test_everybody_is_a_pair_of_names_most_events_first_and_words_of_somebody_unknown_are_none(view: View) -> None:
    assert [
        ("2031-04", "Lann", "Orsk", "cooperation"),
        ("2031-05", "Lann", "Orsk", "conflict"),
        ("2031-04", "Orsk", "Lann", "cooperation"),
    ] == [point[:4] for point in points(view, Asked())]


def test_both_directions_are_one_when_asked_for(view: View) -> None:
    # that the two met counts once, though each met the other
    expected = [("2031-04", "cooperation", 1, 1, 1), ("2031-05", "conflict", 2, 1, 1)]

    assert [("Lann", "Orsk")] == list(dict.fromkeys(p[1:3] for p in points(view, Asked(both=True))))
    assert expected == [p[:1] + p[3:] for p in points(view, Asked(both=True))]
    assert expected == [p[:1] + p[3:] for p in points(view, Asked("orsk", "lann", both=True))]


def test_a_country_is_asked_for_by_its_code(view: View) -> None:
    found = series_of(view, Asked("NOR", "Orsk"))

    # the leaflet that tells of it has no date
    assert ([], 1) == (found.points, found.undated)
    assert 0 == series_of(view, Asked("SWE", "Orsk")).undated


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"realis": {"true"}}, "no realis 'true'; there are: asserted, planned"),
        ({"by": "year"}, "no period 'year'; there are: day, week, month"),
    ],
)
def test_what_there_is_not_is_refused(view: View, how: dict[str, object], message: str) -> None:
    with pytest.raises(NotFound, match=message):
        points(view, Asked(), **how)


def test_a_pile_has_its_series(store: Path) -> None:
    with rashomon.open(store) as pile:
        found = pile.series("Lann", "Orsk", by="day")

    assert [("2031-05-02", "conflict", 1, -9.0)] == [
        (p.period, p.kind, p.events, p.score_sum) for p in found.points if p.events
    ]

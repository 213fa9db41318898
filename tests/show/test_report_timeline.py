"""The timeline: every dated passage in its place, and in words what the picture cannot show."""

from __future__ import annotations

import base64
import re
from datetime import date
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.show.layout.axis import LEFT, RIGHT, WIDTH, Window, choose_window, ticks_of
from rashomon.show.layout.gather import gather
from rashomon.show.layout.timeline import MOST_ROWS, Timeline, draw_timeline
from rashomon.show.report import render_report
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView

DAYS = st.dates(date(1800, 1, 1), date(2200, 1, 1))


def article(ref: str, published: str | None, *said: tuple[str, str, str], **more: Any) -> list[Any]:
    desk = Desk(ref, "It happened " + ", ".join(f"{words} in {ref}" for words, _, _ in said) + ".")
    desk.article(outlet=more.pop("outlet", "Courier"), title=ref, published=published)
    for words, earliest, latest in said:
        desk.date(f"[{words}] in {ref}", earliest, latest, **more)
    return desk.records


def drawn(*articles: list[Any]) -> Timeline:
    return draw_timeline(gather(MemoryView([r for records in articles for r in records])))


def two_articles() -> list[list[Any]]:
    return [
        article("a", "2031-05-04", ("Saturday", "2031-05-03", "2031-05-03"), ("next week", "2031-05-05", "2031-05-11")),
        article("b", "2031-05-07", ("that day", "2031-05-03", "2031-05-03"), ("Monday", "2031-05-05", "2031-05-05")),
    ]


def test_the_title_is_a_sentence_with_its_numbers() -> None:
    assert drawn(*two_articles()).title == "2 articles report on 2 days between 3 and 5 May 2031"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ([("May", "2031-05-01", "2031-05-31")], "1 article reports on 1 time that no day is given for"),
        ([("Saturday", "2031-05-03", "2031-05-03")], "1 article reports on 3 May 2031"),
        ([("first", "2031-05-01", "2031-05-01"), ("last", "2031-05-31", "2031-05-31")],
         "1 article reports on 2 days in May 2031"),
        ([], "No article gives a date that can be placed"),
    ],
)  # fmt: skip
def test_the_title_says_no_more_than_there_is(said: list[tuple[str, str, str]], title: str) -> None:
    assert drawn(article("a", "2031-05-04", *said)).title == title


def test_days_are_as_far_apart_in_the_picture_as_in_time() -> None:
    line = drawn(*two_articles())
    saturday, week = sorted(line.rows[0].bars, key=lambda b: b.x)
    day = saturday.width

    assert [row.label for row in line.rows] == ["1 Courier", "2 Courier"]
    assert week.x - saturday.x == pytest.approx(2 * day)
    assert week.width == pytest.approx(7 * day)
    assert [bar.x - saturday.x for bar in line.rows[0].published] == [pytest.approx(day)]
    assert [bar.x - saturday.x for bar in line.rows[1].published] == [pytest.approx(4 * day)]


def test_the_table_gives_each_time_once_with_everybody_who_reports_it() -> None:
    table = drawn(*two_articles()).table

    assert [(s.said, [(r.reading.number, r.words) for r in s.reports]) for s in table] == [
        ("3 May 2031", [(1, "Saturday"), (2, "that day")]),
        ("5 May 2031", [(2, "Monday")]),
        ("between 5 and 11 May 2031", [(1, "next week")]),
    ]


def test_a_date_of_another_century_is_counted_and_does_not_stretch_the_picture() -> None:
    line = drawn(*two_articles(), article("c", "2031-05-07", ("in 1931", "1931-01-01", "1931-12-31")))

    assert line.notes == ["1 earlier date, back to 1931, lies outside the picture; it is in the table."]
    assert line.rows[0].bars[0].width > 20
    assert line.rows[2].bars == []
    assert len(line.table) == 4


def test_what_is_missing_is_said() -> None:
    nothing = drawn(article("a", None))
    loose = drawn(article("a", None, ("on Tuesday", "", "")))

    assert nothing.notes == [
        "No time expression was found in these articles.",
        "No article says when it was published, nor tells it closely: “on Tuesday” cannot be placed.",
    ]
    assert loose.notes[-1] == "1 time expression cannot be tied to days and is left out."
    assert loose.rows == ()


def test_an_estimated_date_of_publication_is_drawn_as_the_stretch_that_it_is() -> None:
    desk = Desk("a", "The summit of 3 May begins tomorrow.")
    desk.article(title="a")
    desk.date("3 May", "2031-05-03")
    desk.dated("2031-05-01", "2031-05-02", "tomorrow")
    (row,) = drawn(desk.records).rows

    assert [(b.is_day, b.note) for b in row.published] == [(False, "published between 1 and 2 May 2031")]


def test_now_is_no_date_of_the_story_and_a_length_has_no_place() -> None:
    now = article("a", "2031-05-04", ("now", "2031-05-04", "2031-05-04"), value="PRESENT_REF")
    long = article("b", "2031-05-04", ("for days", "2031-05-04", "2031-05-06"), type="DURATION")

    assert drawn(now, long).rows == ()


def test_many_articles_are_drawn_outlet_by_outlet() -> None:
    day = ("Saturday", "2031-05-03", "2031-05-03")
    pile = [
        article(f"n{i}", "2031-05-04", day, outlet="Courier" if i % 3 else "Gazette") for i in range(MOST_ROWS + 20)
    ]
    line = drawn(*pile)

    assert [row.label for row in line.rows] == ["Courier (80)", "Gazette (40)"]
    assert [len(row.bars) for row in line.rows] == [1, 1]


def test_the_picture_has_a_name_and_its_table_leads_to_the_passages() -> None:
    html = render_report(MemoryView([r for records in two_articles() for r in records]))
    page = Page(html)
    (picture,) = (a for tag, a in page.elements if tag == "svg" and a.get("class") == "timeline")

    assert picture["role"] == "img"
    assert set(str(picture["aria-labelledby"]).split()) <= set(page.ids())
    assert len([h for h in page.hrefs() if h.startswith("#x-")]) == 4


def test_the_saved_picture_is_well_formed_and_the_saved_table_is_no_formula() -> None:
    html = render_report(MemoryView(article("a", "2031-05-04", ("=1+1", "2031-05-03", "2031-05-03"))))
    picture, table = (
        base64.b64decode(unquote(code)).decode()
        for code in re.findall(r'download="timeline\.(?:svg|csv)" href="data:[^,]*,([^"]*)"', html)
    )

    assert len(ElementTree.fromstring(picture).findall(".//{*}circle")) == 1
    assert table.splitlines()[1] == "2031-05-03,2031-05-03,'=1+1,Courier,2031-05-04,a"


@given(st.lists(DAYS, min_size=1, max_size=40))
def test_most_days_are_in_the_picture_and_none_lies_outside_its_frame(days: list[date]) -> None:
    window = choose_window(days)
    inside = [d for d in days if window.shows(d, d)]

    assert len(inside) >= 0.8 * len(days) - 0.5
    for day in inside:
        x, width = window.stretch(day, day)
        assert LEFT <= x < x + width <= WIDTH - RIGHT + 1e-6


@given(DAYS, DAYS)
def test_an_axis_of_any_length_has_few_ticks_and_the_longer_ones_have_some(one: date, other: date) -> None:
    window = Window(min(one, other), max(one, other))
    ticks = ticks_of(window)

    assert len(ticks) <= 8
    assert window.days < 14 or ticks
    assert len({t.label for t in ticks}) == len(ticks)


def test_a_last_label_without_room_is_left_out() -> None:
    roomy, cramped = (Window(date(2024, 8, 6), last) for last in (date(2024, 11, 3), date(2024, 10, 28)))

    # the 28th lies 606 and 638 of 656 along, and its label takes 45
    assert ["14 Oct", "28 Oct"] == [t.label for t in ticks_of(roomy)][-2:]
    assert "14 Oct" == ticks_of(cramped)[-1].label

"""The timeline of events: one mark an event in the lane of who acts, told by shape and word whether it took place."""

from __future__ import annotations

import base64
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.show.report import render_report
from rashomon.show.report.axis import LEFT, RIGHT, WIDTH
from rashomon.show.report.gather import gather
from rashomon.show.report.happened import find_happenings
from rashomon.show.report.lanes import MOST_LANES, MOST_SPOTS, Lanes, draw_lanes
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView


def article(ref: str, published: str, *deeds: tuple[str, str, str, str], **more: Any) -> list[Any]:
    """Return an article with deeds: who ("" for nobody), the verb, first and last day ("" where it does not say)."""
    lines = [f"On day {i:03} {who or 'somebody'} {verb} it." for i, (who, verb, *_) in enumerate(deeds)]
    desk = Desk(ref, " ".join(lines))
    desk.article(outlet=ref, title=ref, published=published)
    desk.sentences(*lines)
    for i, (who, verb, first, last) in enumerate(deeds):
        when = f"day {i:03}"
        dated = {"when": when} if first else {}
        if first:
            desk.date(when, first, last)
        actors = [(f"{when} [{who}]", desk.person(who, f"{when} [{who}]"))] if who else []
        desk.event(f"{when} {who or 'somebody'} [{verb}]", "ASSAULT", actors, **dated, **more)
    return desk.records


def drawn(*articles: list[Any]) -> Lanes:
    happenings = find_happenings(gather(MemoryView([r for own in articles for r in own])))
    return draw_lanes(happenings, [])


def week() -> Lanes:
    """Vell acts on the 3rd and between the 4th and 6th, nobody named on the 5th; one deed has no day."""
    return drawn(
        article(
            "a",
            "2031-05-07",
            ("Vell", "shelled", "2031-05-03", "2031-05-03"),
            ("Vell", "mined", "2031-05-04", "2031-05-06"),
            ("", "burned", "2031-05-05", "2031-05-05"),
            ("Vell", "cut", "", ""),
        )
    )


def test_the_title_is_a_sentence_with_its_numbers() -> None:
    assert week().title == "4 events, told 4 times: Vell acts in 3"


def test_each_event_has_one_mark_in_the_lane_of_who_acts_in_most() -> None:
    lanes = [(lane.label, lane.total, [s.words for s in lane.spots]) for lane in week().lanes]

    assert lanes == [("Vell", 3, ["shelled", "mined"]), ("by nobody named", 1, ["burned"])]


def test_events_stand_as_far_apart_as_in_time_and_a_stretch_is_as_wide_as_its_days() -> None:
    shelled, mined = week().lanes[0].spots
    assert mined.stretch is not None
    day = mined.stretch[1] / 3

    # the middle of the 3rd, of the 5th, and of the 7th when it was published
    assert mined.x - shelled.x == pytest.approx(2 * day)
    assert shelled.stretch is None
    assert shelled.published is not None
    assert shelled.published - shelled.x == pytest.approx(4 * day)


def test_what_nobody_dates_is_listed_and_counted() -> None:
    line = week()

    assert [h.main.words for h in line.undated] == ["cut"]
    assert line.notes == ["1 event that no article dates: listed below the picture."]


@pytest.mark.parametrize(
    ("realis", "hollow", "struck", "words"),
    [
        ("asserted", False, False, "shelled"),
        ("historical", False, False, "shelled, long past"),
        ("planned", True, False, "shelled, planned"),
        ("demanded", True, False, "shelled, demanded"),
        ("hypothetical", True, False, "shelled, if"),
        ("negated", True, True, "shelled, not"),
    ],
)
def test_whether_it_took_place_is_told_by_shape_and_by_a_word(
    realis: str, hollow: bool, struck: bool, words: str
) -> None:
    line = drawn(article("a", "2031-05-07", ("Vell", "shelled", "2031-05-03", "2031-05-03"), realis=realis))
    (spot,) = line.lanes[0].spots

    assert (spot.hollow, spot.struck, spot.words) == (hollow, struck, words)


def test_a_pile_of_events_is_cut_to_what_a_picture_holds_and_the_rest_is_counted() -> None:
    many = [(f"Actor {i % 9}", f"did{i}", f"2031-05-{1 + i % 28:02}", f"2031-05-{1 + i % 28:02}") for i in range(60)]
    line = drawn(article("a", "2031-05-30", *many))

    assert (
        line.notes[0]
        == f"The picture shows {MOST_SPOTS} of the 60 events that have a date: those that most articles tell."
    )
    assert sum(len(lane.spots) for lane in line.lanes) == MOST_SPOTS
    assert [lane.label for lane in line.lanes][MOST_LANES:] == ["others"]
    assert sum(lane.total for lane in line.lanes) == 60


def test_no_two_marks_of_a_lane_touch_and_none_leaves_the_picture() -> None:
    many = [("Vell", f"did something {i}", f"2031-05-{1 + i % 9:02}", f"2031-05-{2 + i % 11:02}") for i in range(30)]
    (lane,) = drawn(article("a", "2031-05-12", *[d for d in many if d[2] <= d[3]])).lanes

    for one in lane.spots:
        assert one.extent[0] >= 0
        assert one.extent[1] <= WIDTH
        for other in lane.spots:
            apart = one.extent[1] < other.extent[0] or other.extent[1] < one.extent[0]
            assert one is other or one.track != other.track or apart


def test_every_mark_can_be_reached_and_says_in_words_what_it_shows() -> None:
    records = article("a", "2031-05-07", ("Vell", "shelled", "2031-05-03", "2031-05-03"), realis="planned")
    html = render_report(MemoryView(records))
    page = Page(html)
    (picture,) = (a for tag, a in page.elements if tag == "svg" and a.get("class") == "lanes")
    (mark,) = re.findall(r'<a href="#(e-\w+)" aria-label="([^"]*)"><g class="spot">', html)

    # an image would hide its links from those who listen
    assert picture["role"] == "group"
    assert set(str(picture["aria-labelledby"]).split()) <= set(page.ids())
    assert mark[0] in page.ids()
    assert mark[1] == ("Vell: shelled it. 3 May 2031; planned, said to lie ahead; told by 1 article, 1 text, 1 source")


def test_the_saved_picture_is_well_formed_and_has_no_links() -> None:
    html = render_report(MemoryView(article("<a>&", "2031-05-07", ("Vell", "shelled", "2031-05-03", "2031-05-03"))))
    (code,) = re.findall(r'download="events\.svg" href="data:[^,]*,([^"]*)"', html)
    picture = ElementTree.fromstring(base64.b64decode(code))

    assert len(picture.findall(".//{*}circle")) == 1
    assert picture.findall(".//{*}a") == []


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 20)), min_size=1, max_size=30))
def test_whatever_the_dates_every_drawn_event_lies_in_the_picture(days: list[tuple[int, int]]) -> None:
    first = date(2031, 1, 1).toordinal()
    deeds = [
        ("Vell", f"did{i}", date.fromordinal(first + a).isoformat(), date.fromordinal(first + a + b).isoformat())
        for i, (a, b) in enumerate(days)
    ]
    line = drawn(article("a", "2031-05-12", *deeds))
    spots = [s for lane in line.lanes for s in lane.spots]

    assert 0 < len(spots) <= len(days)
    assert all(LEFT <= s.x <= WIDTH - RIGHT for s in spots)

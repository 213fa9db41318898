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

from rashomon.model import Event
from rashomon.show.layout.axis import LEFT, RIGHT, WIDTH
from rashomon.show.layout.gather import gather
from rashomon.show.layout.happened import find_happenings
from rashomon.show.layout.lanes import MOST_LANES, MOST_SPOTS, Lanes, draw_lanes
from rashomon.show.report import render_report
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView, cluster


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
    day = ("2031-05-03", "2031-05-03")
    planned = article("b", "2031-05-07", ("Ilm", "will shell", *day), realis="planned")

    assert week().title == "4 events, all said to have happened: Vell acts in 3"
    assert drawn(planned).title == "1 event, none said to have happened: Ilm acts in 1"
    assert drawn(planned, article("a", "2031-05-07", ("Vell", "shelled", *day), ("Vell", "mined", *day))).title == (
        "3 events, 2 said to have happened: Vell acts in 2"
    )


def test_each_event_has_one_mark_in_the_lane_of_who_acts_in_most() -> None:
    lanes = [(lane.label, lane.total, [s.words for s in lane.spots]) for lane in week().lanes]

    assert lanes == [("Vell", 3, ["shelled it", "mined it", "cut it"]), ("by nobody named", 1, ["burned it"])]


def test_an_event_stands_in_the_lane_of_who_acts_in_the_telling_that_is_shown() -> None:
    """Another article may name somebody else; their lane would say that they did what is told of the first."""
    day = ("2031-05-03", "2031-05-03")
    one = article("a", "2031-05-07", ("A ship", "sank", *day), ("Vell", "mined", *day), ("Vell", "cut", *day))
    other = article("b", "2031-05-08", ("Vell", "sank", *day), score=0.4)
    events = [r.id for r in [*one, *other] if isinstance(r, Event)]
    line = drawn(one, other, [cluster(events[0], events[3])])

    assert [(lane.label, [s.words for s in lane.spots]) for lane in line.lanes] == [
        ("Vell", ["cut it", "mined it"]),
        ("others", ["A ship: sank it · 2"]),
    ]


def test_events_stand_as_far_apart_as_in_time_and_a_stretch_is_as_wide_as_its_days() -> None:
    shelled, mined, _ = week().lanes[0].spots
    assert mined.stretch is not None
    day = mined.stretch[1] / 3

    # the middle of the 3rd, of the 5th, and of the 7th when it was published
    assert mined.x - shelled.x == pytest.approx(2 * day)
    assert shelled.stretch is None
    assert shelled.published is not None
    assert shelled.published - shelled.x == pytest.approx(4 * day)


def test_what_nobody_dates_is_listed_and_stands_without_a_dot_where_it_was_first_reported() -> None:
    line = week()
    shelled, _, cut = line.lanes[0].spots

    assert [h.main.words for h in line.undated] == ["cut"]
    assert line.notes == [
        "1 event that no article dates: listed below the picture; of these 1 stands where first reported."
    ]
    assert (shelled.undated, cut.undated) == (False, True)
    # the article is of the 7th
    assert cut.x == cut.published == shelled.published
    assert cut.when == "no day given, first reported 7 May 2031"


@pytest.mark.parametrize(
    ("published", "realis"), [("2031-05-07", "planned"), ("2031-05-07", "negated"), ("2031-05", "asserted")]
)
def test_what_did_not_happen_or_was_told_nobody_knows_on_which_day_is_listed_alone(published: str, realis: str) -> None:
    line = drawn(article("a", published, ("Vell", "cut", "", ""), realis=realis))

    assert line.lanes == ()
    assert [h.main.words for h in line.undated] == ["cut"]
    assert line.notes == ["1 event that no article dates: listed below the picture."]


@pytest.mark.parametrize(
    ("realis", "hollow", "struck", "words"),
    [
        ("asserted", False, False, "Vell: shelled it"),
        ("historical", False, False, "Vell: shelled it, long past"),
        ("planned", True, False, "Vell: shelled it, planned"),
        ("demanded", True, False, "Vell: shelled it, demanded"),
        ("hypothetical", True, False, "Vell: shelled it, if"),
        ("negated", True, True, "Vell: shelled it, not"),
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


def test_what_is_long_past_does_not_stretch_the_picture_and_is_counted() -> None:
    now = article("a", "2031-05-07", ("Vell", "shelled", "2031-05-03", "2031-05-03"))
    past = article("b", "2031-05-07", ("Vell", "burned", "2001-05-03", "2001-05-03"), realis="historical")
    line = drawn(now, past)

    assert [[s.words for s in lane.spots] for lane in line.lanes] == [["shelled it"]]
    assert line.notes == ["1 event too far off to be drawn: see the table."]


def test_no_two_marks_of_a_lane_touch_and_none_leaves_the_picture() -> None:
    many = [
        ("Vell", f"did something that takes some telling {i} to", f"2031-05-{1 + i % 9:02}", f"2031-05-{2 + i % 11:02}")
        for i in range(30)
    ]
    (lane,) = drawn(article("a", "2031-05-12", *[d for d in many if d[2] <= d[3]])).lanes

    # words over a mark take up the track above it
    taken = [(s, {s.track, s.track - 1} if s.beside == "above" else {s.track}) for s in lane.spots]

    assert {s.beside for s in lane.spots} >= {"left", "above"}
    for one, tracks in taken:
        assert one.extent[0] >= LEFT - one.radius
        assert one.extent[1] <= WIDTH
        for other, others in taken:
            apart = one.extent[1] < other.extent[0] or other.extent[1] < one.extent[0]
            assert one is other or not tracks & others or apart


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


@pytest.mark.parametrize("published", ["0001-01-03", "2031-05-07", "9999-12-30"])
def test_the_thread_of_what_no_article_dates_has_room_in_the_picture(published: str) -> None:
    (spot,) = drawn(article("a", published, ("Vell", "shelled", "", ""))).lanes[0].spots

    assert LEFT <= spot.drawn[0] < spot.x <= WIDTH - RIGHT
    assert spot.radius == 22 or published.startswith("0001")


def test_no_dot_is_drawn_where_no_article_tells_the_day() -> None:
    html = render_report(MemoryView(article("a", "2031-05-07", ("Vell", "shelled", "", ""))))

    assert re.search(r'<svg class="lanes".*?</svg>', html, re.DOTALL)
    assert html.count('<line class="thread open"') == 1
    assert '<circle class="dot' not in html


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

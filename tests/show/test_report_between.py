"""Conflict and cooperation of two actors: counted three ways, what was only said apart from what happened."""

from __future__ import annotations

import base64
import re
from typing import Any
from xml.etree import ElementTree

from rashomon.show.report import render_report
from rashomon.show.report.between import Between, compare_pairs
from rashomon.show.report.gather import gather
from rashomon.show.report.happened import find_happenings
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView, cluster


def pile() -> MemoryView:
    """Vell strikes Ilm on the 3rd (two articles, copies of each other) and on the 5th; Ilm thanks Vell, undated, in an
    article of the 6th, and is to meet Vell on the 7th; Orsa strikes Vell once.
    """
    first, copy, last = Desk("a", STRIKE), Desk("b", STRIKE), Desk("c", LATER)
    own = [tell_strike(first), tell_strike(copy)]
    first.article(outlet="A", published="2031-05-04")
    copy.article(outlet="B", published="2031-05-04")
    last.article(outlet="C", published="2031-05-06")
    last.sentences(*(f"{line}." for line in LATER[:-1].split(". ")))
    vell, ilm = last.person("Vell", kind="place"), last.person("Ilm", kind="place")
    last.date("On 5 May", "2031-05-05")
    last.date("on 7 May", "2031-05-07")
    last.event("struck", "ASSAULT", [("5 May [Vell]", vell)], [("struck [Ilm]", ilm)], when="On 5 May")
    last.event("thanked", "SUPPORT", [("[Ilm] thanked", ilm)], [("thanked [Vell]", vell)])
    both = [("[Ilm] will", ilm), ("meet [Vell]", vell)]
    last.event("meet", "CONSULT", both, both, when="on 7 May", realis="planned")
    orsa = last.person("Orsa", kind="place")
    last.event("raided", "ASSAULT", [("Orsa", orsa)], [("raided [Vell]", vell)])
    whole = cluster(*own, texts=1, earliest="2031-05-03", latest="2031-05-03")
    return MemoryView([*first.records, *copy.records, *last.records, whole])


STRIKE = "On 3 May Vell shelled Ilm."
LATER = "On 5 May Vell struck Ilm. Ilm thanked Vell. Ilm will meet Vell on 7 May. Orsa raided Vell."


def tell_strike(desk: Desk) -> str:
    desk.sentences(STRIKE)
    desk.date("3 May", "2031-05-03")
    vell, ilm = desk.person("Vell", kind="place"), desk.person("Ilm", kind="place")
    return desk.event("shelled", "ASSAULT", [("Vell", vell)], [("Ilm", ilm)], when="3 May")


def drawn(view: MemoryView) -> list[Between]:
    return compare_pairs(find_happenings(gather(view)))


def test_a_pair_is_told_in_a_sentence_and_one_event_alone_makes_no_line() -> None:
    assert [(b.names, b.title, b.by) for b in drawn(pile())] == [
        ("Ilm and Vell", "2 events of conflict and 1 of cooperation between Ilm and Vell", "day")
    ]


def test_the_table_counts_reports_texts_without_copies_and_events() -> None:
    (pair,) = drawn(pile())

    assert [s[1:] for s in pair.totals] == [
        ("cooperation", True, 1, 1, 1),
        ("cooperation", False, 1, 1, 1),
        ("conflict", True, 3, 2, 2),
    ]
    assert [(s.period, s.kind, s.happened, *s[3:]) for s in pair.table] == [
        ("2031-05-03", "conflict", True, 2, 1, 1),
        ("2031-05-05", "conflict", True, 1, 1, 1),
        ("2031-05-06", "cooperation", True, 1, 1, 1),
        ("2031-05-07", "cooperation", False, 1, 1, 1),
    ]


def test_what_only_the_article_dates_is_counted() -> None:
    (pair,) = drawn(pile())

    assert pair.notes == ["1 of 3 events said to have happened is placed by the date of an article."]


def test_cooperation_lies_above_the_axis_and_conflict_below_with_every_day_between() -> None:
    (pair,) = drawn(pile())
    lines = {(line.kind, line.happened): [y for _, y in line.points] for line in pair.lines}
    up, zero, down = pair.levels[0][0], pair.zero, pair.levels[1][0]

    # the 3rd to the 7th
    assert lines == {
        ("cooperation", True): [zero, zero, zero, up, zero],
        ("cooperation", False): [zero, zero, zero, zero, up],
        ("conflict", True): [down, zero, down, zero, zero],
    }
    assert [t.label for t in pair.ticks] == ["3 May", "4 May", "5 May", "6 May", "7 May"]


def test_what_one_announces_and_another_reports_is_no_second_event() -> None:
    desk = Desk("a", "Vell will strike Ilm. Vell struck Ilm. Vell shelled Ilm.")
    desk.article(outlet="A", published="2031-05-04")
    vell, ilm = desk.person("Vell", kind="place"), desk.person("Ilm", kind="place")
    plan = desk.event("strike", "ASSAULT", [("[Vell] will", vell)], [("strike [Ilm]", ilm)], realis="planned")
    deed = desk.event("struck", "ASSAULT", [("[Vell] struck", vell)], [("struck [Ilm]", ilm)])
    desk.event("shelled", "ASSAULT", [("[Vell] shelled", vell)], [("shelled [Ilm]", ilm)])
    (pair,) = drawn(MemoryView([*desk.records, cluster(plan, deed, reports=1, texts=1, sources=1)]))

    assert [(s.kind, s.happened, s.events) for s in pair.totals] == [("conflict", True, 2)]


def test_the_picture_has_its_table_beside_it_and_both_can_be_saved() -> None:
    html = render_report(pile())
    page = Page(html)
    (picture,) = (a for tag, a in page.elements if tag == "svg" and a.get("class") == "between")
    saved: dict[str, Any] = {
        kind: base64.b64decode(code).decode()
        for kind, code in re.findall(r'download="between[^"]*\.(svg|csv)" href="data:[^,]*,([^"]*)"', html)
    }

    assert picture["role"] == "img"
    assert set(str(picture["aria-labelledby"]).split()) <= set(page.ids())
    assert "Copies removed" in page.words
    assert len(ElementTree.fromstring(saved["svg"]).findall(".//{*}polyline")) == 3
    assert saved["csv"].splitlines()[1] == "Ilm,Vell,day,2031-05-03,conflict,yes,2,1,1"


def test_without_a_pair_the_page_says_so() -> None:
    desk = Desk("a", "Nobody met.")

    assert "No two of those who are known have several events" in Page(render_report(MemoryView(desk.records))).words

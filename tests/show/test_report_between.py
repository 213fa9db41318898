"""Conflict and cooperation of two actors: counted three ways, what was only said apart from what happened."""

from __future__ import annotations

import base64
import re
from typing import Any
from xml.etree import ElementTree

from rashomon.show.layout.between import Between, compare_pairs
from rashomon.show.layout.gather import gather
from rashomon.show.layout.happened import find_happenings
from rashomon.show.report import render_report
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


def test_a_pair_is_told_in_a_sentence_and_one_event_alone_makes_no_picture() -> None:
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

    assert pair.notes == ["1 of 3 dated events said to have happened is placed by the date of an article."]


def test_cooperation_stands_on_the_axis_and_conflict_hangs_from_it_on_its_day() -> None:
    (pair,) = drawn(pile())
    days = {round(tick.x): tick.label for tick in pair.ticks}
    up, down = pair.levels[0][0], pair.levels[1][0]

    # what happened ends in the middle of its day, what was only said begins there
    assert [(days[round(b.x + b.width * b.happened)], b.kind, b.happened, b.y, b.y + b.height) for b in pair.bars] == [
        ("3 May", "conflict", True, pair.zero, down),
        ("5 May", "conflict", True, pair.zero, down),
        ("6 May", "cooperation", True, up, pair.zero),
        ("7 May", "cooperation", False, up, pair.zero),
    ]
    assert [t.label for t in pair.ticks] == ["3 May", "4 May", "5 May", "6 May", "7 May"]


def test_two_events_in_a_day_make_a_bar_twice_as_tall_as_one() -> None:
    desk = Desk("a", "On 3 May Vell raided Ilm. On 3 May Ilm raided Vell. On 5 May Vell shelled Ilm.")
    vell, ilm = desk.person("Vell", kind="place"), desk.person("Ilm", kind="place")
    for when, day, deed, one, other in (
        ("[On 3 May] Vell", "03", "Vell [raided]", ("[Vell] raided Ilm", vell), ("Vell raided [Ilm]", ilm)),
        ("[On 3 May] Ilm", "03", "Ilm [raided]", ("[Ilm] raided Vell", ilm), ("Ilm raided [Vell]", vell)),
        ("On 5 May", "05", "shelled", ("[Vell] shelled", vell), ("shelled [Ilm]", ilm)),
    ):
        desk.date(when, f"2031-05-{day}")
        desk.event(deed, "ASSAULT", [one], [other], when=when)
    (pair,) = drawn(MemoryView(desk.records))

    assert [bar.height for bar in pair.bars] == [80, 40]
    assert pair.title == "3 events of conflict, none of cooperation, between Ilm and Vell"


def test_what_one_announces_and_another_reports_is_no_second_event() -> None:
    desk = Desk("a", "Vell will strike Ilm. Vell struck Ilm. Vell shelled Ilm.")
    desk.article(outlet="A", published="2031-05-04")
    vell, ilm = desk.person("Vell", kind="place"), desk.person("Ilm", kind="place")
    plan = desk.event("strike", "ASSAULT", [("[Vell] will", vell)], [("strike [Ilm]", ilm)], realis="planned")
    deed = desk.event("struck", "ASSAULT", [("[Vell] struck", vell)], [("struck [Ilm]", ilm)])
    desk.event("shelled", "ASSAULT", [("[Vell] shelled", vell)], [("shelled [Ilm]", ilm)])
    (pair,) = drawn(MemoryView([*desk.records, cluster(plan, deed, reports=1, texts=1, sources=1)]))

    assert [(s.kind, s.happened, s.events) for s in pair.totals] == [("conflict", True, 2)]


def test_all_reports_of_an_event_count_for_a_pair_that_one_of_them_names() -> None:
    named, unnamed = Desk("a", "Vell shelled Ilm. Vell raided Ilm."), Desk("b", "Its guns shelled the port.")
    named.sentences("Vell shelled Ilm.", "Vell raided Ilm.")
    unnamed.sentences("Its guns shelled the port.")
    vell, ilm = named.person("Vell", kind="place"), named.person("Ilm", kind="place")
    one = named.event("shelled", "ASSAULT", [("[Vell] shelled", vell)], [("shelled [Ilm]", ilm)])
    named.event("raided", "ASSAULT", [("[Vell] raided", vell)], [("raided [Ilm]", ilm)])
    other = unnamed.event("shelled", "ASSAULT", [("Its guns", None)], [("the port", None)])
    (pair,) = drawn(MemoryView([*named.records, *unnamed.records, cluster(one, other)]))

    assert [s[1:] for s in pair.totals] == [("conflict", True, 3, 3, 2)]
    assert pair.bars == []
    assert pair.notes == ["Too few of these events have a date for a picture."]


def test_articles_that_share_one_sentence_of_an_event_are_one_text_though_one_of_them_says_more() -> None:
    one, other = (
        Desk("a", "Vell shelled Ilm. Ilm was shelled again by Vell. Vell raided Ilm."),
        Desk("b", "Vell shelled Ilm."),
    )
    one.sentences("Vell shelled Ilm.", "Ilm was shelled again by Vell.", "Vell raided Ilm.")
    other.sentences("Vell shelled Ilm.")
    keys = []
    for desk, told in ((one, "Vell [shelled]"), (one, "was [shelled]"), (other, "shelled")):
        vell, ilm = desk.person("Vell", kind="place"), desk.person("Ilm", kind="place")
        keys.append(desk.event(told, "ASSAULT", [("[Vell] shelled", vell)], [("shelled [Ilm]", ilm)]))
    one.event("raided", "ASSAULT", [("[Vell] raided", vell)], [("raided [Ilm]", ilm)])
    (pair,) = drawn(MemoryView([*one.records, *other.records, cluster(*keys, reports=2, texts=1)]))

    # the shelling in two articles of one text, and the raid
    assert [s[1:] for s in pair.totals] == [("conflict", True, 3, 2, 2)]


def test_pairs_come_by_their_events_whether_these_have_a_date_for_a_picture_or_not() -> None:
    days = ["1 May", "2 May", "", "", ""]
    lines = [
        f"On {day} Vell raided Ilm." if day else f"{w} Vell raided Orsa." for w, day in zip("abcde", days, strict=True)
    ]
    desk = Desk("a", " ".join(lines))
    desk.sentences(*lines)
    vell, ilm, orsa = (desk.person(name, kind="place") for name in ("Vell", "Ilm", "Orsa"))
    for line, day in zip(lines, days, strict=True):
        if day:
            desk.date(day, f"2031-05-0{day[0]}")
        before, after = line.split("raided")
        done_to = (f"{before}raided [{after.strip(' .')}]", ilm if day else orsa)
        more = {"when": day} if day else {}
        desk.event(f"{before}[raided]", "ASSAULT", [(f"{before.removesuffix('Vell ')}[Vell]", vell)], [done_to], **more)

    assert [(b.names, bool(b.bars)) for b in drawn(MemoryView(desk.records))] == [
        ("Orsa and Vell", False),
        ("Ilm and Vell", True),
    ]


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
    assert len(ElementTree.fromstring(saved["svg"]).findall(".//{*}rect")) == 5
    assert saved["csv"].splitlines()[1] == "Ilm,Vell,day,2031-05-03,conflict,yes,2,1,1"


def test_without_a_pair_the_page_says_so() -> None:
    desk = Desk("a", "Nobody met.")

    assert "No two of those who are known have several events" in Page(render_report(MemoryView(desk.records))).words

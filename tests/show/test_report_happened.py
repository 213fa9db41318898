"""What happened in the report: one event told by several, by whose account, and what each mark of it says."""

from __future__ import annotations

import base64
import csv
import re
from typing import Any

import pytest

from rashomon.show.report import render_report
from rashomon.show.report.gather import gather
from rashomon.show.report.happened import Happening, choose_told, find_happenings
from rashomon.show.report.people import meet_people
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView, cluster


def three_accounts() -> MemoryView:
    """The Courier tells a shelling in its own voice, the Herald as Vell's denial; a meeting is planned in the Post."""
    courier = Desk("courier", "On 3 May Vell shelled the port of Ilm. The port of Ilm was closed.")
    courier.article(outlet="Courier", title="Shells", published="2031-05-04")
    courier.sentences("On 3 May Vell shelled the port of Ilm.", "The port of Ilm was closed.")
    day = courier.date("3 May", "2031-05-03")
    assert day
    vell, ilm = courier.person("Vell", kind="place"), courier.person("Ilm", kind="place")
    first = courier.event("shelled", "ASSAULT", [("Vell", vell)], [("shelled [the port of Ilm]", ilm)], when="3 May")
    courier.event("closed", "COERCE", [], [("The port of Ilm", ilm)], score=0.4, mode="restrict")
    herald = Desk("herald", "Vell denied that it had shelled the port.")
    herald.article(outlet="Herald", title="Denial", published="2031-05-05")
    denial = herald.says("it had shelled the port", source="Vell", cue="denied", speaker=vell, act="denial")
    second = herald.event(
        "shelled", "ASSAULT", [("it", vell)], [("the port", None)], realis="negated", realis_cue="denied",
        attribution=denial, chain=(denial,),
    )  # fmt: skip
    post = Desk("post", "Vell and Ilm will meet at Breda Falls.")
    post.article(outlet="Post", title="Talks", published="2031-05-06")
    both = [("Vell", vell), ("Ilm", ilm)]
    post.event("meet", "CONSULT", both, both, realis="planned", realis_cue="will", place="Breda Falls")
    one = cluster(first, second, sources=2, earliest="2031-05-03", latest="2031-05-03")
    return MemoryView([*courier.records, *herald.records, *post.records, one])


@pytest.fixture(scope="module")
def told() -> list[Happening]:
    return find_happenings(gather(three_accounts()))


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(three_accounts())


def test_the_reports_of_one_event_are_one_and_what_most_tell_comes_first(told: list[Happening]) -> None:
    assert [(h.phrase, h.told_by, h.said_when, h.place) for h in told] == [
        ("Vell: shelled the port of Ilm", "2 articles, 2 texts, 2 sources", "3 May 2031", ""),
        ("closed (Ilm), by nobody named", "1 article, 1 text, 1 source", "no day given", ""),
        ("Vell and Ilm: meet at Breda Falls", "1 article, 1 text, 1 source", "no day given", "Breda Falls"),
    ]


def test_each_account_has_its_mark_and_its_words(told: list[Happening]) -> None:
    accounts = [[(a.sign, a.words, [t.reading.label for t in a.tellings]) for a in h.accounts] for h in told]

    assert accounts == [
        [("●", "in its own voice", ["Courier"]), ("×", "not, Vell denies", ["Herald"])],
        [("●", "in its own voice", ["Courier"])],
        [("○", "planned", ["Post"])],
    ]
    assert [t.account for t in told[0].tellings] == ["Courier, in its own voice", "Vell denies, in Herald"]
    assert [(h.took_place, h.is_denied) for h in told] == [(True, True), (True, False), (False, False)]


def test_whoever_acts_for_a_country_is_counted_as_it(told: list[Happening]) -> None:
    desk = Desk("a", "Vell and the French navy shelled Ilm.")
    vell = desk.person("Vell")
    desk.event("shelled", "ASSAULT", [("Vell", vell), ("the French navy", None)], [("Ilm", None)])
    (happening,) = find_happenings(gather(MemoryView(desk.records)))

    assert [(s.name, s.id) for s in happening.sides] == [("Vell", vell), ("France", "FRA")]


def test_the_days_of_an_event_that_no_article_dates_are_not_those_of_the_articles() -> None:
    desk = Desk("a", "Vell shelled Ilm.")
    desk.article(published="2031-05-04")
    key = desk.event("shelled", "ASSAULT")
    whole = cluster(key, earliest="2031-04-27", latest="2031-05-04")
    (happening,) = find_happenings(gather(MemoryView([*desk.records, whole])))

    assert (happening.key, happening.days) == (whole.id, None)


def test_an_event_that_the_record_joins_with_none_stands_alone(told: list[Happening]) -> None:
    desk = Desk("a", "Vell shelled Ilm.")
    key = desk.event("shelled", "ASSAULT")

    assert [h.key for h in find_happenings(gather(MemoryView(desk.records)))] == [key]


def test_of_events_told_once_only_sure_ones_that_took_place_are_set_side_by_side(told: list[Happening]) -> None:
    # the closing has a score of 0.4, the meeting is planned
    assert choose_told(told) == told[:1]


def test_the_page_says_who_is_said_to_have_done_what_and_by_whose_account() -> None:
    story = gather(three_accounts())
    pages = {p.entity.name: p.part for p in meet_people(story, find_happenings(story)).pages}
    vell = pages["Vell"]

    assert [h.phrase for h in vell.did] == ["Vell: shelled the port of Ilm", "Vell and Ilm: meet at Breda Falls"]
    assert vell.underwent == []
    assert [(t.sign, t.account) for t in vell.tells] == [("×", "Vell denies, in Herald")]


def test_the_words_of_an_event_carry_a_label_and_a_card_that_are_no_part_of_the_text(html: str) -> None:
    page = Page(html)
    labels = re.findall(r'<span class="label" data-note>([^<]*) </span>', html)
    (card,) = re.findall(r'<span class="deed negated".*?class="card" data-note> \[(.*?)\]</span>', html)

    assert sorted(labels) == ["attack", "attack, not", "restriction?", "talks, planned"]
    assert page.texts == {r.document.id: r.document.text for r in gather(three_accounts()).readings}
    assert [words for words in re.sub("<[^>]*>", "|", card).split("|") if words.strip()] == [
        "Vell: shelled the port",
        "Vell denies, in Herald",
        "said not to have happened: “denied”",
        "attack (PLOVER ASSAULT), sure to 1.00",
        "told by 2 articles, 2 texts, 2 sources",
    ]


def test_every_cell_of_the_table_leads_to_the_words(html: str) -> None:
    page = Page(html)
    links = [h[1:] for h in page.hrefs() if h.startswith(("#e-", "#c-"))]

    assert links
    assert set(links) <= set(page.ids())


def test_the_saved_table_has_a_row_for_each_report() -> None:
    (code,) = re.findall(r'download="events\.csv" href="data:[^,]*,([^"]*)"', render_report(three_accounts()))
    rows = list(csv.reader(base64.b64decode(code).decode().splitlines()))

    assert [row[0] for row in rows] == ["event", "1", "1", "2", "3"]
    assert dict(zip(rows[0], rows[2], strict=True)) == {
        "event": "1", "what": "Vell: shelled the port of Ilm", "earliest": "2031-05-03", "latest": "2031-05-03",
        "where": "", "reports": "2", "texts": "2", "sources": "2", "outlet": "Herald", "published": "2031-05-05",
        "title": "Denial", "words": "shelled", "type": "ASSAULT", "mode": "", "realis": "negated",
        "account": "Vell denies, in Herald", "score": "1.0",
    }  # fmt: skip


def test_hostile_words_of_an_event_stay_words() -> None:
    words = '"><img src=x onerror=alert(1)>'
    desk = Desk("a", f"{words} shelled Ilm.")
    desk.article(outlet=words, title=words)
    who = desk.person(words)
    key = desk.event("shelled", "ASSAULT", [(words, who)], [("Ilm", None)], contexts=(words,), place=words, mode=words)
    page = Page(render_report(MemoryView([*desk.records, cluster(key)])))

    assert "img" not in {tag for tag, _ in page.elements}
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]


def test_no_card_stands_inside_a_link() -> None:
    desk = Desk("a", "The attack of Vell began. Vell spoke.")
    vell = desk.person("Vell")
    desk.mention(vell, "The attack of Vell", "nominal")
    desk.event("attack", "ASSAULT", [("of [Vell]", vell)])
    desk.mention(vell, "[Vell] spoke")
    html = render_report(MemoryView(desk.records))
    (text,) = re.findall(r'<div class="text".*?</article>', html, re.DOTALL)

    assert '<span class="label" data-note>attack </span>' in text
    assert not re.search(r'<a [^>]*class="met"[^>]*>(?:(?!</a>).)*class="card"', text)


def test_a_story_without_events_says_so() -> None:
    desk = Desk("a", "Nothing.")
    words: Any = Page(render_report(MemoryView(desk.records))).words

    assert "No event was found in these articles." in words

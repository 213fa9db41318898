"""What happened in the report: one event told by several, by whose account, and what each mark of it says."""

from __future__ import annotations

import base64
import csv
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Attribution, Event, Mention, Participant, Span
from rashomon.show.layout.cards import write_cards
from rashomon.show.layout.gather import gather
from rashomon.show.layout.happened import Happening, choose_told, find_happenings
from rashomon.show.layout.people import meet_people
from rashomon.show.layout.typeset import link_people, set_article
from rashomon.show.report import render_report
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
    one = cluster(first, second, earliest="2031-05-03", latest="2031-05-03", score=0.93, reason="the same word")
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
        ("closed → Ilm, by nobody named", "1 article, 1 text, 1 source", "no day given", ""),
        ("Vell and Ilm: meet at Breda Falls", "1 article, 1 text, 1 source", "no day given", "Breda Falls"),
    ]


def test_each_account_has_its_mark_and_its_words(told: list[Happening]) -> None:
    accounts = [[(a.sign, a.words, [t.reading.label for t in a.tellings]) for a in h.accounts] for h in told]

    assert accounts == [
        [("●", "in its own voice", ["Courier"]), ("×", "Vell denies", ["Herald"])],
        [("●", "in its own voice", ["Courier"])],
        [("○", "planned, in its own voice", ["Post"])],
    ]
    assert [t.account for t in told[0].tellings] == ["Courier, in its own voice", "Vell denies, in Herald"]
    assert [(h.took_place, h.is_denied) for h in told] == [(True, True), (True, False), (False, False)]


def test_a_denial_is_not_lost_among_many_accounts() -> None:
    desks = [Desk(f"article {i}", f"Speaker {i} says Vell shelled Ilm.") for i in range(6)]
    keys = []
    for i, desk in enumerate(desks):
        desk.article(outlet=f"Outlet {i}")
        said = desk.says("Vell shelled Ilm", cue="says", speaker=desk.person(f"Speaker {i // 2 * 2}", f"Speaker {i}"))
        realis = "negated" if i == 5 else "asserted"
        keys.append(desk.event("shelled", "ASSAULT", realis=realis, attribution=said, chain=(said,)))
    records = [r for desk in desks for r in desk.records]
    (happening,) = find_happenings(gather(MemoryView([*records, cluster(*keys)])))

    assert [a.sign for a in happening.accounts] == ["◐", "×", "◐", "◐"]


def test_whoever_acts_for_a_country_is_counted_as_it(told: list[Happening]) -> None:
    desk = Desk("a", "Vell and the French navy shelled Ilm.")
    vell = desk.person("Vell")
    desk.event("shelled", "ASSAULT", [("Vell", vell), ("the French navy", None)], [("Ilm", None)])
    (happening,) = find_happenings(gather(MemoryView(desk.records)))

    assert [(s.name, s.id) for s in happening.sides] == [("Vell", vell), ("France", "FRA")]


def test_a_state_is_one_side_whether_it_is_taken_for_a_place_or_for_an_organisation() -> None:
    desk = Desk("a", "Vell shelled Ilm. Then Vell raided Ilm.")
    for place, kind, deed in (("[Vell] shelled", "place", "shelled"), ("Then [Vell]", "organisation", "raided")):
        desk.event(deed, "ASSAULT", [(place, desk.person("Vell", place, kind=kind))])
    sides = [h.sides for h in find_happenings(gather(MemoryView(desk.records)))]

    assert [[s.name for s in own] for own in sides] == [["Vell"], ["Vell"]]
    assert sides[0] == sides[1]


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
    (card,) = re.findall(r'<span class="deed negated".*?class="card" data-note>(.*?)</span></span></span>', html)

    assert sorted(labels) == ["attack", "attack, not", "restriction?", "talks, planned"]
    assert page.texts == {r.document.id: r.document.text for r in gather(three_accounts()).readings}
    assert [words for words in re.sub("<[^>]*>", "|", card).split("|") if words.strip()] == [
        "Vell: shelled the port",
        "Vell denies, in Herald",
        "said not to have happened: “denied”",
        "attack (PLOVER ASSAULT), sure to 1.00",
        "told by 2 articles, 2 texts, 2 sources",
    ]


def test_it_is_said_why_reports_are_taken_for_one_event(html: str) -> None:
    assert re.findall(r'<p class="why">(.*?)</p>', html) == ["Taken for one event by the machine: the same word (0.93)"]


def test_every_cell_of_the_table_leads_to_the_words(html: str) -> None:
    page = Page(html)
    links = [h[1:] for h in page.hrefs() if h.startswith(("#e-", "#c-"))]

    assert links
    assert set(links) <= set(page.ids())


def test_the_saved_table_has_a_row_for_each_event() -> None:
    (code,) = re.findall(r'download="events\.csv" href="data:[^,]*,([^"]*)"', render_report(three_accounts()))
    rows = list(csv.reader(base64.b64decode(code).decode().splitlines()))

    assert len(rows) == 4
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "event": "Vell: shelled the port of Ilm", "earliest": "2031-05-03", "latest": "2031-05-03", "where": "",
        "reports": "2", "texts": "2", "sources": "2", "accounts": "● in its own voice (1); × Vell denies (1)",
        "words": "shelled", "type": "ASSAULT", "mode": "", "score": "1.0",
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


SPANS = st.tuples(st.integers(0, 39), st.integers(1, 12)).map(lambda p: Span(p[0], min(40, p[0] + p[1])))
LETTERS = "abcde fghij. klmno pqrst\n\nuvwxy zabcd efg"[:40]


@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4), st.lists(st.tuples(SPANS, SPANS), max_size=4))
def test_wherever_events_lie_the_text_reads_back_and_no_link_holds_a_card(
    said: list[Span], named: list[Span], deeds: list[tuple[Span, Span]]
) -> None:
    desk = Desk("a", LETTERS)
    for i, span in enumerate(said):
        desk.records.append(Attribution(id=f"a{i}", by="t/1", document=desk.id, content=(span,), kind="direct"))
    for i, span in enumerate(named):
        desk.records.append(
            Mention(id=f"m{i}", by="t/1", document=desk.id, span=span, kind="person", form="name", entity="somebody")
        )
    for i, (trigger, actor) in enumerate(deeds):
        parties = (Participant(span=actor),)
        desk.records.append(
            Event(id=f"e{i}", by="t/1", document=desk.id, trigger=trigger, type="ASSAULT", actors=parties)
        )
    story = gather(MemoryView(desk.records))
    cards = write_cards(find_happenings(story), [])
    (reading,) = story.readings
    html = set_article(reading, {}, link_people(reading, {"somebody"}), cards)
    page = Page(f'<div data-document="a">{html}</div>')

    assert page.texts["a"] == LETTERS
    assert page.unclosed == []
    assert str(html).count('class="card"') == len(deeds)
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*class=\"card\"", str(html), re.DOTALL)

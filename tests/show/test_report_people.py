"""The pages of people: every name with its count, every merge with its reason, all they say and all said of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rashomon.model import Mention, Office, Span
from rashomon.show.layout.gather import gather
from rashomon.show.layout.people import Page as PersonPage
from rashomon.show.layout.people import meet_people
from rashomon.show.report import render_report
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView

PRESIDENT = Office(title="president", country="ORS")


def three_articles() -> MemoryView:
    """Holt speaks in two articles and is spoken of in two; Brandt speaks once; Miro Olsen is only named."""
    return MemoryView([*gazette(), *courier_later(), *undated()])


def gazette() -> list[Any]:
    desk = Desk(
        "gazette.txt", "Anna Holt said the gates held. The president smiled. Brandt said Holt was wrong about them."
    )
    desk.article(outlet="Gazette", title="Gates held", published="2031-05-03")
    holt = desk.person("Anna Holt", "Anna Holt", "Brandt said [Holt]")
    desk.mention(holt, "The president", "nominal", office=PRESIDENT)
    desk.says("the gates held", cue="Holt [said] the gates", speaker=holt)
    brandt = desk.person("Brandt", "Brandt")
    desk.says("Holt was wrong about them", cue="Brandt [said]", speaker=brandt)
    return desk.records


def courier_later() -> list[Any]:
    desk = Desk(
        "courier.txt", "Ana Holt doubts it. She said: “Holt never lied.” Miro Olsen listened. The company said she did."
    )
    desk.article(outlet="Courier", title="Doubts", published="2031-05-02")
    holt = desk.person("Anna Holt", "Ana Holt", reason="given names spelt alike")
    desk.mention(holt, "[She] said", "pronoun")
    desk.mention(holt, "said [she] did", "pronoun")
    desk.mention(holt, "“[Holt] never")
    desk.says("it", cue="doubts", speaker=holt, act="belief")
    desk.says("“Holt never lied.”", cue="She [said]", speaker=holt)
    desk.person("Miro Olsen", "Miro Olsen")
    company = desk.person("the company", "The company", form="nominal", kind="organisation")
    desk.says("she did", cue="company [said]", speaker=company)
    return desk.records


def undated() -> list[Any]:
    desk = Desk("leaflet.txt", "Holt says boots help.")
    desk.article(title="Boots")
    holt = desk.person("Anna Holt", "Holt", reason="the only Holt in the pile")
    desk.says("boots help", cue="says", speaker=holt)
    return desk.records


@pytest.fixture(scope="module")
def holt() -> PersonPage:
    (page,) = (p for p in meet_people(gather(three_articles())).persons if p.entity.name == "Anna Holt")
    return page


def words(quotes: Any) -> list[str]:
    return [q.attribution.content[0].of(q.reading.document.text) for q in quotes]


def test_what_somebody_says_is_in_the_order_of_publication_undated_last(holt: PersonPage) -> None:
    assert words(holt.says) == ["it", "“Holt never lied.”", "the gates held", "boots help"]
    assert [q.attribution.act for q in holt.says] == ["belief", "statement", "statement", "statement"]


def test_what_others_say_of_somebody_is_what_mentions_them_and_not_what_they_say_themselves(holt: PersonPage) -> None:
    assert words(holt.told) == ["she did", "Holt was wrong about them"]


def test_names_are_counted_by_outlet_without_pronouns(holt: PersonPage) -> None:
    assert [(c.outlet.label, c.words, c.total) for c in holt.calls] == [
        ("Courier", [("Ana Holt", 1), ("Holt", 1)], 2),
        ("Gazette", [("Anna Holt", 1), ("Holt", 1), ("The president", 1)], 3),
        ("outlet unknown", [("Holt", 1)], 1),
    ]


def test_each_name_that_was_merged_has_its_reason_and_its_articles(holt: PersonPage) -> None:
    assert [(m.name, m.reason, [r.document.ref for r in m.readings]) for m in holt.merges] == [
        ("Ana Holt", "given names spelt alike", ["courier.txt"]),
        ("Anna Holt", None, ["gazette.txt"]),
        ("Holt", "the only Holt in the pile", ["leaflet.txt"]),
    ]


def test_each_article_of_a_merge_is_led_to_where_its_words_for_them_first_stand() -> None:
    view = three_articles()
    page = Page(render_report(view))
    mentions = [m for m in view.records("mention") if isinstance(m, Mention)]
    (ana,) = (m.id for m in mentions if m.span == Span(0, len("Ana Holt")))

    assert f"#m-{ana}" in page.hrefs()


def test_an_office_is_said_with_the_number_of_articles_that_know_it(holt: PersonPage) -> None:
    assert [(h.office, [r.document.ref for r in h.readings]) for h in holt.offices] == [(PRESIDENT, ["gazette.txt"])]


def test_everybody_who_speaks_and_every_person_named_has_a_page() -> None:
    people = meet_people(gather(three_articles()))

    assert [p.entity.name for p in people.persons] == ["Anna Holt", "Brandt"]
    assert [p.entity.name for p in people.described] == ["the company"]
    assert [p.entity.name for p in people.silent] == ["Miro Olsen"]
    assert people.others == []


def test_two_people_of_one_name_have_two_pages() -> None:
    desks = [Desk(ref, "Holt said no.") for ref in ("a.txt", "b.txt")]
    for desk, kind in zip(desks, ("person", "organisation"), strict=True):
        desk.says("no", cue="said", speaker=desk.person("Holt", "Holt", kind=kind))
    page = Page(render_report(MemoryView([r for d in desks for r in d.records])))

    assert len([i for i in page.ids() if i.startswith("person-")]) == 2


def test_a_name_in_the_text_leads_to_the_page_and_the_keyboard_stops_at_the_first_in_an_article() -> None:
    page = Page(render_report(three_articles()))
    names = [a for tag, a in page.elements if tag == "a" and str(a.get("href")).startswith("#person-")]
    inline = [a for a in names if "met" in str(a.get("class")) or a.get("tabindex") == "-1"]

    # Anna Holt, Holt, The president and Brandt; Ana Holt, Holt, Miro Olsen and The company; Holt
    assert len(inline) == 9
    assert len([a for a in inline if a.get("class") == "met"]) == 6
    assert {str(a["href"])[1:] for a in names} <= set(page.ids())


def test_no_link_stands_in_a_link_where_names_stand_in_one_another() -> None:
    desk = Desk("a.txt", "The wife of Anna Holt said no.")
    wife = desk.person("the wife", "The wife of Anna Holt", form="nominal")
    desk.person("Anna Holt", "Anna Holt")
    desk.says("no", cue="said", speaker=wife)
    html = render_report(MemoryView(desk.records))
    (text,) = re.findall(r'<div class="text".*?</article>', html, re.DOTALL)
    links = re.findall(r"<a .*?</a>", re.sub(r"<a class=\"who.*?</a>", "", text))

    assert [re.sub("<[^>]*>", "", link) for link in links] == ["Anna Holt"]


def test_inside_what_is_said_of_somebody_the_words_for_them_are_marked() -> None:
    html = render_report(three_articles())

    assert '<a class="them">Holt</a> was wrong about them' in html
    assert '<mark class="indirect lane0"><a class="them">she</a> did</mark>' in html

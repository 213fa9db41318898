"""Numbers side by side: what counts the same stands together, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.model import Mention, Span
from rashomon.show.report import render_report
from rashomon.show.report.gather import gather
from rashomon.show.report.numbers import compare_numbers
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView


def article(ref: str, text: str, amount: str, value: Any, of: str, **more: Any) -> list[Any]:
    """Return an article of one sentence with one amount; `place` and `when` are words of it, `when` with its day.

    `names` are whom the article names besides.
    """
    names = more.pop("names", ("Ivo Marrek", "Lena Toft"))
    desk = Desk(ref, f"{text}\n\nSeen by {' and '.join(names)}.")
    for name in names:
        desk.person(name, name)
    desk.article(outlet=more.pop("outlet", ref), title=ref, published=more.pop("published", "2031-05-03"))
    desk.sentences(text)
    day = more.pop("day", None)
    for part in ("place", "when"):
        if part in more:
            more[part] = desk.span(more[part])
    if day:
        desk.date(desk.document.text[more["when"].start : more["when"].end], day)
    desk.amount(amount, value, of=of, **more)
    return desk.records


def compared(*articles: list[Any]) -> list[tuple[str, list[str]]]:
    groups = compare_numbers(gather(MemoryView([r for records in articles for r in records])))
    return [(g.thing, [a.words for a in g.accounts]) for g in groups]


MINERS = article("a", "At least 14 miners died in the Orsa pit.", "At least 14", 14, "miners", bound="at_least")


def test_accounts_of_one_count_stand_together_whatever_their_words() -> None:
    later = article("b", "The Orsa pit has killed 17 miners, the owner says.", "17", 17, "miners")
    vague = article("c", "Dozens of miners dead in Orsa.", "Dozens", None, "miners", bound="about")

    assert compared(MINERS, later, vague) == [("miners, killed", ["At least 14", "17", "Dozens"])]


@pytest.mark.parametrize(
    ("text", "amount", "of"),
    [
        ("In the Orsa pit 17 miners were injured.", "17", "miners"),
        ("In the Orsa pit 17 horses died.", "17", "horses"),
        ("In the Orsa pit 17 miners sang.", "17", "miners"),
        ("Of quite other things, 17 miners died.", "17", "miners"),
        ("In the Orsa pit one of its 17 miners died.", "17", "miners"),
    ],
)
def test_another_fate_another_thing_or_another_story_is_no_account_of_it(text: str, amount: str, of: str) -> None:
    assert compared(MINERS, article("b", text, amount, 17, of)) == []


def test_counts_of_two_places_or_two_days_are_two_facts() -> None:
    here = article("a", "The flood took 30 bridges in Orsa on Monday.", "30", 30, "bridges", place="Orsa")
    there = article("b", "The flood took 30 bridges in Breda.", "30", 30, "bridges", place="Breda")
    monday = article(
        "c", "The flood had taken 30 bridges by Monday.", "30", 30, "bridges", when="Monday", day="2031-05-05"
    )
    friday = article(
        "d", "The flood had taken 30 bridges by Friday.", "30", 30, "bridges", when="Friday", day="2031-05-09"
    )

    assert compared(here, there) == []
    assert compared(monday, friday) == []
    assert compared(here, monday) == [("bridges", ["30", "30"])]


def test_amounts_in_different_units_are_not_compared() -> None:
    tonnes = article("a", "The barge of Orsa Power carried 900 tonnes of sand.", "900 tonnes", 900, "sand", unit="t")
    metres = article("b", "The barge of Orsa Power carried 900 metres of sand.", "900 metres", 900, "sand", unit="m")

    assert compared(tonnes, metres) == []


def test_articles_that_name_nobody_in_common_tell_two_stories() -> None:
    elsewhere = article("b", "The Orsa pit has killed 17 miners.", "17", 17, "miners", names=("Tove Lind", "Lena Toft"))

    assert compared(MINERS, elsewhere) == []


@pytest.mark.parametrize(("unit", "found"), [(None, []), ("m", [("Anna Reet", ["62-metre", "62-metre"])])])
def test_a_number_before_a_name_counts_nothing_unless_it_has_a_unit(unit: str | None, found: list[Any]) -> None:
    ships = [
        article(ref, "The cutter rammed the 62-metre Anna Reet in the estuary.", "62-metre", 62, "Anna Reet", unit=unit)
        for ref in ("a", "b")
    ]
    for records in ships:
        document = records[0].id
        start = records[0].text.index("Anna Reet")
        records.append(
            Mention(
                id=f"m{document}",
                by="hand/1",
                document=document,
                span=Span(start, start + 9),
                kind="other",
                form="name",
                entity="ship",
            )
        )

    assert compared(*ships) == found


def test_people_without_a_word_on_what_became_of_them_are_not_compared() -> None:
    crowd = article("a", "In Orsa 500 people sang on the square.", "500", 500, "people")
    guests = article("b", "In Orsa 500 people dined on the square.", "500", 500, "people")

    assert compared(crowd, guests) == []


def test_one_article_alone_or_words_without_a_figure_are_nothing_to_compare() -> None:
    vague = [article(ref, "Dozens of miners died in Orsa.", "Dozens", None, "miners") for ref in ("a", "b")]

    assert compared(MINERS) == []
    assert compared(*vague) == []


@pytest.mark.parametrize("outlets", [2, 9])
def test_each_cell_leads_to_the_words_and_has_its_date(outlets: int) -> None:
    texts = [
        article(f"n{i}", f"In Orsa 1{i} miners were killed.", f"1{i}", 10 + i, "miners", published=f"2031-05-0{i + 1}")
        for i in range(outlets)
    ]
    page = Page(render_report(MemoryView([r for records in texts for r in records])))
    words = " ".join(page.words.split())

    assert len([h for h in page.hrefs() if h.startswith("#x-")]) == outlets
    assert "miners, killed" in words
    assert "10 1 May 2031" in words
    assert "11 2 May 2031" in words

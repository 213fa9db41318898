"""The timeline in the reading room: days that are asked for, who is named beside them, numbers side by side."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rashomon.show.layout.axis import Window
from rashomon.show.layout.time_page import TimesWanted, views_of
from rashomon.store import open_view
from tests.show.page import Page
from tests.show.quarrel import keep_quarrel
from tests.web.visiting import visiting

Visit = Callable[[str], Any]
MAY = Window(date(2031, 5, 1), date(2031, 5, 8))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(store)
    return store


@pytest.fixture(scope="module")
def visit(store: Path) -> Iterator[Visit]:
    with visiting(store) as get:
        yield get


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def times_of(visit: Visit, asked: str) -> list[tuple[str, str]]:
    """Return the outlet and the words of each row of the file that is saved."""
    rows = csv.DictReader(io.StringIO(visit(f"/timeline.csv{asked}").text))
    return [(row["outlet"].lstrip("'"), row["words"]) for row in rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [("Gazette", "April"), ("+Post", "Friday"), ("Gazette", "Friday")]),
        ("?from=2031-05-02", [("+Post", "Friday"), ("Gazette", "Friday")]),
        ("?to=2031-04", [("Gazette", "April")]),
        ("?from=2031&to=2031&outlet=Gazette", [("Gazette", "April"), ("Gazette", "Friday")]),
        ("?from=2032", []),
    ],
)
def test_what_is_saved_is_what_is_asked_for(visit: Visit, asked: str, found: list[tuple[str, str]]) -> None:
    assert times_of(visit, asked) == found


def test_the_title_counts_the_days_that_are_asked_for_and_says_what_lies_outside(visit: Visit) -> None:
    page = words_of(visit("/timeline?from=2031-05-02&to=2031-05-04").text)

    assert "2 of 3 articles report on 2 May 2031" in page
    assert "1 earlier date, back to 2031, lies outside these days." in page


def test_days_on_which_nothing_is_reported_are_said_to_have_nothing(visit: Visit) -> None:
    assert "No article reports on a day between 5 and 6 June 2031" in words_of(
        visit("/timeline?from=2031-06-05&to=2031-06-06").text
    )


def test_whoever_is_named_beside_a_date_can_be_asked_for(visit: Visit, store: Path) -> None:
    with open_view(store) as view:
        named = {e.name: e.id for e in view.records("entity")}

    # no mention of Lann is set in the sentence on April
    assert times_of(visit, f"?actor={named['Lann']}") == [("+Post", "Friday"), ("Gazette", "Friday")]
    assert times_of(visit, f"?actor={named['NATO']}") == []


def test_those_who_are_offered_are_named_beside_as_many_dates_as_it_says(sample_store: Path) -> None:
    with visiting(sample_store) as visit:
        offered = re.findall(r'<option value="([0-9a-f]{16})">[^<]* \((\d+)\)<', visit("/timeline").text)

        assert len(offered) > 10
        for key, number in offered[:10]:
            assert len(times_of(visit, f"?actor={key}")) == int(number)


def test_numbers_stand_side_by_side_in_the_order_of_publication(sample_store: Path) -> None:
    with visiting(sample_store) as visit:
        page = words_of(visit("/timeline").text)

    _, _, figures = page.partition("How many")
    killed, _, _ = figures.partition("crew members rescued")
    # by hand in samples/truth.json: two on the 14th and 15th, "as many as four" feared dead, four from the 16th on
    assert re.findall(r"(\d+ October 2025)(at least \d|at most \d|\d)", killed) == [
        ("14 October 2025", "at least 2"),
        ("15 October 2025", "at least 2"),
        ("15 October 2025", "at most 4"),
        ("16 October 2025", "4"),
        ("17 October 2025", "4"),
        ("18 October 2025", "4"),
    ]


@pytest.mark.parametrize("asked", ["?from=soon", "?from=2031-05-03&to=2031-05-02"])
def test_what_is_no_stretch_of_time_is_answered_with_why(visit: Visit, asked: str) -> None:
    answer = visit(f"/timeline{asked}")

    assert answer.status_code == 404
    assert re.search("no date|nothing is between", words_of(answer.text))


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        (None, None, None),
        ("2031-05-03", None, (date(2031, 5, 3), MAY.last)),
        (None, "2031-05-03", (MAY.first, date(2031, 5, 3))),
        ("2030", "2030", (date(2030, 1, 1), date(2030, 12, 31))),
        # beyond what there is, a day is shown rather than a stretch that ends before it begins
        ("2032-01-01", None, (date(2032, 1, 1), date(2032, 1, 1))),
        (None, "2030-01-01", (date(2030, 1, 1), date(2030, 1, 1))),
    ],
)
def test_an_open_side_is_where_the_picture_would_end(since: Any, until: Any, window: Any) -> None:
    assert TimesWanted(since, until).window(MAY) == window


def test_closer_earlier_later_and_wider_are_windows_of_their_own() -> None:
    # eight days: a quarter is two, a half is four
    assert [(name, w.first.day, w.last.month, w.last.day) for name, w in views_of(MAY)] == [
        ("closer", 3, 5, 6),
        ("earlier", 27, 5, 4),
        ("later", 5, 5, 12),
        ("wider", 27, 5, 12),
    ]
    assert views_of(Window(date.min, date.max)) == []

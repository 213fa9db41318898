"""Numbers, amounts and offices in words."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.model import Office, Quantity, Span, Timex
from rashomon.show.notes import Note, note_on
from rashomon.show.words import part, say_country, say_number, say_office, say_quantity, times


def quantity(**fields: Any) -> Quantity:
    return Quantity(id="q", by="t/1", document="d", span=Span(0, 1), **fields)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": 14.0, "bound": "at_least"}, "at least 14"),
        ({"value": 1e9, "unit": "USD"}, "1 billion USD"),
        ({"value": (3.0, 5.5), "unit": "km"}, "3 to 5.5 km"),
        ({"value": 90.0, "unit": "percent", "bound": "at_most"}, "at most 90 percent"),
        ({"value": None, "bound": "about", "unit": "people"}, "no figure given"),
    ],
)
def test_an_amount_is_said_with_its_bound_and_unit(fields: dict[str, Any], said: str) -> None:
    assert say_quantity(quantity(**fields)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (12.0, "12"),
        (1 / 3, "0.3333"),
        (0.5, "0.5"),
        (1204.25, "1,204.25"),
        (1e6, "1 million"),
        (1_250_000.0, "1.25 million"),
        (1_234_567.0, "1,234,567"),
        (9.9e11, "990 billion"),
        (4e15, "4,000 trillion"),
    ],
)
def test_a_number_has_as_many_digits_as_it_needs(number: float, said: str) -> None:
    assert say_number(number) == said


@pytest.mark.parametrize(
    ("words", "fields", "note"),
    [
        ("at least two", {"value": 2.0, "bound": "at_least"}, None),
        ("1,900 tonnes", {"value": 1900.0, "unit": "t"}, None),
        ("upwards of 75,000", {"value": 75000.0, "bound": "at_least"}, "at least 75,000"),
        ("a dozen", {"value": 12.0}, "12"),
        ("dozens", {"value": None, "bound": "about"}, None),
        ("$1 billion", {"value": 1e9, "unit": "USD"}, "1 billion USD"),
        ("$5", {"value": 5.0, "unit": "USD"}, "5 USD"),
    ],
)
def test_a_note_stands_only_where_the_words_do_not_say_the_value(
    words: str, fields: dict[str, Any], note: str | None
) -> None:
    assert note_on(quantity(**fields), words) == (Note(note, "") if note else None)


def test_the_note_on_a_date_says_how_it_was_worked_out() -> None:
    day = Timex(
        id="t",
        by="t/1",
        document="d",
        span=Span(0, 1),
        type="DATE",
        value="2031-05-06",
        earliest="2031-05-06",
        latest="2031-05-06",
        reason="the next one",
    )

    assert note_on(day, "on Tuesday") == Note("Tuesday 6 May 2031", "the next one")
    assert note_on(day, "Tuesday, May 6, 2031") is None


@pytest.mark.parametrize(
    ("office", "said"),
    [
        (Office(title="president", country="UKR"), "president, Ukraine"),
        (Office(title="secretary general", organisation="NATO"), "secretary general, NATO"),
        (Office(title="harbour master", country="ORS"), "harbour master, ORS"),
    ],
)
def test_an_office_is_said_with_whose_it_is(office: Office, said: str) -> None:
    assert say_office(office) == said


def test_a_share_has_a_percentage_from_five_on() -> None:
    assert part(2, 4, "statement") == "2 of 4 statements"
    assert part(3, 7) == "3 of 7 (43 %)"
    assert [times(n) for n in (1, 2, 7)] == ["once", "twice", "7 times"]


def test_a_country_of_several_names_is_called_by_the_first() -> None:
    assert "United Kingdom" == say_country("GBR")

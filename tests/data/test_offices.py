"""The tables of offices: what they hold, that they hold together, and how they are looked up by date."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from rashomon.data import table
from rashomon.data.offices import first_day, fold, holders, last_day, offices_of, tenures
from rashomon.extract.office_tables import organisation_of

# ISO 3166-1 alpha-3, and XKX, which the European Commission uses for Kosovo
CODES = frozenset(row[1] for row in table("identity/countries.tsv"))
SECTORS = frozenset(
    ["GOV", "LEG", "JUD", "MIL", "COP", "SPY", "OPP", "PTY", "REL", "IGO", "NGO", "JRN", "BUS", "UAF", "REB"]
)
# two hold it at once, or one acts while another is away
SHARED = frozenset({("PER", "president"), ("BGD", "president")})


def test_the_table_is_as_large_as_promised() -> None:
    states = {t.of for t in tenures() if t.of in CODES}

    assert len(tenures()) >= 2_500
    assert len(states) >= 190
    assert len({t.of for t in tenures()} - states) >= 60


def test_whose_an_office_is_is_a_country_of_iso_3166_or_a_known_organisation() -> None:
    unknown = {t.of for t in tenures() if t.of not in CODES and organisation_of(t.of) is None}

    assert set() == unknown


def test_dates_are_iso_8601_and_nobody_leaves_before_they_come() -> None:
    day = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
    wrong = [t for t in tenures() if not day.fullmatch(t.start) or (t.end and not day.fullmatch(t.end))]
    turned = [t for t in tenures() if last_day(t.end or t.seen) < first_day(t.start)]

    assert [] == wrong
    assert [] == turned


def test_every_row_names_its_source_and_when_it_was_seen() -> None:
    assert [] == [t for t in tenures() if not t.source or not re.fullmatch(r"\d{4}-\d\d", t.seen)]


def test_nearly_all_sitting_heads_of_state_and_government_are_confirmed_by_another_source() -> None:
    heads = [t for t in tenures() if t.office in ("president", "prime minister", "monarch") and t.of in CODES]
    now = [t for t in heads if not t.end]

    assert sum(bool(t.checked) for t in now) / len(now) >= 0.95


def test_nobody_holds_an_office_of_one_beside_another_beyond_the_handover() -> None:
    by_office = defaultdict(list)
    for t in tenures():
        by_office[t.of, t.office].append(t)
    overlapping = [
        (a, b)
        for key, rows in by_office.items()
        if key not in SHARED
        for a, b in pairwise(rows)
        if first_day(b.start) < first_day(a.end or "9999")
    ]

    assert [] == overlapping


@pytest.mark.parametrize(("name", "columns"), [("titles.tsv", 4), ("fields.tsv", 3), ("bodies.tsv", 3)])
def test_sectors_of_words_are_plovers(name: str, columns: int) -> None:
    rows = table(f"offices/{name}")

    assert {columns} == {len(row) for row in rows}
    assert set() == {row[1] for row in rows} - SECTORS


def test_organisations_have_a_country_of_iso_3166_or_none_and_a_sector() -> None:
    rows = table("offices/organisations.tsv")

    assert set() == {row[1] for row in rows if row[1]} - CODES
    assert set() == {row[2] for row in rows} - SECTORS
    assert len({row[0] for row in rows}) == len(rows)


def test_other_spellings_are_of_people_in_the_table_and_of_one_each() -> None:
    people = {t.person for t in tenures()}
    rows = table("offices/known_as.tsv")
    spellings = [fold(other) for row in rows for other in row[1].split("; ")]

    assert [] == [row[0] for row in rows if row[0] not in people]
    assert [] == [s for s in set(spellings) if len({r[0] for r in rows if s in map(fold, r[1].split("; "))}) > 1]


def test_an_office_has_one_holder_on_an_ordinary_day() -> None:
    assert ("Volodymyr Zelenskyy",) == holders("UKR", "president", "2023-05-04")
    assert ("Jens Stoltenberg",) == holders("NATO", "secretary general", "2022")


def test_both_may_be_meant_on_the_day_of_a_handover_and_in_its_month() -> None:
    both = ("Joe Biden", "Donald Trump")

    assert both == holders("USA", "president", "2025-01-20") == holders("USA", "president", "2025-01")
    assert both[:1] == holders("USA", "president", "2025-01-19")


def test_an_interval_gives_everyone_who_may_have_held_the_office_in_it() -> None:
    assert ("Theresa May", "Boris Johnson") == holders("GBR", "prime minister", "2019-07-01", "2019-08-01")


def test_nobody_holds_an_office_while_it_is_vacant() -> None:
    assert () == holders("LBN", "president", "2023-05-05")


def test_nothing_is_known_of_days_after_the_source_was_made() -> None:
    assert () == holders("FRA", "president", "2031-01-01")
    assert () == offices_of("Emmanuel Macron", "2031-01-01")


def test_somebody_holds_an_office_in_an_interval_only_if_on_every_day_of_it() -> None:
    assert ["prime minister"] == [t.office for t in offices_of("boris johnson", "2020-01-01", "2020-02-01")]
    assert () == offices_of("Boris Johnson", "2022-08-01", "2022-10-01")


def test_names_are_compared_without_accents_case_and_hyphens() -> None:
    assert fold("François-Philippe Champagne") == fold("FRANCOIS PHILIPPE CHAMPAGNE")
    assert fold("Jonas Gahr Støre") == "jonas gahr store"

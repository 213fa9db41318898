from __future__ import annotations

from itertools import combinations

import pytest

from rashomon.link.descent import direction_of, newsrooms_of, provenance_of, trace_family
from rashomon.link.descent.outlets import is_same_outlet
from rashomon.model import Article, Copy, Dating, Family
from rashomon.profiles import Provenance


def text(
    document: str, outlet: str | None, day: str | None = None, credited: str | None = None, wire: str | None = None
) -> Provenance:
    return Provenance(document=document, outlet=outlet, credited=credited, wire=wire, earliest=day, latest=day)


def family_of(*members: Provenance, **nearer: float) -> Family:
    """Trace documents with names of one letter; `ab=.5` says how much of the two agrees."""
    ties = {(a.document, b.document): nearer.get(a.document + b.document, 1.0) for a, b in combinations(members, 2)}
    return trace_family(members, ties)


def source_of(family: Family, document: str) -> Copy:
    return next(copy for copy in family.copies if copy.document == document)


PACKET = text("a", "The Kaldra Packet", "2025-10-14")


def test_a_credit_comes_before_the_dates() -> None:
    family = family_of(PACKET, text("b", "Half Fathom", "2025-10-13", credited="Kaldra Packet"))

    assert Copy(document="b", source="a", reason="credits Kaldra Packet") == source_of(family, "b")
    assert ("a", "The Kaldra Packet") == (family.origin, family.outlet)


def test_where_nobody_credits_anybody_the_first_day_tells() -> None:
    family = family_of(PACKET, text("b", "Half Fathom", "2025-10-15"), text("c", "Straight Keel", "2025-10-15"))

    assert "came out on 2025-10-15, the first on 2025-10-14" == source_of(family, "b").reason
    assert ["a", "a"] == [source_of(family, document).source for document in "bc"]
    # two copies of the first: nobody knows whether one has it from the other
    assert "unknown" == direction_of(text("b", "Half Fathom"), text("c", "Straight Keel"), family)


@pytest.mark.parametrize("day", ["2025-10-14", None])
def test_of_one_day_or_without_a_date_nobody_is_first(day: str | None) -> None:
    family = family_of(PACKET, text("b", "Half Fathom", day))

    assert (None, None) == (family.origin, family.outlet)
    assert {None} == {copy.source for copy in family.copies}


def test_whom_others_credit_is_whom_those_have_it_from_who_do_not_say() -> None:
    credit = text("b", "Half Fathom", "2025-10-16", credited="The Kaldra Packet")
    family = family_of(PACKET, credit, text("c", "Straight Keel", "2025-10-14"))

    # of the same day as the Packet: the dates alone would not tell
    assert Copy(document="c", source="a", reason="others credit The Kaldra Packet") == source_of(family, "c")
    assert "a" == family.origin


def test_a_day_before_that_of_whom_others_credit_leaves_it_open() -> None:
    credit = text("b", "Half Fathom", "2025-10-16", credited="The Kaldra Packet")
    family = family_of(PACKET, credit, text("c", "Straight Keel", "2025-10-12"))

    assert Copy(document="c") == source_of(family, "c")
    assert family.origin is None


def test_a_text_that_the_pile_lacks_is_an_origin() -> None:
    family = family_of(
        text("a", "The Kaldra Packet", "2025-10-14", wire="Norrsund"), text("b", "Half Fathom", "2025-10-15")
    )

    assert "Norrsund" == source_of(family, "a").outlet
    assert (None, "Norrsund") == (family.origin, family.outlet)
    # it may have it from Norrsund, too: that it came out later says nothing
    assert source_of(family, "b").source is None


def test_what_comes_over_a_third_comes_from_the_first_as_well() -> None:
    agency = text("a", "Norrsund", "2025-10-14")
    between = text("b", "The Kaldra Packet", "2025-10-14", wire="Norrsund")
    last = text("c", "Half Fathom", "2025-10-15", credited="The Kaldra Packet", wire="Norrsund")
    family = family_of(agency, between, last)

    assert ["b", "a"] == [source_of(family, "c").source, source_of(family, "b").source]
    assert "a_to_b" == direction_of(agency, last, family)
    assert "a" == family.origin


def test_of_two_texts_of_the_credited_outlet_the_nearer_is_the_source() -> None:
    early, late = text("a", "Norrsund", "2025-10-14"), text("b", "Norrsund", "2025-10-15")
    family = family_of(early, late, text("c", "Half Fathom", "2025-10-16", wire="Norrsund"), ac=0.6, bc=0.9)

    assert "b" == source_of(family, "c").source


def test_who_credit_each_other_leave_it_open() -> None:
    family = family_of(
        text("a", "Norrsund", "2025-10-14", credited="Half Fathom"), text("b", "Half Fathom", credited="Norrsund")
    )

    assert [None, None] == [copy.source for copy in family.copies]


def test_the_order_of_the_members_changes_nothing() -> None:
    members = [PACKET, text("b", "Half Fathom", "2025-10-15", credited="Norrsund"), text("c", None, "2025-10-15")]

    assert family_of(*members) == trace_family(members[::-1], {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "c"): 1.0})


def test_outside_a_family_a_credit_tells_and_a_date_does_not() -> None:
    credit, later = text("b", "Half Fathom", credited="Kaldra Packet"), text("c", "Half Fathom", "2025-10-20")

    assert "a_to_b" == direction_of(PACKET, credit)
    assert "b_to_a" == direction_of(credit, PACKET)
    assert "unknown" == direction_of(PACKET, later)


# ---- what a document says of itself, and what it stands on -----------------------------------------------------------


def test_a_month_is_all_its_days_and_a_dating_counts_where_no_date_is_given() -> None:
    month = Article(id="1", by="clean/2", document="a", published="2024-02")
    undated = Article(id="1", by="clean/2", document="a")
    dating = Dating(id="2", by="timex/1", document="a", earliest="2025-10-23")

    assert ("2024-02-01", "2024-02-29") == (provenance_of(month).earliest, provenance_of(month, dating).latest)
    assert ("2025-10-23", None) == (provenance_of(undated, dating).earliest, provenance_of(undated, dating).latest)
    assert (None, None) == (provenance_of(undated).earliest, provenance_of(undated).latest)


def test_an_agency_does_not_credit_itself() -> None:
    own = Article(id="1", by="clean/2", document="a", outlet="Norrsund News Agency", wire="Norrsund")

    assert provenance_of(own).wire is None


SAME = [
    ("The Huffington Post", "huff-post"),
    ("nyt", "The New York Times"),
    ("BBC", "British Broadcasting Corporation"),
    ("usa-today", "USA TODAY"),
    ("www.kaldrapacket.com", "The Kaldra Packet"),
    ("Breitbart News", "breitbart"),
    ("thedailyledger", "The Daily Ledger"),
    ("The News", "the news"),
]
OTHER = [
    ("The Times", "The New York Times"),
    ("Kaldra Post", "Kaldra Packet"),
    ("Post", "Postal"),
    ("The Washington Post", "The Washington Times"),
    ("", "The Times"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_outlet_are_the_same(one: str, other: str) -> None:
    assert is_same_outlet(one, other)
    assert is_same_outlet(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_names_of_two_outlets_are_not(one: str, other: str) -> None:
    assert not is_same_outlet(one, other)
    assert not is_same_outlet(other, one)


def test_what_a_document_stands_on_is_whose_text_it_is() -> None:
    copied = family_of(PACKET, text("b", "Half Fathom", "2025-10-15"))
    unknown = family_of(text("c", None), text("d", None))
    members = [
        PACKET, text("b", "Half Fathom", "2025-10-15"), text("c", None), text("d", None), text("e", "Half Fathom"),
        text("f", "Straight Keel", wire="Norrsund"), text("g", None), text("h", "kaldra-packet"),
    ]  # fmt: skip
    found = newsrooms_of(members, [copied, unknown])

    # the Packet's, by a copy and under two names
    assert found["a"] == found["b"] == found["h"] == "The Kaldra Packet"
    assert found["c"] == found["d"] == unknown.id
    assert ("Half Fathom", "Norrsund", "g") == (found["e"], found["f"], found["g"])


def test_who_credits_an_agency_has_nothing_from_what_it_writes_later() -> None:
    copied, sequel = text("b", "Half Fathom", "2025-10-14", wire="Norrsund"), text("c", "Norrsund", "2025-10-16")

    assert "unknown" == direction_of(copied, sequel)

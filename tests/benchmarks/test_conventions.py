"""Whoever acts for a country is read as the country, as the people behind NewsWCL50 did."""

from __future__ import annotations

from collections import Counter

from benchmarks.conventions import as_countries
from rashomon.link.cast import Figure, describe
from rashomon.model import EntityKind


def figure(kind: EntityKind, *names: str, called: str = "") -> list[Figure]:
    description = describe(called) if called else None
    return [Figure(kind=kind, names=names, descriptions=(description,) if description else ())]


FIGURES = {
    "japan": figure("place", "Japan"),
    "officials": figure("group", called="Japanese officials"),
    "premier": figure("person", "Ena Mori", called="the Japanese prime minister"),
    "adviser": figure("person", "Ken Abo", called="Mori's adviser"),
    "ferry": figure("other", called="the Japanese ferry"),
    "witness": figure("person", "Ada Sorel", called="a witness"),
}


def chains(**often: int) -> dict[str, str]:
    found = {f"{who}{i}": who for who in FIGURES for i in range(often.get(who, 1))}
    read = as_countries(found, FIGURES, {"japan": Counter()})
    return {who: read[f"{who}0"] for who in FIGURES}


def test_officials_and_advisers_are_the_country_things_and_strangers_are_not() -> None:
    told = chains(premier=60, japan=100)

    assert [told["japan"], told["officials"], told["adviser"]] == ["JPN"] * 3
    assert [told["ferry"], told["witness"]] == ["ferry", "witness"]


def test_a_head_of_government_is_a_chain_of_its_own_however_seldom_named() -> None:
    assert chains(japan=100)["premier"] == "premier"


def test_whoever_is_spoken_of_much_is_a_chain_of_their_own() -> None:
    assert chains(adviser=30, japan=100)["adviser"] == "adviser"

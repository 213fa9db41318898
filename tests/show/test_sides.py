"""Whom somebody is counted for: a country, a state under one name, themselves; and nobody does things to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model import Entity, Office
from rashomon.show.series import Asked, series_of
from rashomon.show.sides import Side, Sides
from rashomon.store import open_view, open_writer
from tests.show.quarrel import someone
from tests.show.small_story import BY, Desk
from tests.store.made import join_all, link_all


def entity(key: str, name: str, kind: str, document: str | None = None) -> Entity:
    return Entity(id=key, by=BY, name=name, kind=kind, document=document)  # type: ignore[arg-type]


def test_who_acts_for_a_country_is_that_country_and_who_is_only_described_is_nobody() -> None:
    sides = Sides([])

    assert Side("France", "FRA") == sides.of(entity("1", "the envoy", "person", "a"), "FRA")
    assert sides.of(entity("1", "the envoy", "person", "a"), None) is None
    assert sides.of(None, None) is None


def test_a_place_and_an_organisation_of_one_name_are_one_side_and_a_person_is_another() -> None:
    place, state, person = (
        entity(k, "Vell", kind) for k, kind in (("2", "place"), ("1", "organisation"), ("0", "person"))
    )
    sides = Sides([place, state, person])

    assert [Side("Vell", "1"), Side("Vell", "1"), Side("Vell", "0")] == [
        sides.of(one, None) for one in (place, state, person)
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """France and its president meet, and so do the president and Vell."""
    place = tmp_path_factory.mktemp("sides") / "sides.db"
    desk = Desk("a", "France and Leroy met. Leroy and Vell met.")
    desk.article(outlet="A", published="2031-05-03")
    desk.sentences("France and Leroy met.", "Leroy and Vell met.")
    office = Office(title="president", country="FRA", sector="GOV")
    france, vell = someone(desk, "France", "France"), someone(desk, "Vell", "Vell")
    leroy = someone(desk, "Leroy", "France and [Leroy]", kind="person", office=office)
    desk.mention(leroy, "[Leroy] and Vell", office=office)
    for one, other, met in (
        (("France", france), ("France and [Leroy]", leroy), "Leroy [met]."),
        (("[Leroy] and Vell", leroy), ("Vell", vell), "Vell [met]"),
    ):
        desk.event(met, "CONSULT", [one, other], [one, other])
    with open_writer(place) as writer:
        writer.add(desk.records, BY)
        link_all(writer)
        join_all(writer)
    return place


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        (Asked(both=True), {("France", "Vell")}),
        (Asked("FRA"), {("FRA", "Vell")}),
        # by name, the president is somebody else, and met nobody who is not France
        (Asked("France"), set()),
        # who asks for both means them
        (Asked("Leroy", "FRA"), {("Leroy", "FRA")}),
    ],
)
def test_a_country_does_nothing_to_itself(store: Path, asked: Asked, pairs: set[tuple[str, str]]) -> None:
    with open_view(store) as view:
        assert pairs == {(p.actor, p.recipient) for p in series_of(view, asked).points if p.events}

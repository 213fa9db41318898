"""Who is in the pile, asked by index: holders of offices, names in order, appearances; texts read by the pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from rashomon.model import Entity
from rashomon.pipeline import read_pile
from rashomon.store import View, open_view, open_writer

ARTICLES = (
    {
        "id": "talks", "outlet": "Harbour Post", "published": "2031-05-03", "title": "Ferry talks go on",
        "text": "French President Oda Lind said on Monday that the ferry would sail. Norwegian Foreign Minister "
        "Nils Aune said the price was too high. \u201cWe will wait,\u201d Lind said.",
    },
    {
        "id": "money", "outlet": "Tamm Echo", "published": "2031-05-05", "title": "No ferry yet",
        "text": "French President Oda Lind met nobody on Wednesday. French Finance Minister Marc Vell said the "
        "money was there.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("pile")
    (folder / "pile.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    with open_writer(folder / "pile.db") as writer:
        read_pile([str(folder / "pile.jsonl")], writer, jobs=1)
    with open_view(folder / "pile.db") as opened:
        yield opened


def names(view: View, keys: list[str]) -> list[str]:
    return [entity.name for entity in view.named("entity", keys)]


def lind(view: View) -> Entity:
    (found,) = view.named("entity", view.people.named("oda lind"))
    assert isinstance(found, Entity)
    return found


def test_holders_of_offices_of_a_country_come_by_weight(view: View) -> None:
    assert names(view, view.people.holders("FRA", None)) == ["Oda Lind", "Marc Vell"]
    assert view.people.countries() == ["FRA", "NOR"]


def test_a_part_of_a_title_finds_offices_of_any_country_whatever_its_case(view: View) -> None:
    assert sorted(names(view, view.people.holders(None, "Minister"))) == ["Marc Vell", "Nils Aune"]
    assert names(view, view.people.holders("FRA", "minister")) == ["Marc Vell"]
    assert view.people.holders("NOR", "president") == []


def test_the_office_that_most_articles_give_is_told(view: View) -> None:
    office = view.people.offices([lind(view).id])[lind(view).id]

    assert (office.title, office.country) == ("president", "FRA")


def test_names_are_walked_in_order_and_no_bearer_is_lost_between_pages(view: View) -> None:
    every = view.people.names("", None, 1000)
    walked: list[tuple[str, str]] = []
    while page := view.people.names("", walked[-1][0] if walked else None, 1):
        walked += page

    assert walked == list(every)
    assert [name for name, _ in every] == sorted(name for name, _ in every)
    assert view.people.names("Nils", None, 1)[0][0] == "Nils Aune"


def test_appearances_say_when_and_how_often(view: View) -> None:
    found = view.people.appearances(lind(view))

    assert [(a.outlet, a.day, a.statements) for a in found] == [
        ("Harbour Post", "2031-05-03", 2),
        ("Tamm Echo", "2031-05-05", 0),
    ]
    assert view.people.weights([lind(view).id])[lind(view).id].articles == 2


def test_what_is_spoken_in_an_outlet_counts_known_speakers_alone(view: View) -> None:
    known = [a for a in view.records("attribution") if a.speaker and a.act == "statement"]

    assert sum(view.people.spoken().values()) == len(known)

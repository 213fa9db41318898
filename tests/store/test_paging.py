"""Pages of a layer: put together they are what `select` gives, whatever their size and whatever comes meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import NotFound, RashomonError
from rashomon.model import LAYERS, AnyRecord, Document
from rashomon.store import Order, Selection, View, open_view, open_writer, paging, upkeep
from tests.store.made import (
    MADE_BY,
    link_all,
    make_article,
    make_attribution,
    make_dating,
    make_document,
    make_entity,
    make_event,
    make_mention,
    make_rejection,
    make_timex,
)

OUTLETS = ("The Packet", "The Courier", None)


def make_records(number: int, outlet: str | None) -> list[AnyRecord]:
    """Make an article in which Ms Aud speaks, and every third one strikes Orsk; the captain is nobody elsewhere."""
    text = f"Ms Aud hit Orsk in May. It was late, the captain said. No ship came, Ms Aud said. {number}"
    document = make_document(f"{number:03}.txt", text)
    aud, orsk, captain = (make_entity(document, name) for name in ("Ms Aud", "Orsk", "the captain"))
    said = make_attribution(document, "No ship came", "Ms Aud", aud)
    records: list[AnyRecord] = [
        document, make_article(document, outlet, f"2031-0{number % 9 + 1}-01" if number % 4 else None),
        aud, captain, said, make_attribution(document, "It was late", "the captain", captain),
        make_mention(document, "Ms Aud", aud), make_timex(document, "May", "2031-05-01", "2031-05-31"),
    ]  # fmt: skip
    if number % 4 == 0:
        records.append(make_dating(document, None, "2031-12-31"))
    if number % 3 == 0:
        records += [orsk, make_event(document, "hit", actor=("Ms Aud", aud), recipient=("Orsk", orsk))]
    return records


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("paging") / "story.db"
    with open_writer(store) as writer:
        for number in range(13):
            writer.add(make_records(number, OUTLETS[number % 3]), MADE_BY)
        writer.reject(make_rejection("x.txt"))
        writer.reject(make_rejection("y.txt", "empty, too"))
        link_all(writer)
    return store


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with open_view(store) as view:
        yield view


def pages(view: View, layer: str, wanted: Selection, limit: int, order: Order = "canonical") -> list[list[Any]]:
    found, after = [], None
    while True:
        page = view.page(layer, wanted, after, limit, order)
        found.append(page.records)
        if page.next is None:
            return found
        after = page.next


SELECTIONS = [
    Selection(), Selection(outlet="packet"), Selection(outlet="nowhere"), Selection(document="003.txt"),
    Selection(search="late"), Selection(since="2031-02", until="2031-06"),
    Selection(entity="aud"), Selection(entity="captain", outlet="courier"),
]  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(layer=st.sampled_from(list(LAYERS)), wanted=st.sampled_from(SELECTIONS), limit=st.integers(1, 30))
def test_pages_put_together_are_the_selection(view: View, layer: str, wanted: Selection, limit: int) -> None:
    found = pages(view, layer, wanted, limit)

    assert list(view.select(layer, wanted)) == [one for page in found for one in page]
    assert all(len(page) == limit for page in found[:-1])


@pytest.mark.parametrize(
    ("layer", "wanted", "count"),
    [
        ("attribution", Selection(act="statement"), 26),
        ("attribution", Selection(act="denial"), 0),
        ("attribution", Selection(speaker="AUD"), 13),
        ("event", Selection(types=("assault", "REQUEST")), 5),
        ("event", Selection(actor="aud", realis="asserted"), 5),
        ("event", Selection(realis="negated"), 0),
        ("entity", Selection(kind="PERSON"), 15),
        ("cluster", Selection(outlet="packet"), 1),
        ("cluster", Selection(outlet="courier"), 0),
        ("document", Selection(), 13),
        ("rejection", Selection(), 2),
    ],
)
def test_filters_want_what_they_say(view: View, layer: str, wanted: Selection, count: int) -> None:
    # 13 articles: each knows Ms Aud and its own captain; numbers 0, 3, 6, 9 and 12, all of the Packet, tell the blow
    assert count == sum(map(len, pages(view, layer, wanted, 4)))


def test_a_rare_record_is_looked_for_a_part_at_a_time(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PATIENCE", 3)
    wanted = Selection(source="captain")
    found = pages(view, "attribution", wanted, 5)

    assert list(view.select("attribution", wanted)) == [one for page in found for one in page]
    assert any(len(page) < 2 for page in found[:-1])


@pytest.mark.parametrize("layer", ["attribution", "mention", "article", "entity", "document"])
def test_what_comes_meanwhile_is_shown_once_or_not_at_all(tmp_path: Path, layer: str) -> None:
    store, shown, after = tmp_path / "growing.db", list[str](), None
    with open_writer(store) as writer:
        for number in range(3, 9):
            writer.add(make_records(number, "The Packet"), MADE_BY)
        link_all(writer)
    with open_view(store) as view:
        before = {one.id for one in view.select(layer, Selection())}
    for number in (0, 20, 1, 21, 2, 22, 30, 31, 32, 33, 34, 35):
        with open_view(store) as view:
            page = view.page(layer, Selection(), after, 2)
        shown += [one.id for one in page.records]
        if page.next is None:
            break
        after = page.next
        with open_writer(store) as writer:
            writer.add(make_records(number, "The Courier"), MADE_BY)

    assert len(set(shown)) == len(shown)
    assert before <= set(shown) or after is not None


def test_articles_come_by_date_and_by_outlet(view: View) -> None:
    by_date = [one for page in pages(view, "article", Selection(), 4, "date") for one in page]
    by_outlet = [one for page in pages(view, "article", Selection(), 5, "outlet") for one in page]

    # those without a date of their own have one that they must have come out by: the last day of the year
    days = [a.published or "2031-12-31" for a in by_date]
    assert sorted(days, reverse=True) == days
    assert ["The Courier"] * 4 + ["The Packet"] * 5 + [None] * 4 == [a.outlet for a in by_outlet]


def test_a_cursor_is_good_for_its_own_list_alone(view: View) -> None:
    after = view.page("attribution", Selection(), limit=1).next
    assert after is not None
    assert after.isascii()
    assert all(char.isalnum() or char in "-_" for char in after)

    for layer, wanted, other in (
        ("mention", Selection(), after),
        ("attribution", Selection(act="statement"), after),
        ("attribution", Selection(), after[:-4]),
        ("attribution", Selection(), "AAAA" + after[4:]),
        ("attribution", Selection(), "ü"),
        ("attribution", Selection(), "x" * 5000),
    ):
        with pytest.raises(RashomonError, match=r"is (no place in a|a place in another) list"):
            view.page(layer, wanted, other)


def test_only_articles_have_another_order(view: View) -> None:
    with pytest.raises(RashomonError, match="articles come by date"):
        view.page("event", Selection(), order="date")
    with pytest.raises(NotFound, match="no layer"):
        view.page("attributions", Selection())


def test_the_total_is_that_of_all_pages(view: View) -> None:
    for layer in LAYERS:
        page = view.page(layer, Selection(), limit=3)
        assert page.total == sum(1 for _ in view.records(layer))
        assert view.counts().get(layer, 0) == page.total


def upkept(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what stands in the tables beside the records; a name by itself, since its number depends on the order."""
    with sqlite3.connect(store) as connection:
        asked = {
            **{table: f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4" for table in ("shelf", "rank", "standing")},
            "tally": "SELECT * FROM tally WHERE records ORDER BY 1",
            "bearer": "SELECT name.name, bearer.entity FROM bearer JOIN name ON name.id = bearer.name ORDER BY 1, 2",
        }
        found = {table: connection.execute(query).fetchall() for table, query in asked.items()}
    connection.close()
    return found


def test_what_is_kept_up_is_what_is_made_anew(tmp_path: Path) -> None:
    store = tmp_path / "kept.db"
    with open_writer(store) as writer:
        for number in range(5):
            writer.add(make_records(number, OUTLETS[number % 3]), MADE_BY)
        link_all(writer)
        # one is read anew with other words, one with other findings, and one comes back as it was
        first = make_records(0, "The Packet")
        document = first[0]
        assert isinstance(document, Document)
        other = make_document(document.ref, "Nobody hit Orsk.")
        writer.add([other, make_article(other, "The Courier", "2031-02"), make_entity(other, "Orsk")], MADE_BY)
        writer.add(make_records(1, "The Courier")[:5], MADE_BY)
        link_all(writer)
        again = make_records(2, None)
        writer.add(
            [
                make_document("002.txt", "Nothing."),
            ],
            MADE_BY,
        )
        writer.add(again, MADE_BY)
        link_all(writer)
    kept = upkept(store)
    with sqlite3.connect(store) as connection:
        upkeep.fill(connection.execute)
    connection.close()

    made = upkept(store)
    assert made == kept
    assert ("The Courier", "2031-02", "2031-02") in [row[2:] for row in made["shelf"]]

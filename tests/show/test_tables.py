from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.model import LAYERS, AnyRecord, Quantity, Span, finding_id
from rashomon.show.event_cells import cluster_cells
from rashomon.show.rows import Reader, columns_of, full_row
from rashomon.show.tables import lines_of
from rashomon.store import Selection, View, open_view, open_writer
from tests.show.quarrel import keep_quarrel
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
    make_timex,
)

FERRY = make_document(
    "a.txt", "Ms Aud met 75,000 people in May. She slept, said the captain. Rebels shelled Ms Aud's ship, she said."
)
STRAIT = make_document("b.txt", "Ms Aud sailed.")
AUD, CAPTAIN, AUD_THERE = make_entity(FERRY, "Ms Aud"), make_entity(FERRY, "the captain"), make_entity(STRAIT, "Ms Aud")


def crowd() -> Quantity:
    span = Span(11, 17)
    return Quantity(
        id=finding_id("quantity", FERRY.id, [span]),
        document=FERRY.id,
        by="clean/1",
        span=span,
        value=75000.0,
        bound="at_least",
        unit="people",
        of=Span(18, 24),
        when=Span(28, 31),
    )


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with open_writer(tmp_path / "s.db") as writer:
        said = make_attribution(FERRY, "She slept", "the captain", CAPTAIN)
        named = make_mention(FERRY, "Ms Aud", AUD), make_mention(FERRY, "the captain", CAPTAIN)
        may = msgspec.structs.replace(make_timex(FERRY, "May", "2023-05-01", "2023-05-31"), value="2023-05")
        told = make_attribution(FERRY, "Rebels shelled Ms Aud's ship", "she said", AUD)
        events = [
            make_event(
                FERRY, "met", type="CONSULT", mode="meet", actor=("Ms Aud", AUD), when="May", realis="historical"
            ),
            make_event(FERRY, "shelled", actor=("Rebels", None), recipient=("Ms Aud's", AUD), chain=[told]),
        ]
        found: list[AnyRecord] = [AUD, CAPTAIN, *named, said, may, crowd(), told, *events]
        writer.add([FERRY, make_article(FERRY, "The Packet", "2023-06-01"), *found], MADE_BY)
        dating = make_dating(STRAIT, "2023-05-30", "2023-06-02")
        writer.add(
            [
                STRAIT,
                make_article(STRAIT),
                dating,
                AUD_THERE,
                make_mention(STRAIT, "Ms Aud", AUD_THERE),
                make_event(STRAIT, "sailed", actor=("Ms Aud", AUD_THERE), type="CONSULT"),
            ],
            MADE_BY,
        )
        link_all(writer)
    with open_view(tmp_path / "s.db") as view:
        yield view


def table(view: View, layer: str) -> list[list[str]]:
    """Return the cells of a table, without its heading, and without spaces around them."""
    lines = list(lines_of(view.select(layer, Selection()), layer, Reader(view), 160))
    return [[cell.strip() for cell, _ in line] for line in lines[1:]]


def test_an_entity_is_shown_with_its_weight_in_the_pile(view: View) -> None:
    assert [
        ["2 articles", "person", "Ms Aud", "", "2", "1"],
        ["The Packet", "person", "the captain", "", "1", "1"],
    ] == table(view, "entity")


def test_an_identity_is_shown_by_both_names(view: View) -> None:
    assert [
        ["The Packet", "Ms Aud", "Ms Aud", "1.00", "the same name"],
        ["b.txt", "Ms Aud", "Ms Aud", "1.00", "the same name"],
    ] == table(view, "identity")


def test_a_time_expression_is_shown_with_the_dates_it_can_stand_for(view: View) -> None:
    assert [["The Packet", f"{FERRY.id[:4]}:28", "May", "DATE", "2023-05", "2023-05-01…31", ""]] == table(view, "timex")


def test_an_amount_is_shown_with_its_bound_and_what_is_counted_when(view: View) -> None:
    at = f"{FERRY.id[:4]}:11"

    assert [["The Packet", at, "75,000", "at least 75,000 people", "people", "May"]] == table(view, "quantity")


def test_an_event_is_shown_with_who_when_and_by_whose_account(view: View) -> None:
    at = [f"{FERRY.id[:4]}:7", f"{FERRY.id[:4]}:69", f"{STRAIT.id[:4]}:7"]

    assert [
        ["The Packet", at[0], "historical", "Ms Aud", "CONSULT/meet", "", "2023-05-01…31", "", "narrator"],
        # in brackets: the day of the article
        ["The Packet", at[1], "asserted", "“Rebels”", "ASSAULT", "Ms Aud", "(2023-06-01)", "", "Ms Aud"],
        ["b.txt", at[2], "asserted", "Ms Aud", "CONSULT", "", "(2023-05-30…06-…", "", "narrator"],
    ] == table(view, "event")


def test_a_cluster_is_shown_with_how_often_it_is_told_and_how(view: View) -> None:
    largest, other = view.select("cluster", Selection())
    words = Reader(view).trigger(largest.events[0])

    assert [
        [largest.id[:8], "2", "2", "unknown", "Ms Aud", "CONSULT", words, "", "historical 1, asserted 1"],
        [other.id[:8], "1", "1", "unknown", "“Rebels”", "ASSAULT", "shelled", "Ms Aud", "asserted 1"],
    ] == [[*row[:-1], ", ".join(sorted(row[-1].split(", "), reverse=True))] for row in table(view, "cluster")]


def test_an_estimated_day_of_publication_is_marked_as_such(view: View) -> None:
    assert ["2023-06-01", "about 2023-05-30…06-02"] == [row[2] for row in table(view, "article")]
    assert [["b.txt", "2023-05-30…06-02", "", ""]] == table(view, "dating")


@pytest.mark.parametrize(
    "layer", ["entity", "identity", "mention", "attribution", "timex", "quantity", "dating", "event", "cluster"]
)
def test_a_row_has_every_column_of_its_layer_in_their_order(view: View, layer: str) -> None:
    rows: list[dict[str, Any]] = [full_row(found, Reader(view)) for found in view.records(layer)]

    assert rows
    assert [columns_of(LAYERS[layer])] * len(rows) == [list(row) for row in rows]


def test_a_row_says_in_words_what_offsets_and_ids_stand_for(view: View) -> None:
    identity, quantity, entity = (next(view.select(layer, Selection())) for layer in ("identity", "quantity", "entity"))
    reader = Reader(view)

    assert ("Ms Aud", "Ms Aud") == tuple(full_row(identity, reader)[f"{field}_name"] for field in ("member", "entity"))
    assert ("75,000", "people", None, "May") == tuple(
        full_row(quantity, reader)[f"{field}_text"] for field in ("span", "of", "place", "when")
    )
    assert (2, 2, 1) == tuple(full_row(entity, reader)[field] for field in ("articles", "mentions", "statements"))


def test_a_row_of_an_event_says_who_took_part_and_by_whose_account(view: View) -> None:
    met, shelled, _ = (full_row(found, Reader(view)) for found in view.records("event"))

    assert (("Ms Aud",), (), (), True) == tuple(
        met[field] for field in ("actors_name", "recipients_name", "chain_name", "day_told")
    )
    assert ((None,), ("Ms Aud",), ("Ms Aud",), False) == tuple(
        shelled[field] for field in ("actors_name", "recipients_name", "chain_name", "day_told")
    )
    assert (("Rebels",), "shelled", ("Ms Aud's",), None) == tuple(
        shelled[f"{field}_text"] for field in ("actors", "trigger", "recipients", "when")
    )
    assert ("2023-06-01", "2023-06-01") == (shelled["earliest"], shelled["latest"])


def test_who_met_met_each_other_and_of_whom_only_words_are_known_has_them_in_quotation_marks(tmp_path: Path) -> None:
    keep_quarrel(tmp_path / "q.db")
    with open_view(tmp_path / "q.db") as view:
        events, clusters = table(view, "event"), table(view, "cluster")

    assert [["Lann, Orsk", "CONSULT", "each other"]] == [row[3:6] for row in events if row[4] == "CONSULT"]
    assert {
        ("Lann, Orsk", "CONSULT", "met", "each other"),
        ("Lann", "ASSAULT", "attacked", "Orsk"),
        ("“The Norwegian coastguard”", "SUPPORT", "thanked", "Orsk"),
    } <= {tuple(row[4:8]) for row in clusters}


def test_days_of_an_event_that_no_report_of_it_tells_are_in_brackets(tmp_path: Path) -> None:
    keep_quarrel(tmp_path / "q.db")
    with open_view(tmp_path / "q.db") as view:
        dated = [
            msgspec.structs.replace(found, earliest="2031-05-02", latest="2031-05-02")
            for found in view.records("cluster")
            if found.type in ("ASSAULT", "AID")
        ]
        cells = {found.type: cluster_cells(found, Reader(view))[3] for found in dated}

    # of the attack one report says that it was on Friday
    assert {"ASSAULT": "2031-05-02", "AID": "(2031-05-02)"} == cells

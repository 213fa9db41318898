from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

import rashomon.link.reuse.pile as whole_pile
from rashomon.link.reuse import find_reuse
from rashomon.model import Copy, Family, Reuse
from rashomon.pipeline import REUSING, STAGES, compare_pile
from rashomon.profiles import Holder, Reusing
from rashomon.store import open_view, open_writer, reuse_pages
from rashomon.store.schema import (
    item,
    kindred,
    pair,
    printed,
    record,
    shared_print,
    uncompared,
    untraced,
    unvisited,
)
from rashomon.store.writer import Writer
from tests.store.made import MADE_BY, make_article, make_document

STAGE = next(stage for stage in STAGES if stage.name == "reuse")
TABLES = (pair, printed, kindred, shared_print, unvisited, uncompared, untraced)

FIRE = (
    "A fire broke out in the old grain store of Tarnholm shortly before dawn on Tuesday. Forty men carried sacks to "
    "the quay while the roof came down behind them. The harbour master put the loss at a third of the winter wheat."
)
BRIDGE = (
    "The council of Rinsa voted by nine to four to close the Kaldra bridge to lorries from the first of May. Engineers "
    "had found cracks in two of its piers. The mayor asked hauliers for patience until the autumn."
)
GAME = (
    "Halvia drew with Orva in the last minute of a match that nobody in the stadium will forget soon. The keeper left "
    "his goal, ran the length of the field and headed the corner in. Both sides go through to the next round."
)
CHOIR = (
    "Sixty singers from nine villages met in the mill at Dunmere for the first rehearsal since the flood. They sang "
    "without books, which the water had spoiled. A concert is planned for the eve of the harvest."
)
PITCH = "Readers who wish to support the work of this newspaper can do so at any branch of the Tarnholm savings bank."


class Piece(msgspec.Struct, frozen=True):
    """An article of a pile."""

    ref: str
    text: str
    outlet: str | None = None
    published: str | None = None

    @property
    def id(self) -> str:
        return make_document(self.ref, self.text).id


def add(writer: Writer, *pieces: Piece, **credit: Any) -> None:
    for piece in pieces:
        document = make_document(piece.ref, piece.text)
        article = make_article(document, piece.outlet, piece.published)
        writer.add([document, msgspec.structs.replace(article, **credit)], MADE_BY)


def compare(writer: Writer, reusing: Reusing = REUSING) -> None:
    compare_pile(writer, STAGE, lambda *_: None, reusing)


def fill(store: Path, *pieces: Piece) -> Path:
    with open_writer(store) as writer:
        add(writer, *pieces)
        compare(writer)
    return store


def records(store: Path, layer: str) -> list[Any]:
    with open_view(store) as view:
        return list(view.records(layer))


def rows_of(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the stage writes, but for the pages of the index, in which way is of no account."""
    with open_view(store) as view:
        rows = {t.name: sorted(map(tuple, view._rows(select(t))), key=repr) for t in TABLES}
        told = select(record).where(record.c.layer.in_(("reuse", "family"))).order_by(record.c.layer, record.c.id)
        return rows | {"record": [tuple(row) for row in view._rows(told)]}


def test_copy_is_a_republication_and_its_passage_is_the_text(tmp_path: Path) -> None:
    one, other = Piece("tarnholm.txt", FIRE), Piece("rinsa.txt", f"From our correspondent\n\n{FIRE}")
    pieces = {piece.id: piece for piece in (one, other, Piece("mill.txt", CHOIR))}
    store = fill(tmp_path / "pile.db", *pieces.values())

    [found] = records(store, "reuse")

    assert isinstance(found, Reuse)
    assert "republication" == found.kind
    assert {one.id, other.id} == {found.a.document, found.b.document}
    assert found.a.document < found.b.document
    assert [FIRE, FIRE] == [p.span.of(pieces[p.document].text) for p in (found.a, found.b)]


def test_copies_are_a_family_that_comes_from_the_outlet_credited(tmp_path: Path) -> None:
    origin = Piece("tarnholm.txt", FIRE, "The Tarnholm Gazette", "2031-03-05")
    with open_writer(tmp_path / "pile.db") as writer:
        add(writer, origin, Piece("mill.txt", CHOIR, "The Dunmere Post"))
        copy = Piece("rinsa.txt", FIRE, "The Rinsa Courier", "2031-03-04")
        add(writer, copy, republished_from="The Tarnholm Gazette")
        compare(writer)

    [family] = records(tmp_path / "pile.db", "family")
    [found] = records(tmp_path / "pile.db", "reuse")

    assert isinstance(family, Family)
    assert tuple(sorted((origin.id, copy.id))) == family.documents
    assert (origin.id, "The Tarnholm Gazette") == (family.origin, family.outlet)
    assert (Copy(document=origin.id), origin.id) == (
        next(c for c in family.copies if c.document == origin.id),
        next(c for c in family.copies if c.document == copy.id).source,
    )
    assert ("a_to_b" if origin.id < copy.id else "b_to_a") == found.direction


def test_copy_that_goes_leaves_no_trace(tmp_path: Path) -> None:
    origin, copy = Piece("tarnholm.txt", FIRE), Piece("rinsa.txt", f"{FIRE}\n\n{BRIDGE}")
    rewritten = Piece("rinsa.txt", CHOIR)
    gone = fill(fill(tmp_path / "gone.db", origin, copy), rewritten)
    never = fill(tmp_path / "never.db", origin, rewritten)

    assert rows_of(never) == rows_of(gone)
    assert [] == records(gone, "reuse") == records(gone, "family")


def test_copy_that_goes_is_gone_before_anything_is_compared_again(tmp_path: Path) -> None:
    store = fill(tmp_path / "pile.db", Piece("tarnholm.txt", FIRE), Piece("rinsa.txt", FIRE))
    with open_writer(store) as writer:
        add(writer, Piece("rinsa.txt", CHOIR))

    assert [] == records(store, "reuse") == records(store, "family")


def test_line_is_shared_text_until_a_fourth_text_has_it(tmp_path: Path) -> None:
    pieces = [
        Piece(f"{name}.txt", f"{text}\n\n{PITCH}", "Gazette", f"2031-0{month}-01")
        for month, (name, text) in enumerate((("a", FIRE), ("b", BRIDGE), ("c", GAME), ("d", CHOIR)), 1)
    ]
    store = fill(tmp_path / "pile.db", *pieces[:3])
    before = records(store, "reuse")
    fill(store, pieces[3])

    assert 3 == len(before)
    assert {PITCH} == {found.a.span.of(next(p.text for p in pieces if p.id == found.a.document)) for found in before}
    assert [] == records(store, "reuse")


def test_stock_is_shared_text_again_when_few_have_it(tmp_path: Path) -> None:
    pieces = [
        Piece(f"{name}.txt", f"{text}\n\n{PITCH}", "Gazette", f"2031-0{month}-01")
        for month, (name, text) in enumerate((("a", FIRE), ("b", BRIDGE), ("c", GAME), ("d", CHOIR)), 1)
    ]
    bare = Piece("d.txt", CHOIR, "Gazette", "2031-04-01")
    again = fill(fill(tmp_path / "again.db", *pieces), bare)
    never = fill(tmp_path / "never.db", *pieces[:3], bare)

    assert 3 == len(records(again, "reuse"))
    assert rows_of(never) == rows_of(again)


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    store = fill(tmp_path / "pile.db", Piece("a.txt", FIRE), Piece("b.txt", FIRE))
    with open_writer(store) as writer:
        add(writer, Piece("a.txt", FIRE), Piece("b.txt", FIRE))

        waiting = (writer.unprinted(STAGE.by), writer.unvisited(), writer.uncompared(), writer.untraced())

    assert ([], [], [], []) == waiting


class Killed(Exception):
    pass


@pytest.mark.parametrize("after", range(0, 24, 3))
def test_killed_run_is_taken_up_where_it_stopped(tmp_path: Path, after: int) -> None:
    pieces = [Piece("a.txt", FIRE), Piece("b.txt", f"{FIRE}\n{BRIDGE}"), Piece("c.txt", BRIDGE), Piece("d.txt", GAME)]
    steps = 0

    def kill(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > after:
            raise Killed

    with open_writer(tmp_path / "killed.db") as writer:
        add(writer, *pieces)
        try:
            compare_pile(writer, STAGE, kill)
        except Killed:
            compare(writer)

    assert rows_of(fill(tmp_path / "whole.db", *pieces)) == rows_of(tmp_path / "killed.db")


WORDS = [
    f"{start}{middle}{end}" for start in ("br", "d", "f", "k") for middle in "aeiou" for end in ("lo", "mer", "st")
]


def invent(seed: int) -> list[Piece]:
    """Return a small pile of copies, cuts, quotations and stock lines in words that do not exist."""
    dice = random.Random(seed)

    def sentence() -> str:
        return " ".join(dice.choices(WORDS, k=dice.randint(8, 16))).capitalize() + "."

    common, pitches = [sentence() for _ in range(12)], [f"{sentence()} {sentence()}" for _ in range(2)]
    pieces: list[Piece] = []
    for number in range(dice.randint(4, 16)):
        parts = dice.choice(pieces).text.split("\n") if pieces and dice.random() < 0.4 else []
        parts = dice.sample(parts, dice.randint(0, len(parts)))
        parts += [f"{sentence()} {sentence()} {dice.choice([sentence(), *common])}" for _ in range(dice.randint(0, 3))]
        parts += [f"“{dice.choice(common)}” he said."] * (dice.random() < 0.3) + dice.sample(
            pitches, dice.randint(0, 1)
        )
        outlet = dice.choice(["Gazette", "Courier", None])
        pieces.append(
            Piece(f"{number}.txt", "\n".join(parts or [sentence()]), outlet, f"2031-0{dice.randint(1, 9)}-01")
        )
    return pieces


def fill_in_turns(store: Path, pieces: Sequence[Piece], dice: random.Random, reusing: Reusing) -> dict[str, Any]:
    with open_writer(store) as writer:
        for piece in dice.sample(pieces, len(pieces)):
            add(writer, piece)
            if dice.random() < 0.3:
                compare(writer, reusing)
        compare(writer, reusing)
    return rows_of(store)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), sample=st.sampled_from([3, 16]))
def test_store_holds_what_the_whole_pile_gives_however_it_came(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, seed: int, sample: int
) -> None:
    """Another order, other batches, and texts that were others before."""
    monkeypatch.setattr(reuse_pages, "PAGE", 16)
    monkeypatch.setattr(whole_pile, "SAMPLE", sample)
    reusing, pieces, dice = REUSING._replace(sample=sample), invent(seed), random.Random(seed)
    folder = tmp_path_factory.mktemp("piles")
    others = [Piece(p.ref, dice.choice(pieces).text, p.outlet) for p in dice.sample(pieces, len(pieces) // 2)]

    rows = fill_in_turns(folder / "one.db", pieces, dice, reusing)
    fill_in_turns(folder / "other.db", others, dice, reusing)

    assert rows == fill_in_turns(folder / "other.db", pieces, dice, reusing)
    holders = {p.id: Holder(p.id, p.outlet, p.published) for p in pieces}
    expected = {
        key: (found.kind, [[p.a.start, p.a.end, p.b.start, p.b.end] for p in found.passages])
        for key, found in find_reuse({p.id: p.text for p in pieces}, holders=holders).items()
    }
    with open_view(folder / "one.db") as view:
        shared = view._rows(select(pair).where(pair.c.kind.is_not(None)))
        assert expected == {(row.a, row.b): (row.kind, msgspec.json.decode(row.passages)) for row in shared}


def test_stock_that_grows_lets_a_pair_that_remains_be_compared_again(tmp_path: Path) -> None:
    copies = [Piece(f"{name}.txt", f"{FIRE}\n\n{PITCH}", "Gazette", f"2031-0{n}-01") for n, name in enumerate("ab", 1)]
    others = [
        Piece(f"{n}.txt", f"{text}\n\n{PITCH}", "Gazette", f"2031-0{n}-01")
        for n, text in enumerate((BRIDGE, GAME, CHOIR), 3)
    ]
    store = fill(tmp_path / "turns.db", *copies)
    [before] = records(store, "reuse")
    fill(store, *others)
    [after] = records(store, "reuse")

    text = next(p.text for p in copies if p.id == after.a.document)
    assert (text, FIRE) == (before.a.span.of(text), after.a.span.of(text))
    assert rows_of(fill(tmp_path / "at_once.db", *copies, *others)) == rows_of(store)


def put_item(writer: Writer, piece: Piece) -> None:
    """Let an article have an item, which waits for nothing."""
    row = {"kind": "event", "finding": piece.id, "document": piece.id, "made_by": "cluster/1", "whole": piece.id}
    blank = {"place": piece.ref, "json": "", "keyed_by": "[]", "alone": False, "joined": False}
    with writer._connection.begin():
        writer._connection.execute(insert(item), row | blank)


def test_what_was_made_of_an_article_is_made_again_when_its_copy_goes(tmp_path: Path) -> None:
    one, other, alone = Piece("a.txt", FIRE), Piece("b.txt", FIRE), Piece("c.txt", CHOIR)
    with open_writer(tmp_path / "pile.db") as writer:
        add(writer, one, other, alone)
        compare(writer)
        for piece in (one, alone):
            put_item(writer, piece)
        add(writer, Piece("b.txt", BRIDGE))
        compare(writer)

        assert [one.id] == writer.ungrouped("event")


def test_a_new_passage_lets_what_was_made_of_who_shares_it_be_made_again_and_not_of_their_copies(
    tmp_path: Path,
) -> None:
    one, other, copy = Piece("a.txt", f"{FIRE}\n\n{PITCH}"), Piece("b.txt", FIRE), Piece("c.txt", f"{GAME}\n\n{PITCH}")
    with open_writer(tmp_path / "pile.db") as writer:
        add(writer, one, other)
        compare(writer)
        for piece in (one, other):
            put_item(writer, piece)
        add(writer, copy)
        compare(writer)

        assert [one.id] == writer.ungrouped("event")
    assert [tuple(sorted((one.id, other.id)))] == [found.documents for found in records(tmp_path / "pile.db", "family")]

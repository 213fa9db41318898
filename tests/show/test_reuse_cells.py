from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.model import Copy, Family, Passage, Reuse, Span
from rashomon.show.reuse_cells import family_cells, reuse_cells
from rashomon.show.rows import Reader
from rashomon.store import open_view, open_writer
from tests.store.made import make_article, make_document

FIRST = make_document("first.txt", "The dredger sank.")
SECOND = make_document("second.txt", "From Norrsund: the dredger sank.")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with open_writer(tmp_path / "s.db") as writer:
        writer.add([FIRST, make_article(FIRST, "Norrsund")], "clean/1")
        writer.add([SECOND, make_article(SECOND)], "clean/1")
    with open_view(tmp_path / "s.db") as view:
        yield Reader(view)


@pytest.mark.parametrize(("direction", "arrow"), [("a_to_b", "->"), ("b_to_a", "<-"), ("unknown", "?")])
def test_reuse_is_shown_with_both_places_and_which_way_it_went(reader: Reader, direction: str, arrow: str) -> None:
    here, there = Passage(document=FIRST.id, span=Span(4, 16)), Passage(document=SECOND.id, span=Span(19, 31))
    shared = Reuse(id="1", by="reuse/1", a=here, b=there, kind="partial", direction=direction)  # type: ignore[arg-type]

    expected = ("Norrsund", f"{FIRST.id[:4]}:4", arrow, "second.txt", f"{SECOND.id[:4]}:19", "partial", "dredger sank")
    assert expected == reuse_cells(shared, reader)


def test_family_is_shown_with_its_origin_and_where_the_copies_have_it_from(reader: Reader) -> None:
    copies = (
        Copy(document=FIRST.id),
        Copy(document=SECOND.id, source=FIRST.id, outlet="Norrsund", reason="it credits Norrsund"),
    )
    family = Family(
        id="1", by="reuse/1", documents=(FIRST.id, SECOND.id), origin=FIRST.id, outlet="Norrsund", copies=copies
    )

    many, outlet, origin, told = family_cells(family, reader)

    assert ("2", "Norrsund", "Norrsund") == (many.strip(), outlet, origin)
    assert "second.txt from Norrsund (it credits Norrsund)" == told


def test_family_of_which_nothing_is_known_says_so(reader: Reader) -> None:
    family = Family(id="1", by="reuse/1", documents=(FIRST.id,), copies=(Copy(document=FIRST.id),))

    assert ("unknown", "unknown", "Norrsund") == family_cells(family, reader)[1:]

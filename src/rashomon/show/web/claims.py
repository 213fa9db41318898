"""Claims -> pages: the matrix of a story with the words behind a cell, and a claim with all of its accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple, get_args

from litestar import get
from litestar.params import Parameter

from rashomon.errors import RashomonError
from rashomon.model import Claim, ClaimKind, Stance
from rashomon.show.layout.chapters import find_chapters
from rashomon.show.layout.claim_filters import ClaimsWanted, sift_claims
from rashomon.show.layout.claim_page import lay_out_claim
from rashomon.show.layout.claims import STANDINGS, Column, Matrix, Row, Told, lay_out_claims
from rashomon.show.layout.tables import claims_rows
from rashomon.show.web.choosing import choose_story
from rashomon.show.web.downloads import File, send_table
from rashomon.show.web.narrowing import choose, demand
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]

# rows of a matrix on one page: 40 by ten outlets make 100 kB
ROWS = 40

Document = Annotated[str | None, Parameter(query="in")]


class Opened(NamedTuple):
    """The cell whose words are shown: a claim, and a column of the matrix with what is told there."""

    row: Row
    number: int
    column: Column
    told: Sequence[Told]


@get("/claims", sync_to_thread=True)
def show_claims(
    room: Room, story: str | None = None, claim: str | None = None, document: Document = None, page: int = 1
) -> Page:
    """Return the claims of a story by outlet; `claim` and `in` name the cell whose words stand beside them."""
    chosen = choose(room, story)
    if chosen is None:
        return choose_story(room, "Claims by outlet")
    documents = chosen.documents
    whole, wanted = lay_out(room, documents), read_wanted(room.request.query_params)
    matrices = [sift_claims(matrix, wanted) for matrix in whole]
    return room.page(
        "claims.html",
        story=story,
        chosen=chosen,
        matrices=matrices,
        wanted=wanted,
        choices={"relation": STANDINGS, "kind": get_args(ClaimKind), "stance": get_args(Stance)},
        outlets=room.pile(documents).outlets,
        opened=find_cell(matrices, claim, document),
        page=page,
        per_page=ROWS,
    )


@get("/claims.csv", sync_to_thread=True)
def save_claims(room: Room, story: str | None = None) -> File:
    """Return the accounts of the claims that the page shows."""
    whole = lay_out(room, demand(choose(room, story)).documents)
    wanted = read_wanted(room.request.query_params)
    return send_table("claims", claims_rows([sift_claims(matrix, wanted) for matrix in whole]))


@get("/claims/{key:str}", sync_to_thread=True)
def show_claim(room: Room, key: str) -> Page:
    """Return a claim with all of its accounts; `key` is its id, or the beginning of it."""
    claim: Claim = room.view.whole("claim", key)
    whole = room.keep("claim", (claim.id,), lambda: lay_out_claim(room.view, claim, room.outlets()))
    return room.page("claim.html", **whole._asdict())


def lay_out(room: Room, documents: Sequence[str]) -> list[Matrix]:
    """Return the matrix of each story that these documents tell."""
    pile = room.pile(documents)
    return room.keep("claims", tuple(documents), lambda: lay_out_claims(pile, find_chapters(pile), most_alone=None))


def read_wanted(query: Mapping[str, str]) -> ClaimsWanted:
    """Return what the address asks of claims; raises RashomonError for what no claim could be."""
    wanted = ClaimsWanted(**{name: query.get(name) or None for name in ClaimsWanted._fields})
    _check("relation", wanted.relation, tuple(STANDINGS))
    _check("kind", wanted.kind, get_args(ClaimKind))
    _check("stance", wanted.stance, get_args(Stance))
    return wanted


def _check(name: str, value: str | None, choices: Sequence[str]) -> None:
    if value not in (None, *choices):
        raise RashomonError(f"{name} is not {value!r}, but one of {', '.join(choices)}")


def find_cell(matrices: Sequence[Matrix], claim: str | None, document: str | None) -> Opened | None:
    """Return the cell of a claim in the column that holds a document, None where there is none."""
    for matrix in matrices:
        for row in (r for r in matrix.rows if r.claim.id == claim):
            for number, column in enumerate(matrix.columns):
                own = {r.document.id for r in column.readings}
                if document in own:
                    return Opened(row, number, column, [t for t in row.told if t.reading.document.id in own])
    return None


PAGES = (show_claims, save_claims, show_claim)

"""Claims -> pages: the matrix of a story with the words behind a cell, and a claim with all of its accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, NamedTuple, get_args

from litestar import get
from litestar.params import Parameter

from rashomon.errors import NotFound
from rashomon.model import Claim, ClaimKind, Relation, Stance
from rashomon.show.layout.chapters import find_chapters
from rashomon.show.layout.claim_filters import ClaimsWanted, sift_claims
from rashomon.show.layout.claim_page import gather_claims, lay_out_claim
from rashomon.show.layout.claims import STANDINGS, Column, Matrix, Row, Told, find_near, lay_out_claims
from rashomon.show.layout.nearest import Near
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.tables import claims_rows
from rashomon.show.web.choosing import name_story, offer_stories
from rashomon.show.web.downloads import File, send_table
from rashomon.show.web.narrowing import Chosen, choose, demand
from rashomon.show.web.room import ROOMY, Page, Room
from rashomon.store import Selection

__all__ = ["PAGES"]

# rows of a matrix on one page: 25 by ten outlets are 250 stops of the keyboard, and 80 kB
ROWS = 25
# of a large store, claims on one page, and stories that are offered beside them
LISTED, OFFERED = 50, 8
_CHOICES: Mapping[str, Sequence[str]] = {
    "relation": tuple(STANDINGS), "kind": get_args(ClaimKind), "stance": get_args(Stance),
}  # fmt: skip

Document = Annotated[str | None, Parameter(query="in")]


class _Laid(NamedTuple):
    """The claims of some articles: the matrix of each story that they tell."""

    outlets: Sequence[Outlet]
    matrices: Sequence[Matrix]


class _Opened(NamedTuple):
    """The cell whose words are shown: a claim, a column of the matrix, and what is told there or comes near."""

    row: Row
    number: int
    column: Column
    told: Sequence[Told]
    near: Near | None


@get("/claims", sync_to_thread=True)
def show_claims(
    room: Room, story: str | None = None, claim: str | None = None, document: Document = None, page: int = 1
) -> Page:
    """Return the claims of a story by outlet; `claim` and `in` name the cell whose words stand beside them."""
    chosen = choose(room, story)
    if chosen is None:
        return _list_claims(room)
    laid, wanted = _lay_out(room, chosen), _read_wanted(room.request.query_params)
    return room.page(
        "claims.html",
        story=story,
        told=name_story(room, story),
        chosen=chosen,
        outlets=laid.outlets,
        matrices=[sift_claims(matrix, wanted) for matrix in laid.matrices],
        wanted=wanted,
        choices=_CHOICES,
        opened=_find_cell(laid.matrices, claim, document),
        page=max(1, page),
        per_page=ROWS,
    )


@get("/claims.csv", sync_to_thread=True)
def save_claims(room: Room, story: str | None = None) -> File:
    """Return the accounts of the claims that the page shows."""
    laid = _lay_out(room, demand(choose(room, story)))
    wanted = _read_wanted(room.request.query_params)
    return send_table("claims", claims_rows([sift_claims(matrix, wanted) for matrix in laid.matrices]))


@get("/claims/{key:str}", sync_to_thread=True)
def show_claim(room: Room, key: str) -> Page:
    """Return a claim with all of its accounts; `key` is its id, or the beginning of it."""
    claim: Claim = room.view.whole("claim", key)
    return room.page("claim.html", **lay_out_claim(room.view, claim, room.outlets())._asdict())


def _list_claims(room: Room) -> Page:
    """Return the claims of a store that is too large for one matrix, those of most origins first."""
    relation, kind, outlet, words, after = map(_asked(room), ("relation", "kind", "outlet", "words", "after"))
    asked = Selection(relation=relation, kind=kind, outlet=outlet, search=words)
    listed = room.view.page("claim", asked, after, LISTED)
    mains = room.view.among("article", {c.main.document for c in listed.records})
    return room.page(
        "claim_list.html",
        story=None,
        listed=listed,
        mains={a.document: a for a in mains},
        asked=asked,
        choices={"relation": get_args(Relation), "kind": get_args(ClaimKind), "outlet": room.outlets()},
        offered=offer_stories(room)[:OFFERED],
        roomy=ROOMY,
    )


def _asked(room: Room) -> Callable[[str], str | None]:
    """Return what gives a value of the address, None where its field was left empty."""
    return lambda name: room.request.query_params.get(name) or None


def _lay_out(room: Room, chosen: Chosen) -> _Laid:
    def make() -> _Laid:
        pile = gather_claims(room.view, chosen.documents, room.outlets())
        return _Laid(pile.outlets, lay_out_claims(pile, find_chapters(pile), most_alone=None, near=False))

    return room.keep("claims", tuple(chosen.documents), make)


def _read_wanted(query: Mapping[str, str]) -> ClaimsWanted:
    """Return what the address asks of claims; raises NotFound, with what there is, for what none could be."""
    wanted = ClaimsWanted(**{name: query.get(name) or None for name in ClaimsWanted._fields})
    for name, choices in _CHOICES.items():
        value = getattr(wanted, name)
        if value not in (None, *choices):
            raise NotFound(f"no claim has the {name} {value!r}; there are: {', '.join(choices)}")
    return wanted


def _find_cell(matrices: Sequence[Matrix], claim: str | None, document: str | None) -> _Opened | None:
    """Return the cell of a claim in the column that holds a document, None where there is none."""
    for matrix in matrices:
        for row in (r for r in matrix.rows if r.claim.id == claim):
            for number, column in enumerate(matrix.columns):
                own = {r.document.id for r in column.readings}
                if document in own:
                    told = [t for t in row.told if t.reading.document.id in own]
                    near = None if told else find_near(row, column, matrix.chapter)
                    return _Opened(row, number, column, told, near)
    return None


PAGES = (show_claims, save_claims, show_claim)

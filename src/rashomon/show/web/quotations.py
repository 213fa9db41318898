"""Articles of a story -> the life of each quotation that several have: in full, and what each made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from litestar import get

from rashomon.errors import NotFound
from rashomon.model import Utterance
from rashomon.show.layout.chapters import find_chapters
from rashomon.show.layout.gather import Pile, gather_stored
from rashomon.show.layout.sayings import History, tell_histories
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.tables import sayings_rows
from rashomon.show.web.choosing import choose_story
from rashomon.show.web.downloads import File, send_table
from rashomon.show.web.narrowing import CHOSEN, Chosen, demand
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES", "lives_of"]

_ROWS = 12
# articles that are read for a page, with all that have words of one that is chosen
_MOST = 150
# what of an article its quotations are told with
_LAYERS = (
    "document", "article", "dating", "zone", "sentence", "attribution", "nested", "entity", "utterance",
)  # fmt: skip


@get("/quotations", sync_to_thread=True, dependencies=CHOSEN)
def list_quotations(room: Room, chosen: Chosen | None, page: int = 1) -> Page:
    """Return the quotations of a story, altered ones first."""
    if chosen is None:
        return choose_story(room, "The life of a quotation")
    pile, histories = _histories(room, chosen.documents)
    return room.page(
        "quotations.html", chosen=chosen, story=chosen.story, histories=histories, page=max(page, 1), per_page=_ROWS,
        outlets=pile.outlets,
    )  # fmt: skip


@get("/quotations.csv", sync_to_thread=True, dependencies=CHOSEN)
def save_table(room: Room, chosen: Chosen | None) -> File:
    """Return the table of the page: a row a use of somebody's words."""
    return send_table("quotations", sayings_rows(_histories(room, demand(chosen).documents)[1]))


@get("/quotations/{key:str}", sync_to_thread=True)
def show_quotation(room: Room, key: str) -> Page:
    """Return the life of one quotation."""
    utterance: Utterance = room.view.whole("utterance", key)
    pile, histories = _tell(room, sorted({use.document for use in utterance.uses}))
    history = next((h for h in histories if h.key == utterance.id), None)
    if history is None:
        raise NotFound(f"the words of {key!r} are not in this store any more")
    return room.page("quotation.html", story=None, history=history, outlets=pile.outlets)


def _histories(room: Room, chosen: Sequence[str]) -> tuple[Pile, Sequence[History]]:
    """Return the quotations that these articles have, with all who have them, and what was read for it."""
    found: Sequence[Utterance] = list(room.view.among("utterance", chosen))
    users = dict.fromkeys(use.document for utterance in found for use in utterance.uses)
    documents = list(dict.fromkeys([*chosen, *users]))[:_MOST]
    pile, every = room.keep("histories", tuple(documents), lambda: _tell(room, documents))
    own = {utterance.id for utterance in found}
    return pile, [history for history in every if history.key in own]


def _tell(room: Room, documents: Sequence[str]) -> tuple[Pile, Sequence[History]]:
    pile = gather_stored(Scope(room.view, documents, _LAYERS), room.outlets())
    return pile, [history for _, own in tell_histories(pile, find_chapters(pile)) for history in own]


def lives_of(room: Room, documents: Sequence[str]) -> Mapping[str, str]:
    """Return, by attribution, the quotation that it is a use of."""
    found: Sequence[Utterance] = list(room.view.among("utterance", documents))
    return {use.attribution: utterance.id for utterance in found for use in utterance.uses}


PAGES = (list_quotations, save_table, show_quotation)

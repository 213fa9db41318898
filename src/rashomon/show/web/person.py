"""Somebody -> their page: who that is by all articles, and, some at a time, what they say, do and are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litestar import get
from litestar.response import Redirect

from rashomon.errors import NotFound
from rashomon.model import Entity
from rashomon.show.layout.gather import Pile, Reading, gather_stored
from rashomon.show.layout.known import Known, tell_known
from rashomon.show.layout.outlets import Outlet, dress
from rashomon.show.layout.people import Page as Person
from rashomon.show.layout.people import meet_one
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.tables import carried_rows
from rashomon.show.layout.wording import Named, name_one
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.heads import read_heads
from rashomon.show.web.room import Page, Room, address
from rashomon.show.wording_worked_out import labels_of
from rashomon.store.directory import Appearance

__all__ = ["PAGES"]

# articles that are read for a page: each takes some milliseconds
_ARTICLES = 6
# what of an article the page of somebody tells
_LAYERS = (
    "document", "article", "dating", "zone", "sentence", "attribution", "nested", "mention", "event",
    "cluster", "entity",
)  # fmt: skip


class _Asked(NamedTuple):
    """Which of somebody's articles are wanted: of an outlet, or only those in which they `speak`."""

    outlet: str | None
    speak: bool


class _Leaf(NamedTuple):
    """The articles that page `number`, counted from 1, shows, of the `of` that are wanted."""

    documents: Sequence[str]
    number: int
    of: int
    per_page: int = _ARTICLES


class _Shown(NamedTuple):
    """What the articles of a page have of somebody; `named` is None where nobody has a word for them."""

    pile: Pile
    person: Person
    named: Named | None


@get("/people/{key:str}", sync_to_thread=True)
def show_person(room: Room, key: str, page: int = 1, outlet: str | None = None, speak: bool = False) -> Page | Redirect:
    """Return all about somebody; an entity of one article that is somebody in the pile leads to that one."""
    if key == "unknown":
        return Redirect("/statements?speaker=unknown")
    entity = _find(room, key)
    if entity.id != key:
        return Redirect(address(f"/people/{entity.id}"))
    appearances, known = _know(room, entity)
    leaf = _turn(appearances, page, _Asked(outlet or None, speak))
    shown = room.keep("person", (entity.id, *leaf.documents), lambda: _read(room, entity, leaf.documents))
    return room.page(
        "person.html", story=None, entity=entity, known=known, leaf=leaf, outlet=outlet, speak=speak,
        heads=_heads(room, known), **shown._asdict(),
    )  # fmt: skip


@get("/people/{key:str}/voice.csv", sync_to_thread=True)
def save_voice(room: Room, key: str) -> File:
    """Return the table of how much of each outlet's statements are somebody's."""
    return send_table("voice", carried_rows(_know(room, _find(room, key))[1].carried))


@get("/people/{key:str}/voice.svg", sync_to_thread=True)
def draw_voice(room: Room, key: str) -> File:
    """Return the picture of the same."""
    entity = _find(room, key)
    return send_picture("voice", room.fill("carried.svg", entity=entity, known=_know(room, entity)[1]))


def _find(room: Room, key: str) -> Entity:
    """Return the entity of this id, or whom one of an article is in the pile; raises NotFound where there is none."""
    found = room.view.record("entity", key)
    if not isinstance(found, Entity):
        raise NotFound(f"nobody in this store has the id {key!r}")
    same = room.view.records("identity", found.document) if found.document else ()
    whole = next((i.entity for i in same if i.member == key), None)
    return _find(room, whole) if whole else found


def _know(room: Room, entity: Entity) -> tuple[Sequence[Appearance], Known]:
    return room.keep("known", (entity.id,), lambda: _tell(room, entity))


def _tell(room: Room, entity: Entity) -> tuple[Sequence[Appearance], Known]:
    appearances = room.view.people.appearances(entity)
    spoken = room.keep("spoken", (), room.view.people.spoken)
    return appearances, tell_known(appearances, _looks(room), spoken)


def _looks(room: Room) -> Mapping[str, Outlet]:
    return room.keep("looks", (), lambda: dress(room.outlets()))


def _heads(room: Room, known: Known) -> Mapping[str, Reading]:
    """Return the articles that are named as examples of why they are all of one."""
    wanted = {document for joined in known.joined for document in joined.documents}
    return {reading.document.id: reading for reading in read_heads(room, sorted(wanted))}


def _turn(appearances: Sequence[Appearance], page: int, asked: _Asked) -> _Leaf:
    """Return the articles on a page, counted from 1; a number too high or too low gives the nearest there is."""
    wanted = (
        a.document
        for a in appearances
        if asked.outlet in (None, a.outlet) and (a.statements or not asked.speak)
    )  # fmt: skip
    documents = list(dict.fromkeys(wanted))
    number = min(max(page, 1), max(1, -(-len(documents) // _ARTICLES)))
    shown = documents[(number - 1) * _ARTICLES : number * _ARTICLES]
    return _Leaf(shown, number, len(documents))


def _read(room: Room, entity: Entity, documents: Sequence[str]) -> _Shown:
    pile = gather_stored(Scope(room.view, documents, _LAYERS), room.outlets())
    person = meet_one(pile, entity)
    labels = labels_of(room.view, entity.id, documents)
    return _Shown(pile, person, name_one(entity, labels, pile.readings))


PAGES = (show_person, save_voice, draw_voice)

"""A store -> everybody in it: a list by weight, by name, or of those who hold an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple, get_args

from litestar import get

from rashomon.model import Entity, EntityKind, Office
from rashomon.show.web import person
from rashomon.show.web.room import Page, Room
from rashomon.show.words import say_country
from rashomon.store import Selection
from rashomon.store.directory import Weight

__all__ = ["PAGES"]

_ROWS = 50
# places in a list are told in fewer digits than this
_DIGITS = 10
# the kind that is listed where none is asked for, and the word for every kind
PERSON, ANY = "person", "any"
_OTHER_KINDS = [*((kind, kind) for kind in get_args(EntityKind) if kind != PERSON), (ANY, "all kinds")]


class _Asked(NamedTuple):
    """Who is wanted: a part of a name, a kind of entity, the country and a part of the title of an office."""

    name: str | None = None
    kind: str | None = None
    country: str | None = None
    office: str | None = None


class _Row(NamedTuple):
    """Somebody in the list: `name` is that under which they stand there, `office` the one that most articles give."""

    name: str
    entity: Entity
    weight: Weight
    office: Office | None


class _List(NamedTuple):
    """A page of the list, what to ask for the page after it, and how many there are, None where nobody has counted."""

    rows: Sequence[_Row]
    after: str | None
    of: int | None


@get("/people", sync_to_thread=True)
def list_people(
    room: Room, name: str | None = None, kind: str | None = None, country: str | None = None,
    office: str | None = None, order: str | None = None, after: str | None = None,
) -> Page:  # fmt: skip
    """Return who is in the store."""
    kind = kind or PERSON
    asked = _Asked(name or None, None if kind == ANY else kind, country or None, office or None)
    if order == "name":
        listed = _in_order(room, name, after)
    elif asked == _Asked(kind=asked.kind):
        listed = _by_weight(room, asked.kind, after)
    else:
        listed = _narrowed(room, asked, after)
    return room.page(
        "people.html", story=None, listed=listed, name=name, kind=kind, country=country, office=office, order=order,
        kinds=_OTHER_KINDS, countries=_countries(room), after=after,
    )  # fmt: skip


def _by_weight(room: Room, kind: str | None, after: str | None) -> _List:
    page = room.view.page("entity", Selection(kind=kind), after, _ROWS)
    return _List(_rows(room, [(e.name, e) for e in page.records]), page.next, page.total)


def _in_order(room: Room, name: str | None, after: str | None) -> _List:
    """Return the names from one on, in the order of the alphabet: whoever has several stands there several times."""
    found = room.view.people.names(name or "", after, _ROWS)
    known: Mapping[str, Entity] = {e.id: e for e in room.view.named("entity", sorted({key for _, key in found}))}
    rows = _rows(room, [(borne, known[key]) for borne, key in found if key in known])
    return _List(rows, found[-1][0] if len(found) >= _ROWS else None, None)


def _narrowed(room: Room, asked: _Asked, after: str | None) -> _List:
    """Return those who answer to a name or an office, by weight: few enough to be counted, where kinds are one."""
    keys = room.keep("narrowed", asked._replace(kind=None), lambda: _find(room, asked))
    first = int(after) if after and after.isdecimal() and len(after) < _DIGITS else 0
    of_kind = (
        (at, e) for at, e in enumerate(room.view.named("entity", keys[first:]), first) if asked.kind in (None, e.kind)
    )
    shown = list(islice(of_kind, _ROWS + 1))
    rows = _rows(room, [(e.name, e) for _, e in shown[:_ROWS]])
    after = str(shown[_ROWS][0]) if len(shown) > _ROWS else None
    return _List(rows, after, None if asked.kind else len(keys))


def _find(room: Room, asked: _Asked) -> list[str]:
    directory = room.view.people
    named = directory.named(asked.name) if asked.name else None
    if not (asked.country or asked.office):
        return named or []
    holders = directory.holders(asked.country, asked.office)
    both = set(holders if named is None else named)
    return [key for key in holders if key in both]


def _rows(room: Room, people: Sequence[tuple[str, Entity]]) -> list[_Row]:
    keys = {entity.id for _, entity in people}
    weights, offices = room.view.people.weights(keys), room.view.people.offices(keys)
    return [_Row(name, e, weights.get(e.id) or _weigh(room, e), offices.get(e.id)) for name, e in people]


def _weigh(room: Room, entity: Entity) -> Weight:
    """Return the weight of somebody who is known from one article alone."""
    standing = room.view.standing(entity)
    return Weight(standing.articles, standing.mentions, standing.statements)


def _countries(room: Room) -> Sequence[tuple[str, str]]:
    """Return the countries in whose offices somebody stands, each with its name, in the order of these."""
    codes = room.keep("countries", (), room.view.people.countries)
    return sorted(((code, say_country(code)) for code in codes), key=lambda c: c[1])


PAGES = (list_people, *person.PAGES)

"""A store -> everybody in it: a list by weight, by name, or of those who hold an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from litestar import get

from rashomon.model import Entity, EntityKind, Office
from rashomon.show.web import person
from rashomon.show.web.room import Page, Room
from rashomon.show.words import say_country
from rashomon.store import Selection, Standing

__all__ = ["PAGES"]

_ROWS = 50


class _Row(NamedTuple):
    """Somebody in the list: `name` is that under which they stand there, `office` the one that most articles give."""

    name: str
    entity: Entity
    standing: Standing
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
    wanted = Selection(entity=name or None, kind=kind or None)
    if country or office:
        listed = _in_office(room, (country or None, office or None), wanted, after)
    elif order == "name":
        listed = _in_order(room, name, after)
    else:
        listed = _by_weight(room, wanted, after)
    return room.page(
        "people.html", story=None, listed=listed, name=name, kind=kind, country=country, office=office, order=order,
        kinds=get_args(EntityKind), countries=_countries(room), after=after,
    )  # fmt: skip


def _by_weight(room: Room, wanted: Selection, after: str | None) -> _List:
    page = room.view.page("entity", wanted, after, _ROWS)
    return _List(_rows(room, [(e.name, e) for e in page.records]), page.next, page.total)


def _in_order(room: Room, name: str | None, after: str | None) -> _List:
    """Return the names from one on, in the order of the alphabet: whoever has several stands there several times."""
    found = room.view.people.names(after or _just_before(name or ""), _ROWS)
    known: Mapping[str, Entity] = {e.id: e for e in room.view.named("entity", sorted({key for _, key in found}))}
    rows = _rows(room, [(borne, known[key]) for borne, key in found if key in known])
    return _List(rows, found[-1][0] if len(found) >= _ROWS else None, None)


def _just_before(name: str) -> str | None:
    """Return what stands before a name and after the names before it."""
    return name[:-1] + chr(ord(name[-1]) - 1) + "\uffff" if name and ord(name[-1]) else None


def _in_office(room: Room, held: tuple[str | None, str | None], wanted: Selection, after: str | None) -> _List:
    """Return who held an office of a country, or one so called: so few that they are counted."""
    keys = room.keep("holders", held, lambda: room.view.people.holders(*held))
    people = [e for e in room.view.named("entity", keys) if _is_wanted(e, wanted)]
    first = int(after) if after and after.isdecimal() else 0
    shown = people[first : first + _ROWS]
    left = first + _ROWS < len(people)
    return _List(_rows(room, [(e.name, e) for e in shown]), str(first + _ROWS) if left else None, len(people))


def _is_wanted(entity: Entity, wanted: Selection) -> bool:
    sought = (wanted.entity or "").casefold()
    return wanted.kind in (None, entity.kind) and any(sought in n.casefold() for n in (entity.name, *entity.aliases))


def _rows(room: Room, people: Sequence[tuple[str, Entity]]) -> list[_Row]:
    offices = room.view.people.offices([e.id for _, e in people])
    return [_Row(name, e, room.view.standing(e), offices.get(e.id)) for name, e in people]


def _countries(room: Room) -> Sequence[tuple[str, str]]:
    """Return the countries in whose offices somebody stands, each with its name, in the order of these."""
    codes = room.keep("countries", (), room.view.people.countries)
    return sorted(((code, say_country(code)) for code in codes), key=lambda c: c[1])


PAGES = (list_people, *person.PAGES)

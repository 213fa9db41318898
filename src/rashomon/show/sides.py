"""Somebody who takes part in an event -> whom to count it for: the country that they act for, else themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rashomon.model import Entity, Office
from rashomon.show.words import say_office

__all__ = ["NOBODY", "Side", "Sides"]


class Side(NamedTuple):
    """One of two actors: the name to show, and a country's code or an entity's id, None for all who were asked for."""

    name: str
    id: str | None


NOBODY = Side("", None)


class Sides:
    """Tells whom people and places are counted for; `entities` are those of the pile.

    A state is a place in one article and an organisation in the next: under one name they are one side, with the id
    that comes first.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        states = [e for e in entities if _is_state(e)]
        self._ids = {e.name: e.id for e in sorted(states, key=lambda e: e.id, reverse=True)}

    def of(self, entity: Entity | None, country: str | None) -> Side | None:
        """Return the country (its code is ISO 3166 alpha-3), else the entity; None for who is only described.

        "The envoy" is nobody outside of that article.
        """
        if country:
            return Side(say_office(Office(country=country)), country)
        if entity is None or entity.document is not None:
            return None
        return Side(entity.name, self._ids.get(entity.name, entity.id) if _is_state(entity) else entity.id)


def _is_state(entity: Entity) -> bool:
    return entity.document is None and entity.kind in ("place", "organisation")

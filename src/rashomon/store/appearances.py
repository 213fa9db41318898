"""An entity -> every current article that knows it: under which names, how often, how much of it is said by them.

What the articles say is not looked at: a man of 3,000 articles is told in some hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Executable, func, select

from rashomon.model import Entity
from rashomon.profiles import Profile
from rashomon.store.schema import member, profile
from rashomon.store.upkeep import shelf

__all__ = ["Appearance", "count_spoken", "find_appearances"]

Ask = Callable[[Executable], Iterator[Any]]


class Appearance(NamedTuple):
    """What one article makes of somebody: days in ISO 8601 on which it came out, how often it names them.

    `statements` counts statements, denials and questions. `profile` is what it knows of them, None where that is
    nothing which another article could know; `reason` is why this is the same as in other articles, None where the
    name is enough, and `score` how sure that is.
    """

    document: str
    outlet: str | None
    earliest: str | None
    latest: str | None
    mentions: int
    statements: int
    profile: Profile | None
    score: float
    reason: str | None

    @property
    def day(self) -> str | None:
        """Return the first day on which it can have come out, None where that is not known."""
        return self.earliest if self.latest else None


def find_appearances(ask: Ask, entity: Entity) -> list[Appearance]:
    """Return where an entity of the pile, or of one article, appears: by day, undated articles last, then by id.

    An article that knows two that are one, as when it took a man and his office for two, stands there twice.
    """
    columns = (
        shelf.c.document, shelf.c.outlet, shelf.c.earliest, shelf.c.latest, member.c.mentions, member.c.statements,
        profile.c.json, profile.c.score, profile.c.reason,
    )  # fmt: skip
    wanted = select(*columns).select_from(_SHELVED.outerjoin(profile, profile.c.id == member.c.profile))
    if entity.document is None:
        wanted = wanted.where(profile.c.entity == entity.id)
    else:
        wanted = wanted.where(member.c.document == entity.document, member.c.entity == entity.id)
    decode = lru_cache(None)(_decoder().decode)  # a profile is that of many articles
    found = [
        Appearance(
            row.document, row.outlet, row.earliest, row.latest, row.mentions, row.statements,
            decode(row.json) if row.json else None, 1.0 if row.score is None else row.score, row.reason,
        )
        for row in ask(wanted)
    ]  # fmt: skip
    return sorted(found, key=lambda a: (a.day or "9999", a.document))


def count_spoken(ask: Ask) -> Mapping[str | None, int]:
    """Return how many statements whose speaker is known each outlet has; None stands for unknown outlets together."""
    wanted = select(shelf.c.outlet, func.sum(member.c.statements)).select_from(_SHELVED).group_by(shelf.c.outlet)
    return {outlet: int(statements) for outlet, statements in ask(wanted)}


_SHELVED = member.join(shelf, shelf.c.document == member.c.document)


@cache
def _decoder() -> msgspec.json.Decoder[Profile]:
    return msgspec.json.Decoder(Profile)

"""Who is in the pile: offices, countries and names -> people, and somebody -> every article that knows them.

Nothing here looks at what articles say, so that a man of 3,000 articles is told in some hundredths of a second. Raw
SQL where an index on an expression has to be met word by word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, func, select, text

from rashomon.model import Entity, Office
from rashomon.profiles import Profile
from rashomon.store.schema import member, profile
from rashomon.store.upkeep import OFFICE_COUNTRY, OFFICE_TITLE, bearer, name, shelf, standing

__all__ = ["Appearance", "Directory", "Weight"]

# runs a statement, with what it is given
Ask = Callable[..., Iterator[Any]]

_IN_OFFICE = f"profile.entity IS NOT NULL AND {OFFICE_TITLE} IS NOT NULL"
_HOLDERS = f"""
    SELECT standing.entity FROM profile JOIN standing ON standing.entity = profile.entity
    WHERE {_IN_OFFICE} AND (CAST(:country AS TEXT) IS NULL OR {OFFICE_COUNTRY} = :country)
        AND (CAST(:title AS TEXT) IS NULL OR instr(lower({OFFICE_TITLE}), lower(:title)) > 0)
    GROUP BY standing.entity ORDER BY standing.articles DESC, standing.mentions DESC, standing.entity"""
# a parameter that may be null keeps SQLite from the index
_HOLDERS_OF = _HOLDERS.replace("CAST(:country AS TEXT) IS NULL OR ", "")
_COUNTRIES = f"SELECT DISTINCT {OFFICE_COUNTRY} FROM profile WHERE {_IN_OFFICE} AND {OFFICE_COUNTRY} IS NOT NULL"
_OFFICES = text(
    f"""SELECT entity, json_extract(json, '$.office') AS office, sum(articles) AS articles FROM profile
    WHERE entity IN :keys AND {OFFICE_TITLE} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 3, 2"""
).bindparams(bindparam("keys", expanding=True))
_SHELVED = member.join(shelf, shelf.c.document == member.c.document)


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


class Weight(NamedTuple):
    """In how many articles somebody is known, how often they are named, and how many statements are theirs."""

    articles: int
    mentions: int
    statements: int


class Directory:
    """The people, bodies and places of a pile, as a view of it knows them; `ask` runs a statement."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def appearances(self, entity: Entity) -> list[Appearance]:
        """Return where an entity of the pile, or of one article, appears: by day, undated ones last, then by id.

        An article that knows two that are one, as when it took a man and his office for two, stands there twice.
        """
        columns = (
            shelf.c.document, shelf.c.outlet, shelf.c.earliest, shelf.c.latest, member.c.mentions,
            member.c.statements, profile.c.json, profile.c.score, profile.c.reason,
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
            for row in self._ask(wanted)
        ]  # fmt: skip
        return sorted(found, key=lambda a: (a.day or "9999", a.document))

    def spoken(self) -> Mapping[str | None, int]:
        """Return how many statements of known speakers each outlet has, None for unknown ones; this takes a walk."""
        wanted = select(shelf.c.outlet, func.sum(member.c.statements)).select_from(_SHELVED).group_by(shelf.c.outlet)
        return {outlet: int(statements) for outlet, statements in self._ask(wanted)}

    def holders(self, country: str | None, title: str | None) -> list[str]:
        """Return who held an office of a country (ISO 3166 alpha-3), or one in whose title the words stand, or both.

        They come by weight, as everywhere; what is None does not count.
        """
        asked = text(_HOLDERS_OF if country else _HOLDERS)
        return [key for (key,) in self._ask(asked, {"country": country, "title": title})]

    def named(self, part: str) -> list[str]:
        """Return who in the pile has a name that holds this, whatever the case of its letters, by weight."""
        # names are looked through once, before who bears them: articles have entities of their own by the thousand
        holding = select(name.c.id).where(func.instr(func.fold(name.c.name), part.casefold()) > 0)
        borne = bearer.join(standing, standing.c.entity == bearer.c.entity)
        weight = (standing.c.articles.desc(), standing.c.mentions.desc(), standing.c.entity)
        wanted = select(standing.c.entity).select_from(borne).where(bearer.c.name.in_(holding))
        wanted = wanted.group_by(standing.c.entity).order_by(*weight)
        return [key for (key,) in self._ask(wanted)]

    def weights(self, entities: Collection[str]) -> Mapping[str, Weight]:
        """Return how much of the pile each of these takes up; who is known from one article alone is left out."""
        columns = (standing.c.entity, standing.c.articles, standing.c.mentions, standing.c.statements)
        rows = self._ask(select(*columns).where(standing.c.entity.in_(entities)))
        return {key: Weight(*counts) for key, *counts in rows}

    def countries(self) -> list[str]:
        """Return the countries (ISO 3166 alpha-3) in whose offices somebody stands."""
        return sorted(country for (country,) in self._ask(text(_COUNTRIES)))

    def offices(self, entities: Collection[str]) -> Mapping[str, Office]:
        """Return the office that most articles give each of these entities; who has none is left out."""
        rows = self._ask(_OFFICES, {"keys": list(entities)}) if entities else ()
        # the last of each is the one in most articles
        return {row.entity: msgspec.json.decode(row.office, type=Office) for row in rows}

    def names(self, first: str, after: str | None, limit: int) -> Sequence[tuple[str, str]]:
        """Return names of the pile's entities in the order of code points, and who bears them.

        They begin at `first`, or beyond `after` where that is given. All who bear the last name are given, even if this
        makes more than `limit`.
        """
        borne = bearer.join(standing, standing.c.entity == bearer.c.entity)
        wanted = select(name.c.name, bearer.c.entity).select_from(name.join(borne, bearer.c.name == name.c.id))
        wanted = wanted.order_by(name.c.name, bearer.c.entity)
        rows = [
            tuple(row)
            for row in self._ask(wanted.where(name.c.name > after if after else name.c.name >= first).limit(limit))
        ]
        if len(rows) < limit:
            return rows
        last = rows[-1][0]
        rest = self._ask(wanted.where(name.c.name == last))
        return [*(row for row in rows if row[0] != last), *map(tuple, rest)]


@cache
def _decoder() -> msgspec.json.Decoder[Profile]:
    return msgspec.json.Decoder(Profile)

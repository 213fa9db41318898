"""What one article found -> profiles of its people, organisations and places, free of offsets, each with its block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from rashomon.data.offices import holders
from rashomon.link.identity.known import known, metonym
from rashomon.link.identity.letters import fold
from rashomon.link.identity.names import looks_like
from rashomon.link.identity.organisation import core, has_country, is_institution, place_core
from rashomon.link.identity.person import parse_person
from rashomon.link.identity.words import country_of
from rashomon.model import Article, Dating, Entity, EntityKind, Mention, Office, Profile

__all__ = ["block_of", "find_profiles"]


def find_profiles(
    article: Article, dating: Sequence[Dating], mention: Sequence[Mention], entity: Sequence[Entity]
) -> list[tuple[str, Profile]]:
    """Return what the article knows of each of its entities that may be known elsewhere, with the entity's id.

    Left out is what only this article can tell: descriptions that no office explains, the ministry of a country that is
    not said, a given name alone.
    """
    of_entity: dict[str, list[Mention]] = defaultdict(list)
    for m in mention:
        if m.entity is not None:
            of_entity[m.entity].append(m)
    days = _days(article, dating)
    found = []
    for e in entity:
        profile = _profile(e, of_entity[e.id], days)
        if profile is not None:
            found.append((e.id, profile))
    return found


def _days(article: Article, dating: Sequence[Dating]) -> tuple[str, str] | None:
    """Return the first and the last day on which the article may have been published."""
    if article.published:
        return article.published, article.published
    bounded = [(d.earliest, d.latest) for d in dating if d.earliest and d.latest]
    return bounded[0] if bounded else None


def _profile(entity: Entity, mentions: Sequence[Mention], days: tuple[str, str] | None) -> Profile | None:
    office = _office(mentions)
    if not any(m.form == "name" for m in mentions):
        return _of_role(entity, office, days)
    name = entity.name
    aliases = tuple(a for a in entity.aliases if fold(a) != fold(name))
    block = block_of(name, aliases, entity.kind, office)
    if not block:
        return None
    return Profile(block=block, kind=entity.kind, name=name, aliases=aliases, gender=_gender(name), office=office)


def _of_role(entity: Entity, office: Office | None, days: tuple[str, str] | None) -> Profile | None:
    """Return the profile of a bare role: who held the office then, if that was one person."""
    if entity.kind != "person" or office is None or days is None or not office.title:
        return None
    of = office.country or office.organisation
    found = holders(of, office.title, *days) if of else ()
    if len(found) != 1:
        return None
    return Profile(block=block_of(found[0], (), "person", None), kind="person", aliases=found, office=office)


def _office(mentions: Sequence[Mention]) -> Office | None:
    """Return the office that most of the mentions stand for, the first of those named as often."""
    offices = [m.office for m in mentions if m.office is not None]
    return max(offices, key=offices.count) if offices else None


def _gender(name: str) -> Literal["m", "f"] | None:
    told = parse_person(name).gender
    return "m" if told == "m" else "f" if told == "f" else None


def block_of(name: str, aliases: Sequence[str], kind: EntityKind, office: Office | None) -> str:
    """Return the key that all names of the same thing share; an empty string where only the article can tell."""
    if kind == "nationality":
        return country_of(fold(name)) or fold(name)
    stands_for = metonym(name)
    if kind == "organisation" and stands_for and stands_for.stands_for == "government":
        return f"government of {stands_for.country}"
    row = known(name) or next(filter(None, map(known, aliases)), None)
    if row is not None:
        name, kind = row.name, row.kind
    shape = looks_like(name) or kind
    if row is None and shape == "organisation" and is_institution(name) and not has_country(name):
        country = office.country if office else None
        return " ".join((country, *core(name))) if country else ""
    if kind == "person" and shape == "person":
        return parse_person(name).surname
    if len(fold(name).split()) == 1:
        return parse_person(name).surname
    return " ".join(core(name) if kind == "organisation" else place_core(name))

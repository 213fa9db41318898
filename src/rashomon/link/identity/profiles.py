"""What one article found -> profiles of its people, organisations and places, free of offsets, each with its block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import msgspec

from rashomon.data.offices import holders
from rashomon.link.identity.known import known, metonym
from rashomon.link.identity.letters import fold, sound
from rashomon.link.identity.names import looks_like
from rashomon.link.identity.organisation import (
    core,
    is_of_every_country,
    main_initials,
    place_core,
    says_whose,
    short_place,
)
from rashomon.link.identity.people import parts_of, row_of
from rashomon.link.identity.person import parse_person
from rashomon.link.identity.words import country_of, language_of
from rashomon.model import Article, Dating, Document, Entity, EntityKind, Mention, Office
from rashomon.profiles import Profile

__all__ = ["body_of", "find_profiles"]

# letters: any two words could go by an acronym of two
_TELLING_ACRONYM = 3

Days = tuple[str, str]


def find_profiles(
    document: Document,
    article: Article,
    dating: Sequence[Dating],
    mention: Sequence[Mention],
    entity: Sequence[Entity],
) -> list[tuple[str, Profile]]:
    """Return what one article knows of each of its entities that may be known elsewhere, with the entity's id.

    Left out is what only the article itself can tell: a description that no office explains, the ministry of a country
    that is not said, a given name alone.
    """
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for m in mention:
        if m.entity is not None:
            mentions[m.entity].append(m)
    days = _days(article, dating)
    profiles = [(e.id, _profile(e, mentions[e.id], days)) for e in entity]
    return [(entity_id, profile) for entity_id, profile in profiles if profile is not None]


def _days(article: Article, dating: Sequence[Dating]) -> Days | None:
    """Return the first and the last day on which the article may have been published, None if a side is open."""
    if article.published:
        return article.published, article.published
    return next(((d.earliest, d.latest) for d in dating if d.earliest and d.latest), None)


def _profile(entity: Entity, mentions: Sequence[Mention], days: Days | None) -> Profile | None:
    """Return the profile of one entity; the block is added last, for it depends on all the rest."""
    office = _office(mentions)
    names = _names(entity, mentions, office, days)
    if not any(names):
        return None
    told = parse_person(names[0]).gender if entity.kind == "person" else ""
    known_by = tuple(sorted(set(names[1:]) - {names[0]}))
    gender: Literal["m", "f"] | None = "m" if told == "m" else "f" if told == "f" else None
    profile = Profile(
        block="", kind=entity.kind, name=names[0], aliases=known_by, gender=gender, office=office,
        guessed=entity.score < 1,
    )  # fmt: skip
    block = _block(profile)
    return msgspec.structs.replace(profile, block=block) if block else None


def _names(entity: Entity, mentions: Sequence[Mention], office: Office | None, days: Days | None) -> tuple[str, ...]:
    """Return the name and the aliases; of a role, an empty name and its holder; of a state's body, its description."""
    if any(m.form == "name" for m in mentions):
        return entity.name, *entity.aliases
    if office is None:
        return ()
    if entity.kind == "person":
        return ("", *_holders(office, days))
    return (entity.name,) if office.country and is_of_every_country(entity.name) else ()


def _holders(office: Office, days: Days | None) -> tuple[str, ...]:
    """Return the one person who held an office when the article appeared, nobody if that is not sure."""
    if office.title is None or days is None:
        return ()
    found = holders(office.organisation or office.country or "", office.title, *days)
    return found if len(found) == 1 else ()


def _office(mentions: Sequence[Mention]) -> Office | None:
    """Return the office that most of the mentions stand for, the first of those named as often."""
    offices = [m.office for m in mentions if m.office is not None]
    return max(offices, key=offices.count) if offices else None


def _block(profile: Profile) -> str:
    """Return the key that all names of the same thing share; an empty string where only the article can tell.

    A single word falls into the same block whatever it was taken for: a person in one article, a place in the next.
    """
    if profile.kind == "nationality":
        folded = fold(profile.name)
        return f"people {country_of(folded) or country_of(folded.removesuffix('s')) or folded}"
    if body := body_of(profile):
        return body
    row = row_of(profile)
    if row is not None and row.kind != "person":
        return _key(row.kind, row.name)
    if row is not None or profile.kind == "person" or looks_like(profile.name) == "person":
        name, _ = parts_of(profile)
        return "" if name.bare and row is None and language_of(fold(profile.name)) else _widely(name.surname)
    if is_of_every_country(profile.name) and not says_whose(profile.name):
        return ""
    by_alias = next(filter(None, (known(alias, "organisation") for alias in profile.aliases)), None)
    if profile.kind == "organisation" and by_alias is not None:
        return _key("organisation", by_alias.name)
    return _key(profile.kind, profile.name)


def body_of(profile: Profile) -> str:
    """Return the key of a body of a state, such as `RUS government`, by its office; empty where it is none.

    It may be called what every state has (`the parliament`), or be the government by the name of country or capital.
    """
    office = profile.office
    if office is None or not office.country or profile.kind not in ("organisation", "group"):
        return ""
    if office.organisation is None and office.sector == "GOV":
        return f"{office.country} government" if metonym(profile.name) or country_of(fold(profile.name)) else ""
    if not is_of_every_country(profile.name) or known(profile.name):
        return ""
    return " ".join(dict.fromkeys((office.country, *core(profile.name))))


def _key(kind: EntityKind, name: str) -> str:
    """Return the block of a place or an organisation: a long name stands with the acronym it may go by."""
    name = name if kind == "organisation" else short_place(name)
    words = fold(name).split()
    if len(words) == 2 and kind != "place" and not looks_like(name):
        # a person to the one article, a firm to the next: both under what would be the surname
        return _widely(parse_person(name).surname)
    if kind == "organisation" and not is_of_every_country(name) and len(main_initials(name)) >= _TELLING_ACRONYM:
        return f"initials {main_initials(name)}"
    return (
        _widely(sound(words[0]))
        if len(words) == 1
        else " ".join(core(name) if kind == "organisation" else place_core(name))
    )


def _widely(surname: str) -> str:
    """Return the block of a surname's key: a j may be read as in French, so that Zh and Y share one."""
    return surname.replace("Z", "i")

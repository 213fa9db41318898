"""The profiles of one block -> the entities of the pile that they are, with a reason for everything that was joined."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import get_args

from rashomon.link.identity.known import Known, key_of, known, metonym
from rashomon.link.identity.letters import fold
from rashomon.link.identity.organisation import (
    core,
    is_acronym,
    is_of_every_country,
    legal_form,
    place_core,
    short_place,
)
from rashomon.link.identity.people import Join, join_people, named, parts_of, row_of
from rashomon.link.identity.person import parse_person
from rashomon.link.identity.profiles import body_of
from rashomon.link.identity.words import country_name, country_of
from rashomon.model import Entity, EntityKind, digest
from rashomon.profiles import Profile, Resolved

__all__ = ["BY", "resolve_block"]

BY = "identity/2"
_THE = re.compile(r"^the\s+", re.IGNORECASE)
# so many times as many articles must take a name for the one kind as for the other that theirs tells of
_MAJORITY = 2
# articles that guess count as one that tells
_GUESSES = 3
_A = {kind: f"{'an' if kind[0] == 'o' else 'a'} {kind}" for kind in get_args(EntityKind)} | {"other": "a thing"}

Kinds = dict[Profile, tuple[EntityKind, str | None]]


def resolve_block(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
    """Return who each profile of one block is, in the order given; the numbers say in how many articles each stands.

    What comes out depends on the set of profiles alone, never on their order.
    """
    # 1. kinds   2. people   3. organisations, places and the rest by the tables and their words   4. entities
    counts = dict(profiles)
    kinds = _kinds(counts)
    joins = join_people([p for p in counts if kinds[p][0] == "person"])
    things = {p: _join_thing(p, kinds[p][0]) for p in counts if kinds[p][0] != "person"}
    joins |= _join_acronyms(_apart_by_form(things))
    members: dict[tuple[EntityKind, str], list[Profile]] = defaultdict(list)
    for profile, join in joins.items():
        members[kinds[profile][0], join.key].append(profile)
    entities = {key: _entity(*key, group, counts) for key, group in members.items()}
    return [_resolved(p, entities[kinds[p][0], joins[p].key], joins[p], kinds[p][1]) for p, _ in profiles]


def _resolved(profile: Profile, entity: Entity, join: Join, why_kind: str | None) -> Resolved:
    reason = "; ".join(filter(None, (why_kind, join.reason))) or None
    return Resolved(profile=profile, entity=entity, score=min(join.score, 0.7 if why_kind else 1.0), reason=reason)


def _kinds(counts: Mapping[Profile, int]) -> Kinds:
    """Return what each profile is, and why if the article took it for something else.

    The tables decide, else the articles that use the same word, by a majority: an article whose words tell of what kind
    it is outweighs several that guess. What an article knows more of than the name, such as a title, keeps its kind.
    """
    # where all take it for the same there is nothing to vote on, as in most blocks
    votes = _votes(counts) if len({profile.kind for profile in counts}) > 1 else {}
    return {p: _kind(p, votes[fold(p.name)] if votes else {p.kind: counts[p]}) for p in counts}


def _votes(counts: Mapping[Profile, int]) -> Mapping[str, Mapping[EntityKind, int]]:
    """Return how many articles take each name for what."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for profile, count in counts.items():
        for name in {fold(name) for name in (profile.name, *profile.aliases) if name}:
            votes[name][profile.kind] += count * (1 if profile.guessed else _GUESSES)
    return votes


def _kind(profile: Profile, votes: Mapping[EntityKind, int]) -> tuple[EntityKind, str | None]:
    own = profile.kind
    row = row_of(profile)
    if body_of(profile):
        return "organisation", None
    if own == "nationality" or profile.gender or not profile.name:
        return own, None
    if row is not None:
        return (own, None) if row.kind == own or _acts(profile, row) else (row.kind, f"a known {row.kind} (table)")
    winner = max(sorted(votes), key=lambda kind: votes[kind])
    if not profile.guessed and (profile.office or profile.aliases or votes[winner] < _MAJORITY * votes[own]):
        return own, None
    if votes[winner] == votes[own]:
        return own, None
    return winner, f"{_A[winner]}, as most articles tell of this name"


def _acts(profile: Profile, row: Known) -> bool:
    """Tell whether the name of a country or a capital stands for those who act there: a government, a team."""
    return profile.kind == "organisation" and bool(metonym(profile.name) or country_of(fold(row.name)))


def _join_thing(profile: Profile, kind: EntityKind) -> Join:
    """Return what an organisation, a place or a people is by the tables, else by the telling words of its name."""
    if kind == "nationality":
        return Join(fold(profile.name).removesuffix("s"))
    body = body_of(profile)
    if body:
        whose, _, what = body.partition(" ")
        acting = what == "government" and not is_of_every_country(profile.name)
        return (
            Join(body, 0.9, f"stands for the government of {country_name(whose, article=True)} here")
            if acting
            else Join(body)
        )
    row = known(profile.name)
    if row is None and kind == "organisation":
        row = next(filter(None, (known(alias, "organisation") for alias in profile.aliases)), None)
    if row is not None:
        same = fold(row.name) == fold(profile.name)
        return Join(row.name) if same else Join(row.name, 0.95, f"a name of {row.name} (table)")
    if kind == "organisation":
        return Join(" ".join(core(profile.name)))
    short = short_place(profile.name)
    return Join(" ".join(place_core(short)), *(() if short == profile.name else (0.9, "the name of the state in full")))


def _apart_by_form(joins: Mapping[Profile, Join]) -> dict[Profile, Join]:
    """Keep firms apart that differ in their legal form alone: `Orvagas Holding` and `Orvagas LLC` of one list."""
    forms: dict[str, set[str]] = defaultdict(set)
    for profile, join in joins.items():
        forms[join.key] |= legal_form(profile.name)
    if all(len(some) < 2 for some in forms.values()):
        return dict(joins)
    return {
        profile: Join(" ".join([join.key, *sorted(legal_form(profile.name))]))
        if len(forms[join.key]) > 1 and known(profile.name) is None
        else join
        for profile, join in joins.items()
    }


def _join_acronyms(joins: Mapping[Profile, Join]) -> dict[Profile, Join]:
    """Give an acronym that no table knows to the only organisation that goes by it, as other articles write it out."""
    owners: dict[str, set[str]] = defaultdict(set)
    for profile, join in joins.items():
        for alias in filter(is_acronym, profile.aliases):
            owners[key_of(alias)].add(join.key)
    found = dict(joins)
    if not owners:
        return found
    for profile in joins:
        keys = sorted(owners.get(key_of(profile.name), ())) if is_acronym(profile.name) else []
        if len(keys) == 1 and not profile.aliases and known(profile.name) is None:
            found[profile] = Join(keys[0], 0.85, "the acronym of its long name in another article")
    return found


def _brevity(name: str) -> int:
    """Rank `Cuba` before `Republic of Cuba`, and both before an acronym."""
    return -99 if is_acronym(name) else -len(name)


def _entity(kind: EntityKind, key: str, group: Sequence[Profile], counts: Mapping[Profile, int]) -> Entity:
    """Make the entity of the pile: named as most articles name it, a person fully, under the id of its key."""
    names: defaultdict[str, int] = defaultdict(int)
    for profile in group:
        names[_THE.sub("", named(profile))] += counts[profile]
    full = {n: kind == "person" and not parse_person(n).bare for n in names}
    name = max(names, key=lambda n: (full[n], names[n], kind == "place" and _brevity(n), n))
    if kind == "person" and " " not in name:  # the whole pile uses the surname alone
        name = next((row.name for p in group if (row := parts_of(p)[1])), name)
    block = group[0].block
    if all(map(body_of, group)) and block.endswith(" government"):
        name = f"government of {country_name(block.split()[0], article=True)}"
    aliases = {alias for p in group for alias in (p.name, *p.aliases)} - {name, ""}
    return Entity(id=digest("entity", kind, block, key), by=BY, name=name, kind=kind, aliases=tuple(sorted(aliases)))

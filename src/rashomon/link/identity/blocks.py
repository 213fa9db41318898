"""The profiles of one block -> the entities of the pile that they are, with a reason for everything that was joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.link.identity.known import known
from rashomon.link.identity.organisation import core, place_core
from rashomon.link.identity.people import Join, join_people
from rashomon.model import Entity, EntityKind, Profile, Resolved, digest

__all__ = ["BY", "resolve_block"]

BY = "identity/1"


def resolve_block(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
    """Return who each profile of one block is, in the order given; the numbers say in how many articles each stands.

    What comes out depends on the set of profiles alone, never on their order.
    """
    # 1. people   2. organisations, places and the rest by their telling words   3. an entity for each key
    counts = Counter(dict(profiles))
    joins = join_people([p for p in counts if p.kind == "person"])
    joins |= {p: _join_thing(p) for p in counts if p.kind != "person"}
    members: dict[tuple[EntityKind, str], list[Profile]] = defaultdict(list)
    for profile, join in joins.items():
        members[profile.kind, join.key].append(profile)
    entities = {key: _entity(*key, group, counts) for key, group in members.items()}
    return [
        Resolved(profile=p, entity=entities[p.kind, joins[p].key], score=joins[p].score, reason=joins[p].reason)
        for p, _ in profiles
    ]


def _join_thing(profile: Profile) -> Join:
    row = known(profile.name)
    if row is not None:
        return Join(row.name, 0.98, None if row.name == profile.name else f"a name of {row.name} (table)")
    shape = core if profile.kind == "organisation" else place_core
    return Join(" ".join(shape(profile.name)))


def _entity(kind: EntityKind, key: str, group: Sequence[Profile], counts: Mapping[Profile, int]) -> Entity:
    """Make the entity of the pile: named as most articles name it, under the id of its key."""
    names: Counter[str] = Counter()
    for profile in group:
        names[profile.name or profile.aliases[0]] += counts[profile]
    name = max(names, key=lambda n: (len(n.split()) > 1, names[n], n))
    aliases = {alias for p in group for alias in (p.name, *p.aliases)} - {name, ""}
    return Entity(
        id=digest("entity", kind, group[0].block, key), by=BY, name=name, kind=kind, aliases=tuple(sorted(aliases))
    )

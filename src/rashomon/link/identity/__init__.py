"""The entities of many articles -> who is who in the pile.

1. `find_profiles`: what each article knows of somebody   2. `resolve_block`: which of them are one
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Article, Dating, Document, Entity, Mention, Profile, Resolved, digest

__all__ = ["BY", "find_profiles", "resolve_block"]

BY = "identity/1"


def find_profiles(
    document: Document,
    article: Article,
    dating: Sequence[Dating],
    mention: Sequence[Mention],
    entity: Sequence[Entity],
) -> list[tuple[str, Profile]]:
    """Return what one article knows of each of its entities that may be known elsewhere, with the entity's id."""
    named = {m.entity for m in mention if m.form == "name"}
    return [
        (e.id, Profile(block=e.name.casefold(), kind=e.kind, name=e.name, aliases=e.aliases))
        for e in entity
        if e.id in named
    ]


def resolve_block(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
    """Return who each profile of one block is, in the order given; the numbers say in how many articles each stands.

    What comes out depends on the set of profiles alone, never on their order.
    """
    entities = {
        p.kind: Entity(id=digest("entity", p.block, p.kind), by=BY, name=p.name, kind=p.kind) for p, _ in profiles
    }
    return [Resolved(profile=p, entity=entities[p.kind]) for p, _ in profiles]

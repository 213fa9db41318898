"""The entities of many articles -> who is who in the pile.

1. `find_profiles`: what each article knows of somebody   2. `resolve_block`: which of them are one
`same_name` judges two names with nothing else known of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.identity import profiles as _profiles
from rashomon.link.identity.blocks import BY, resolve_block
from rashomon.link.identity.names import same_name
from rashomon.model import Article, Dating, Document, Entity, Mention, Profile

__all__ = ["BY", "find_profiles", "resolve_block", "same_name"]


def find_profiles(
    document: Document,
    article: Article,
    dating: Sequence[Dating],
    mention: Sequence[Mention],
    entity: Sequence[Entity],
) -> list[tuple[str, Profile]]:
    """Return what one article knows of each of its entities that may be known elsewhere, with the entity's id."""
    return _profiles.find_profiles(article, dating, mention, entity)

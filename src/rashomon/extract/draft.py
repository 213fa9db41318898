"""An entity of one article on its way to a record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rashomon.extract.noted import Noted
from rashomon.model import EntityKind

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """An entity while the article is read: its name, its mentions (the fullest first), and what is told of it.

    `roles` are head nouns of descriptions (`minister`) with the other words that came with them (`prime`);
    `gender_votes` count for a man above zero and for a woman below, by the kind of evidence.
    """

    name: str
    kind: EntityKind
    named: bool = False
    plural: bool = False
    mentions: list[Noted] = field(default_factory=list)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender_votes: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """Return m, f, or an empty string; a title outweighs a role, a role a given name."""
        for evidence in ("title", "role", "given"):
            votes = self.gender_votes[evidence]
            if votes:
                return "m" if votes > 0 else "f"
        return ""

    def add(self, mention: Noted, index: int, reason: str | None = None) -> None:
        """Make the mention one of this entity's, which is the `index`-th of the article."""
        mention.entity = index
        mention.reason = reason
        self.mentions.append(mention)
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

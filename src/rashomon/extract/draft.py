"""An entity of one article on its way to a record."""

from __future__ import annotations

from bisect import bisect_left, insort
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
    # where the mentions begin, and their heads, in text order: a long text mentions somebody a thousand times
    _firsts: list[int] = field(default_factory=list)
    _heads: list[int] = field(default_factory=list)

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
        insort(self._firsts, mention.first)
        insort(self._heads, mention.head)
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def first(self) -> int:
        """Return the token that the first mention begins with; there must be one."""
        return self._firsts[0]

    def begun_before(self, token: int) -> int:
        """Return where the last of the mentions begins that begin before a token, -1 if none does."""
        at = bisect_left(self._firsts, token)
        return self._firsts[at - 1] if at else -1

    def head_before(self, token: int) -> int:
        """Return the last head of a mention before a token, -1 if there is none."""
        at = bisect_left(self._heads, token)
        return self._heads[at - 1] if at else -1

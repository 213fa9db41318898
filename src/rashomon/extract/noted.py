"""Token ranges on their way to becoming mentions, while kind and entity are still being decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import EntityKind, MentionForm, Parse

__all__ = ["Noted", "head_of"]


@dataclass(slots=True)
class Noted:
    """Tokens `first` to `last` (both included) that name somebody; `core` is where a name starts after its title.

    `gender` is m, f or empty where the words do not tell; `entity` is an index of the article's entities, -1 while
    unresolved; `guessed` tells that the kind of a name is the parser's guess alone; `score` and `reason` say how it
    was resolved.
    """

    first: int
    last: int
    head: int
    kind: EntityKind
    form: MentionForm
    core: int = -1
    gender: str = ""
    plural: bool = False
    entity: int = -1
    guessed: bool = False
    score: float = 1.0
    reason: str | None = None

    def words(self, parse: Parse) -> Sequence[str]:
        """Return the words of the name without its title."""
        return parse.words[max(self.core, self.first) : self.last + 1]


def head_of(parse: Parse, first: int, last: int) -> int:
    """Return the token of the range that hangs on something outside of it."""
    for i in range(last, first - 1, -1):
        if not first <= parse.head[i] <= last or parse.head[i] == i:
            return i
    return last

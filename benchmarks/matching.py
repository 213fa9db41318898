"""Contents and names, true and found -> which belong together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from rashomon.model import Entity, Span

__all__ = ["Judgement", "judge", "overlap", "pair", "speaker_names", "words"]

WORD = re.compile(r"\w+(?:['’.]\w+)*")
# of what a name is stripped before it is compared: who the ministry is does not hang on "its" or "the"
OPENING = re.compile(r"^(?:the|a|an|its|her|his|their)\s+", re.IGNORECASE)
ENOUGH = 0.5

Judgement = Literal["right", "wrong", "null"]


def words(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Return where the words begin that lie in the spans; punctuation and quotation marks do not count."""
    return frozenset(match.start() for span in spans for match in WORD.finditer(text, span.start, span.end))


def overlap(a: Collection[int], b: Collection[int]) -> float:
    """Return the share of the words of both that they have in common, 0..1."""
    both = set(a) | set(b)
    return len(set(a) & set(b)) / len(both) if both else 0.0


def pair(true: Sequence[Collection[int]], found: Sequence[Collection[int]]) -> dict[int, int]:
    """Return which of `found` belongs to which of `true`, at half their words or more in common, the best first."""
    edges = [(overlap(a, b), i, j) for i, a in enumerate(true) for j, b in enumerate(found)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        if share >= ENOUGH and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def speaker_names(speaker: str | None, entities: Iterable[Entity]) -> set[str]:
    """Return all names of who has this id; none where it is not clear who speaks."""
    return {name for entity in entities if entity.id == speaker for name in (entity.name, *entity.aliases)}


def judge(found: Collection[str], true: Collection[str]) -> Judgement:
    """Tell whether a speaker is right, given the names found for it and the names that are true of it.

    No true name means that the text does not say who speaks: then only silence is right. Silence about a speaker
    whom the text tells is "null". A name may carry a title or an office before it ("Rear Admiral Andrei Kholmin");
    a description may be cut short ("a diplomat" for "a diplomat in the capital").
    """
    if not found:
        return "null" if true else "right"
    known = {_plain(name) for name in true}
    proper = tuple(" " + _plain(name) for name in true if _is_name(name))
    longer = [_plain(name) + " " for name in true if not _is_name(name)]
    for name in map(_plain, found):
        if name in known or name.endswith(proper) or any(words.startswith(f"{name} ") for words in longer):
            return "right"
    return "wrong"


def _is_name(words: str) -> bool:
    return words[:1].isupper() and not OPENING.match(words)


def _plain(name: str) -> str:
    return OPENING.sub("", name.replace("’", "'").strip()).casefold()

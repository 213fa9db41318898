"""The common nouns beside a name -> of what sort the text says it is: `the ferry Ada Sorel`, `the city of Lisgard`."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.name_borders import Range
from rashomon.extract.tables import cues, given_names
from rashomon.model import EntityKind, Parse

__all__ = ["has_article", "is_modifier", "is_vessel", "sort_of"]

_SORTS: tuple[EntityKind, ...] = ("other", "place", "organisation")
# tokens between a name and its apposition: `Marn, a small port on the river`
_REACH = 10


def sort_of(parse: Parse, r: Range) -> EntityKind | None:
    """Return what a noun beside the name says that it is, `other` for a vessel; None where no noun tells.

    `governor of the region Ada Sorel`: of a person's full name nothing is believed but that a ship has it.
    """
    if is_vessel(parse, r):
        return "other"
    if r.first < r.last and (r.label == "PERSON" or parse.words[r.first] in given_names()):
        return "other" if any(_is(parse, noun, "other") for noun in _beside(parse, r)) else None
    behind = parse.words[r.last + 1] if r.last + 1 < len(parse.words) and r.label != "NORP" else ""
    if behind in cues("sort place behind") or behind in cues("sort organisation behind"):
        return "place" if behind in cues("sort place behind") else "organisation"
    if r.first > 1 and parse.words[r.first - 1] == "of" and _is(parse, r.first - 2, "place"):
        return "place"
    for noun in _beside(parse, r):
        for kind in _SORTS:
            if _is(parse, noun, kind):
                return kind
    return None


def is_vessel(parse: Parse, r: Range) -> bool:
    """Tell whether the name begins as those of ships do: `HMS`, `USS`."""
    return r.last > r.first and parse.words[r.first] in cues("vessel first")


def is_modifier(parse: Parse, r: Range) -> bool:
    """Tell whether the name stands right before the noun that it belongs to: `the Marn lifeboat`."""
    noun = r.last + 1
    # whatever the parser hangs them on: it stumbles just where it does not know the name
    return noun < len(parse.words) and parse.tag[noun] in ("NN", "NNS", "NNP") and parse.words[noun].islower()


def has_article(parse: Parse, r: Range) -> bool:
    """Tell whether a name of several words has an article of its own, as ships do that are named after people."""
    noun_follows = r.last + 1 < len(parse.words) and parse.pos[r.last + 1] in ("NOUN", "PROPN", "PART")
    if r.first == 0 or r.first == r.last or noun_follows:
        return False
    return parse.words[r.first - 1] in ("the", "The") and r.first <= parse.head[r.first - 1] <= r.last


def _is(parse: Parse, noun: int, kind: EntityKind) -> bool:
    return parse.words[noun].islower() and parse.lemma[noun] in cues(f"sort {kind}")


def _beside(parse: Parse, r: Range) -> Iterator[int]:
    """Yield the noun right before the name, and those that an apposition puts beside it."""
    if r.first and parse.tag[r.first - 1] == "NN":
        yield r.first - 1
    if parse.dep[r.last] == "appos" and parse.tag[parse.head[r.last]] == "NN":
        yield parse.head[r.last]
    for i in range(r.last + 2, min(r.last + _REACH, len(parse.words))):
        if parse.head[i] == r.last and parse.dep[i] == "appos" and parse.tag[i] == "NN":
            yield i

"""The bags of articles that tell of one thing -> the Story, with the words that say what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from rashomon.link.story.bags import rarity_of
from rashomon.model import Story, digest
from rashomon.profiles import Bag

__all__ = ["BY", "make_story", "order_of"]

BY = "story/2"
# words that say what a story is about
TELLING = 6
# nats; words more common than this say nothing to people: `say` has 1.3, `police` 2.5
COMMON = 2.5


def make_story(bags: Sequence[Bag]) -> Story:
    """Return the story of some articles, called after the first of them; `reason` has the words that they share."""
    first = min(bags, key=order_of)
    return Story(
        id=digest("story", first.document),
        by=BY,
        documents=tuple(sorted(bag.document for bag in bags)),
        reason=", ".join(telling_words(bags)),
    )


def order_of(bag: Bag) -> tuple[str, str]:
    """Return the place of an article in a story: by day, those without one last."""
    return bag.earliest or bag.latest or "9", bag.document


def telling_words(bags: Sequence[Bag]) -> list[str]:
    """Return the heaviest words of a story, names with their capital; of several articles, what two or more have."""
    weights = dict(bags[0].terms)
    for bag in bags[1:]:
        for term, weight in bag.terms.items():
            weights[term] = weights.get(term, 0) + weight
    held = Counter(chain.from_iterable(bag.terms for bag in bags))
    shared = [term for term in weights if held[term] > 1 or len(bags) == 1]
    names = {term.lower() for term in shared if term[0].isupper()}
    words = (term for term in shared if term not in names and rarity_of(term.lower()) >= COMMON and term[0].isalpha())
    return sorted(words, key=lambda term: (-weights[term], term))[:TELLING]

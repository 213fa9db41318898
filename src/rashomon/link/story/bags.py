"""The words of an article -> its bag: the telling ones, weighed, and the days between which it came out."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from rashomon.data import table
from rashomon.link.descent import provenance_of
from rashomon.model import Article, Dating, Document, Zone, ZoneKind
from rashomon.profiles import Bag

__all__ = ["find_bag", "rarity_of"]

# parts of a page that tell nothing of what the article is about
_ASIDE: frozenset[ZoneKind] = frozenset({"furniture", "credit", "byline", "dateline"})
# nats; what a word tells that the table does not hold. Rarer words would drown the rest: a slip of the pen is rarest
RAREST = 7.0
# how much more names and numbers tell than other words do; a word with a capital stands in the bag as a name, too
NAME = 2.0
# terms of a bag; more change little
TERMS = 200
# letters; what is longer is no word, but an address, or a line that somebody leaned on a key for
LONGEST = 60
# longer words in capitals are headlines: `KALDRA` is Kaldra, `EU` is not Eu
ACRONYM = 4
# the length of a bag, so that its weights are whole numbers, and sums of products do not depend on their order
LENGTH = 1000

_WORD = re.compile(r"\b\w[\w'’-]+")
_OWNER = re.compile(r"['’]s?$")


def find_bag(document: Document, article: Article, dating: Sequence[Dating], zone: Sequence[Zone]) -> Bag:
    """Return the bag of an article, the heaviest terms first; words of furniture, credits and bylines are left out."""
    words = Counter(chain.from_iterable(map(_WORD.findall, _parts(document, article, zone))))
    counts: dict[str, int] = defaultdict(int)
    for word, count in words.items():
        for term in _terms(word):
            counts[term] += count
    weights = {term: (1 + math.log(count)) * _weight(term) for term, count in counts.items()}
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    came_out = provenance_of(article, next(iter(dating), None))
    return Bag(
        document=document.id,
        terms=_scale({term: weights[term] for term in heaviest}),
        earliest=came_out.earliest,
        latest=came_out.latest,
    )


def _parts(document: Document, article: Article, zones: Sequence[Zone]) -> Iterator[str]:
    """Yield the title, which may stand beside the text, and the parts of the text that tell something."""
    if article.title and not any(zone.kind == "title" for zone in zones):
        yield article.title
    yield from (zone.span.of(document.text) for zone in zones if zone.kind not in _ASIDE)


def _terms(word: str) -> Iterator[str]:
    """Yield a word in lower case, and one with a capital a second time, as a name: `the`, `port`, `Port`."""
    if not word.isalnum():  # few have an apostrophe
        word = _OWNER.sub("", word).replace("’", "'")
    if 1 < len(word) <= LONGEST:
        yield word.lower()
        if word[0].isupper():
            yield word.capitalize() if len(word) > ACRONYM and word.isupper() else word


def _weight(term: str) -> float:
    return rarity_of(term.lower()) * (1.0 if term[0].islower() else NAME)


def rarity_of(word: str) -> float:
    """Return what it tells, in nats, that a word stands in an article: nothing for `the`, `RAREST` for most names."""
    return _rarities().get(word, RAREST)


@cache
def _rarities() -> Mapping[str, float]:
    return {row[0]: float(row[1]) for row in table("stories/words.tsv")}


def _scale(weights: Mapping[str, float]) -> dict[str, int]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    scaled = {term: round(LENGTH * weight / length) for term, weight in weights.items()} if length else {}
    return {term: weight for term, weight in scaled.items() if weight}

"""Figures that are taken for one -> what is known of them together, and what keeps two groups apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from rashomon.link.cast.figures import Deed, Figure
from rashomon.link.cast.phrases import words_of
from rashomon.model import EntityKind

__all__ = ["Group", "NameKey", "agree_on", "are_apart", "initials"]

NameKey = tuple[str, ...]

# a government is an organisation to one article and a group of people to another
_ALIKE = frozenset({"organisation", "group"})
# a name of a country, as `Description.of` writes it
_CODE = 3


@dataclass(slots=True)
class Group:
    """What several figures, `members` by their number, tell together; counters count figures."""

    members: tuple[int, ...]
    articles: set[int] = field(default_factory=set)
    sentences: set[tuple[int, int]] = field(default_factory=set)
    kinds: set[EntityKind] = field(default_factory=set)
    names: set[NameKey] = field(default_factory=set)
    known_as: set[str] = field(default_factory=set)
    heads: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    deeds: Counter[Deed] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    beside: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    plural: bool = False
    reasons: tuple[str, ...] = ()

    @classmethod
    def of_figure(cls, number: int, article: int, figure: Figure) -> Group:
        """Return the group of one figure."""
        descriptions = figure.descriptions
        return cls(
            members=(number,),
            articles={article},
            sentences={(article, s) for s in figure.sentences},
            kinds={figure.kind} - {"other"},
            names={key for name in figure.names if (key := _key(name))},
            known_as={figure.entity} if figure.entity else set(),
            heads=Counter({d.head for d in descriptions}),
            words=Counter({w for d in descriptions for w in d.words}),
            of=Counter({w for d in descriptions for w in d.of}),
            deeds=Counter(figure.deeds),
            genders=Counter([figure.gender] if figure.gender else []),
            plural=figure.plural,
            beside={d.head: {e.words | e.of for e in descriptions if e.head == d.head} for d in descriptions},
        )

    def with_(self, other: Group, reason: str) -> Group:
        """Return the two as one, and why."""
        return Group(
            members=(*self.members, *other.members),
            articles=self.articles | other.articles,
            sentences=self.sentences | other.sentences,
            kinds=self.kinds | other.kinds,
            names=self.names | other.names,
            known_as=self.known_as | other.known_as,
            heads=self.heads + other.heads,
            words=self.words + other.words,
            of=self.of + other.of,
            deeds=self.deeds + other.deeds,
            genders=self.genders + other.genders,
            plural=self.plural or other.plural,
            reasons=tuple(dict.fromkeys((*self.reasons, *other.reasons, reason))),
            beside={
                head: self.beside.get(head, set()) | other.beside.get(head, set())
                for head in (*self.beside, *other.beside)
            },
        )

    @property
    def gender(self) -> str:
        """Return what most of its figures tell, nothing where they are at odds."""
        m, f = self.genders["m"], self.genders["f"]
        return "m" if m > f else "f" if f > m else ""


def _key(name: str) -> NameKey:
    """Return the words of a name, folded, without what only leads up to it: `in the Gulf of Rinsa`."""
    words = [w.strip(".,'’").casefold() for w in name.split()]
    words = [w for w in words if w and w != "s"]
    while len(words) > 1 and words[0] in words_of("determiner") | words_of("preposition"):
        words = words[1:]
    return tuple(words)


def are_apart(a: Group, b: Group) -> bool:
    """Tell whether the words keep the two apart: number, gender, kind, other names, nations, ages or ranks."""
    if a.plural != b.plural or {a.gender, b.gender} == {"m", "f"}:
        return True
    if a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds) and not a.kinds | b.kinds <= _ALIKE:
        return True
    if a.names and b.names and not any(_may_be_one(x, y) for x in a.names for y in b.names):
        return True
    return _clash(_nations(a), _nations(b)) or _clash(_numbers(a.words), _numbers(b.words))


def _may_be_one(a: NameKey, b: NameKey) -> bool:
    """Tell whether two names may be one's: a part, initials, or last words that agree with first words that may."""
    short, full = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] in full or short[0] == initials(full)
    return a[-1] == b[-1] and (a[0].startswith(b[0]) or b[0].startswith(a[0]))


def initials(key: NameKey) -> str:
    """Return the letters of the acronym that a name has, as it is looked up: `orc` for the Orva River Commission."""
    return "".join(w[0] for w in key if w not in words_of("preposition") | words_of("determiner") and w != "and")


def _clash(a: Set[str], b: Set[str]) -> bool:
    return bool(a) and bool(b) and a.isdisjoint(b)


def _nations(group: Group) -> set[str]:
    return {w for w in group.of if len(w) == _CODE and w.isupper()} if not group.names else set()


def _numbers(words: Iterable[str]) -> set[str]:
    """Return ages, sums and ranks: `61` of `61-year-old`, `second`."""
    found = {w.split("-")[0] for w in words if w[0].isdigit()}
    return found | {w for w in words if w in words_of("ordinal")}


def agree_on(head: str, a: Group, b: Group) -> bool:
    """Tell whether what stands beside a noun that both are called by does not differ altogether."""
    return any(not x or not y or x & y for x in a.beside.get(head, ()) for y in b.beside.get(head, ()))

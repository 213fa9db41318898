"""Where somebody appears -> who that is, by all articles of a store: their names, offices, and why they are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Office
from rashomon.profiles import Profile
from rashomon.show.layout.outlets import UNKNOWN_OUTLET, Outlet
from rashomon.show.when import say_stretch
from rashomon.show.words import say_office
from rashomon.store.directory import Appearance

__all__ = ["Carried", "Held", "Joined", "Known", "tell_known"]

# articles that are named of each reason: the others are counted
_EXAMPLES = 5


class Carried(NamedTuple):
    """What one outlet has of somebody: articles, names with the number of articles, `statements` of all its `of`."""

    outlet: Outlet
    articles: int
    names: Sequence[tuple[str, int]]
    mentions: int
    statements: int
    of: int


class Held(NamedTuple):
    """An office that articles give somebody, and between which days these came out, None where none is dated."""

    office: Office
    articles: int
    days: tuple[str, str] | None

    @property
    def when(self) -> str:
        """Return the days in words, "" where they are not known."""
        return say_stretch(*self.days) if self.days else ""


class Joined(NamedTuple):
    """Why whom articles call by a name is the same; no `reason` where the name is enough. `documents` are some."""

    name: str
    reason: str | None
    score: float
    articles: int
    documents: Sequence[str]


class Known(NamedTuple):
    """All that a store knows of somebody without looking at what articles say; the most frequent first."""

    articles: int
    mentions: int
    statements: int
    days: tuple[str, str] | None
    carried: Sequence[Carried]
    offices: Sequence[Held]
    joined: Sequence[Joined]

    @property
    def when(self) -> str:
        """Return between which days the articles came out, "" where that is not known."""
        return say_stretch(*self.days) if self.days else ""

    @property
    def outlets(self) -> int:
        """Return how many outlets they are of, as far as these are known."""
        return sum(c.outlet.number > 0 for c in self.carried)


def tell_known(
    appearances: Sequence[Appearance], looks: Mapping[str, Outlet], spoken: Mapping[str | None, int]
) -> Known:
    """Return what the appearances of somebody tell; `spoken` is how many statements each outlet has in all."""
    return Known(
        len({a.document for a in appearances}),
        sum(a.mentions for a in appearances),
        sum(a.statements for a in appearances),
        _days(appearances),
        _carried(appearances, looks, spoken),
        _offices(appearances),
        _joined(appearances),
    )


def _carried(
    appearances: Sequence[Appearance], looks: Mapping[str, Outlet], spoken: Mapping[str | None, int]
) -> list[Carried]:
    own: defaultdict[str | None, list[Appearance]] = defaultdict(list)
    for one in appearances:
        own[one.outlet].append(one)
    carried = []
    for name, theirs in own.items():
        called = {(a.document, words) for a in theirs for words in _names(a.profile)}
        counts = Counter(words for _, words in called)
        carried.append(
            Carried(
                looks[name] if name else UNKNOWN_OUTLET,
                len({a.document for a in theirs}),
                sorted(counts.items(), key=lambda n: (-n[1], n[0])),
                sum(a.mentions for a in theirs),
                sum(a.statements for a in theirs),
                spoken.get(name, 0),
            )
        )
    return sorted(carried, key=lambda c: (-c.statements, -c.articles, c.outlet.name))


def _names(profile: Profile | None) -> set[str]:
    """Return by what an article names somebody: names without titles, else the office that it has for a name."""
    if profile is None:
        return set()
    names = {profile.name, *profile.aliases} - {""}
    return names or ({f"the {profile.office.title}"} if profile.office and profile.office.title else set())


def _offices(appearances: Sequence[Appearance]) -> list[Held]:
    held: defaultdict[Office, list[Appearance]] = defaultdict(list)
    for one in appearances:
        # a country or a sector alone is no office
        if one.profile and one.profile.office and one.profile.office.title:
            held[one.profile.office].append(one)
    offices = [Held(office, len({a.document for a in own}), _days(own)) for office, own in held.items()]
    return sorted(offices, key=lambda h: (-h.articles, say_office(h.office)))


def _joined(appearances: Sequence[Appearance]) -> list[Joined]:
    why: defaultdict[tuple[str, str | None], list[Appearance]] = defaultdict(list)
    for one in appearances:
        why[min(_names(one.profile), key=lambda n: (-len(n), n), default=""), one.reason].append(one)
    joined = []
    for (name, reason), own in why.items():
        documents = list(dict.fromkeys(a.document for a in own))
        joined.append(Joined(name, reason, min(a.score for a in own), len(documents), documents[:_EXAMPLES]))
    return sorted(joined, key=lambda j: (-j.articles, j.name, j.reason or ""))


def _days(appearances: Sequence[Appearance]) -> tuple[str, str] | None:
    """Return the first and the last day of those whose day is known."""
    dated = [(a.earliest, a.latest) for a in appearances if a.earliest and a.latest]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else None

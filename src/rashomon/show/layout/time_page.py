"""A view -> as much of some articles as their dates and numbers need; what a reader wants to see of them."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from rashomon.model import Claim, Timex
from rashomon.show.layout.axis import Window
from rashomon.show.layout.claims import Told, tell
from rashomon.show.layout.gather import Pile, Reading, gather_stored
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.timeline import place_of
from rashomon.show.when import published_between
from rashomon.store import View

__all__ = ["Figure", "TimesWanted", "compare_figures", "gather_times", "named_beside", "sift_times", "views_of"]

_LAYERS = frozenset({"document", "article", "dating", "zone", "sentence", "timex", "mention", "claim", "account"})
# whom a reader chooses among, those first who are named beside most dates
MOST_NAMES = 40


class TimesWanted(NamedTuple):
    """What is asked of reported time; None is anything. `since` and `until` are days, months or years.

    `actor` is the id of an entity that is named in the same sentence as the date, `outlet` the name of who reports.
    """

    since: str | None = None
    until: str | None = None
    actor: str | None = None
    outlet: str | None = None

    def window(self, of: Window) -> Window | None:
        """Return the days that are asked for, open sides as they are in `of`; None where none is asked for."""
        first, last = (published_between(side) if side else None for side in (self.since, self.until))
        if first is None and last is None:
            return None
        start = first[0] if first else min(of.first, last[0] if last else of.first)
        return Window(start, max(start, last[1] if last else of.last))


class Figure(NamedTuple):
    """A number that several accounts give: what is counted, and who says how many on which day, in that order.

    Each step is a day of publication ("" where that is not known), a value, and those who give it.
    """

    claim: Claim
    steps: Sequence[tuple[str, str, Sequence[Told]]]


def gather_times(view: View, documents: Sequence[str], outlets: Sequence[str]) -> Pile:
    """Return as much of some articles as their dates and numbers need; `outlets` are the names of all of the store."""
    pile = gather_stored(Scope(view, documents, _LAYERS), outlets)
    named = {m.entity for r in pile.readings for m in r.mentions if m.entity}
    named |= {a.speaker for own in pile.across.accounts.values() for a in own if a.speaker}
    return pile._replace(entities={e.id: e for e in view.named("entity", sorted(named))})


def sift_times(pile: Pile, wanted: TimesWanted) -> Pile:
    """Return the pile with the articles of the outlet that is wanted, and of their dates those beside the actor."""
    own = [r for r in pile.readings if wanted.outlet in (None, r.outlet.name)]
    if wanted.actor:
        own = [r._replace(timexes=[t for t, who in _named_beside(r) if wanted.actor in who]) for r in own]
    return pile._replace(readings=own)


def named_beside(pile: Pile) -> list[tuple[str, str]]:
    """Return who is named in the sentence of a date, as id and as words with beside how many; towns are not acting."""
    beside = (own for r in pile.readings for timex, own in _named_beside(r) if place_of(timex))
    seen = Counter(who for own in beside for who in own)
    acting = {key: e for key in seen if (e := pile.entities.get(key)) and e.kind in ("person", "organisation")}
    ranked = sorted(acting, key=lambda key: (-seen[key], acting[key].name, key))
    return [(key, f"{acting[key].name} ({seen[key]})") for key in ranked[:MOST_NAMES]]


def _named_beside(reading: Reading) -> Iterator[tuple[Timex, Collection[str]]]:
    """Yield each date of an article with the entities that its sentence names."""
    starts = [s.span.start for s in reading.sentences]
    named: defaultdict[int, set[str]] = defaultdict(set)
    for mention in reading.mentions:
        if mention.entity:
            named[bisect(starts, mention.span.start)].add(mention.entity)
    for timex in reading.timexes:
        yield timex, named[bisect(starts, timex.span.start)]


def compare_figures(pile: Pile) -> list[Figure]:
    """Return the numbers that several articles give, those that differ first, each in the order of publication."""
    readings = {r.document.id: r for r in pile.readings}
    figures = []
    for claim in (c for c in pile.across.claims if c.kind == "quantity" and c.carriers > 1):
        told = tell(pile, claim, readings)
        if len({t.reading.number for t in told}) > 1:
            order = sorted(told, key=lambda t: (t.reading.published or "9999", t.value, t.reading.number))
            steps = groupby(order, key=lambda t: (t.reading.published or "", t.value))
            figures.append(Figure(claim, [(day, value, list(own)) for (day, value), own in steps]))
    return sorted(figures, key=lambda f: (-len({value for _, value, _ in f.steps}), -f.claim.carriers, f.claim.id))


def views_of(window: Window) -> list[tuple[str, Window]]:
    """Return the windows that a reader may go to from this one: closer, wider, earlier and later."""
    quarter = timedelta(days=window.days // 4)
    half, whole = timedelta(days=max(1, window.days // 2)), timedelta(days=window.days)
    moves = [("earlier", -half, -half), ("later", half, half), ("wider", -half, half)]
    if window.days > 4:
        moves.insert(0, ("closer", quarter, -quarter))
    # no calendar goes on for ever
    inside = (window.first - date.min > whole) and (date.max - window.last > whole)
    return [(name, Window(window.first + left, window.last + right)) for name, left, right in moves if inside]

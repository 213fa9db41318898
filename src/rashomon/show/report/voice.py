"""Quotations -> whose words each outlet carries, counted, with the number that each count is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rashomon.show.report.gather import Pile
from rashomon.show.report.outlets import Outlet

__all__ = ["Bar", "Share", "shares_of_voice"]

Voice = Literal["named", "others", "unknown"]


class Bar(NamedTuple):
    """How many of an outlet's statements one voice has; `key` is the entity's id, "" where it is not one."""

    label: str
    number: int
    kind: Voice
    key: str = ""


class Share(NamedTuple):
    """Whose statements an outlet carries: the bars add up to `total`, found in `articles` articles."""

    outlet: Outlet
    bars: Sequence[Bar]
    total: int
    articles: int


def shares_of_voice(pile: Pile, most: int = 6) -> list[Share]:
    """Count the statements, denials and questions of each outlet by speaker; the `most` frequent are named."""
    shares = []
    quotes = dict(pile.by_outlet())
    articles = Counter(r.outlet for r in pile.readings)
    for outlet in pile.outlets:
        sayings = [q for q in quotes.get(outlet, ()) if q.is_saying]
        counts = Counter(q.speaker for q in sayings)
        unknown = sum(n for s, n in counts.items() if not s.known)
        named = sorted(((s, n) for s, n in counts.items() if s.known), key=lambda c: (-c[1], *c[0]))
        # a single one left over is named, not called "1 other"
        cut = most if len(named) > most + 1 else len(named)
        bars = [Bar(s.name, n, "named", s.key) for s, n in named[:cut]]
        if named[cut:]:
            bars.append(Bar(f"{len(named) - cut} others", sum(n for _, n in named[cut:]), "others"))
        if unknown:
            bars.append(Bar("speaker unknown", unknown, "unknown"))
        shares.append(Share(outlet, bars, len(sayings), articles[outlet]))
    return shares

"""How many events each event of a pile is compared with, as the pile grows: the planted story told again and again.

`days go by`: the story comes again every two weeks, with the same people and places, as a pile grows over months; the
figure must stay flat. `other people`: it happens on the same days to others, in the same common words. `one dense
story`: the same days, people and places; any article may tell any of its events, so that the figure grows with the pile
whatever the keys. Figures are means over events, by the number of articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec

from benchmarks.planted import PLANTED, gather, read_planted
from rashomon.link.event import keys_of, order_of
from rashomon.profiles import EventProfile, Party

Retell = Callable[[EventProfile, int], EventProfile]

EVERY = timedelta(days=14)
SIZES = (100, 1_000, 10_000)
# a dense story of 10,000 articles has 4 thousand million pairs, which only tell what a thousand tell
DENSE = SIZES[:2]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the number of comparisons an event; nothing is read from `data`."""
    articles, _ = read_planted(PLANTED)
    profiles = gather(articles).profiles
    ways: dict[str, tuple[Retell, tuple[int, ...]]] = {
        "days go by": (_later, SIZES),
        "other people": (_of_others, DENSE),
        "one dense story": (lambda profile, _: profile, DENSE),
    }
    return {
        name: {f"{size} articles": _compared(profiles, retell, size // len(articles)) for size in sizes}
        for name, (retell, sizes) in ways.items()
    }


def _compared(profiles: list[EventProfile], retell: Retell, times: int) -> float:
    """Return with how many events before it an event shares a key, on average."""
    pile = sorted((retell(_again(p, n), n) for n in range(times) for p in profiles), key=order_of)
    sharers: dict[str, list[int]] = defaultdict(list)
    pairs = 0
    for number, profile in enumerate(pile):
        keys = keys_of(profile, {})
        pairs += len({other for key in keys for other in sharers[key]})
        for key in keys:
            sharers[key].append(number)
    return round(pairs / len(pile), 1)


def _again(profile: EventProfile, time: int) -> EventProfile:
    return msgspec.structs.replace(profile, event=f"{profile.event}{time}", document=f"{profile.document}{time}")


def _later(profile: EventProfile, time: int) -> EventProfile:
    return msgspec.structs.replace(
        profile, earliest=_shifted(profile.earliest, time), latest=_shifted(profile.latest, time)
    )


def _shifted(day: str | None, times: int) -> str | None:
    return (date.fromisoformat(day) + times * EVERY).isoformat() if day else None


def _of_others(profile: EventProfile, time: int) -> EventProfile:
    """Return the same with other names."""
    named = set(profile.names) | {name for p in (*profile.actors, *profile.recipients) for name in p.names}

    def rename(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{word}{time}" if word in named else word for word in words)

    def other(party: Party) -> Party:
        return msgspec.structs.replace(party, names=rename(party.names), words=rename(party.words))

    return msgspec.structs.replace(
        profile,
        names=rename(profile.names),
        place=rename(profile.place),
        actors=tuple(map(other, profile.actors)),
        recipients=tuple(map(other, profile.recipients)),
    )

"""A line that says what an account tells of an event -> its profile, for the tests of clusters.

`account("shelled Orsk", "ASSAULT", by="Kestovia", to="Orsk", on="2026-03-02")`: words with a capital are names. An
entity is known by its name, as in a pile where the names are resolved.
"""

from __future__ import annotations

from rashomon.link.event.words import names_in, stems_in_order, stems_of, without_anybody
from rashomon.model import digest
from rashomon.profiles import EventProfile, Party


def party(words: str) -> Party:
    """Return who takes part; `GEO: Mara Lint` acts for a country."""
    country, _, name = words.rpartition(": ")
    names = stems_of(" ".join(names_in(name)))
    return Party(
        entity=digest(name) if names else None,
        names=names,
        country=country or None,
        kind="person" if len(names) == 2 else "organisation" if names else None,
        words=without_anybody(stems_of(name)),
    )


def account(
    trigger: str,
    type: str,  # noqa: A002 - as in the record
    *,
    by: tuple[str, ...] | str = (),
    to: tuple[str, ...] | str = (),
    on: str | None = None,
    told: str = "2026-03-05",
    place: str = "",
    mode: str | None = None,
    sentence: str = "",
    document: str = "a",
) -> EventProfile:
    """Return the profile of one account: `on` is the day it gives, `told` that of its article."""
    by, to = ((by,) if isinstance(by, str) else by), ((to,) if isinstance(to, str) else to)
    said = sentence or " ".join((*by, trigger, *to, place))
    days = (on, on) if on else (f"2026-02-{int(told[-2:]) + 14:02}", told)
    return EventProfile(
        event=digest(document, said, trigger, str(on)),
        document=document,
        type=type,
        mode=mode,
        stem=" ".join(stems_in_order(trigger)),
        actors=tuple(map(party, by)),
        recipients=tuple(map(party, to)),
        place=stems_of(place),
        earliest=days[0],
        latest=days[1],
        dated=on is not None,
        words=stems_of(said),
        names=stems_of(" ".join(word for word in said.split() if word[0].isupper())),
        text=digest(said),
    )

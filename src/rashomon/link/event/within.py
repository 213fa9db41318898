"""What one article says of its events, in the order of the text -> the same, each with what was said of it before.

Who reads `the bombardment` in the tenth sentence knows from the first who bombarded whom, and when. An article that is
compared with others is read so too: what a bare mention leaves out is what the latest fuller one before it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from rashomon.link.event.likeness import agree_in_place, agree_in_roles, agree_in_trigger, are_apart
from rashomon.profiles import EventProfile, Party

__all__ = ["Mentioned", "recall"]


class Mentioned(NamedTuple):
    """A profile, and whether its words say that the reader knows the event (`the raid`) or does not (`another raid`).

    `known` is None where they do not tell.
    """

    profile: EventProfile
    known: bool | None


def recall(mentioned: Sequence[Mentioned]) -> list[EventProfile]:
    """Return the profiles of an article, given in the order of the text, completed by those before them."""
    told: list[EventProfile] = []
    # those that say something, each without participants of whom nothing is known
    fuller: list[tuple[EventProfile, EventProfile]] = []
    for one in mentioned:
        ours = _described(one.profile)
        latest = next((p for p, theirs in reversed(fuller) if _may_recall(one, ours, p, theirs)), None)
        profile = one.profile if latest is None else _complete(one.profile, latest)
        told.append(profile)
        described = ours if latest is None else _described(profile)
        if _says_something(described):
            fuller.append((profile, described))
    return told


def _may_recall(one: Mentioned, ours: EventProfile, before: EventProfile, theirs: EventProfile) -> bool:
    """Tell whether an event may be one told before: nothing in it speaks against that, or is new."""
    profile, known = one
    if known is False or profile.text == before.text:
        return False
    trigger = agree_in_trigger(profile, before)
    if trigger not in ("same", "synonyms") and not (known and trigger == "same type"):
        return False
    if are_apart(profile, before):
        return False
    roles = zip(
        agree_in_roles(ours, theirs), (ours.actors, ours.recipients), (theirs.actors, theirs.recipients), strict=True
    )
    if not all(agreement in ("same", "like") or not mine or (known and not its) for agreement, mine, its in roles):
        return False
    return not profile.place or agree_in_place(profile, before) == "same" or (bool(known) and not before.place)


def _says_something(described: EventProfile) -> bool:
    return bool(described.actors or described.recipients or described.place or described.dated)


def _described(profile: EventProfile) -> EventProfile:
    """Return the profile without participants of whom nothing is known but a pronoun."""
    if all(map(_is_somebody, (*profile.actors, *profile.recipients))):
        return profile
    return msgspec.structs.replace(
        profile,
        actors=tuple(filter(_is_somebody, profile.actors)),
        recipients=tuple(filter(_is_somebody, profile.recipients)),
    )


def _is_somebody(party: Party) -> bool:
    return bool(party.names or party.words)


def _complete(profile: EventProfile, before: EventProfile) -> EventProfile:
    """Return a profile with what it leaves out taken from another."""
    ours, theirs = _described(profile), _described(before)
    days = before if before.dated and not profile.dated else profile
    return msgspec.structs.replace(
        profile,
        actors=ours.actors or theirs.actors or profile.actors,
        recipients=ours.recipients or theirs.recipients or profile.recipients,
        place=profile.place or before.place,
        earliest=days.earliest,
        latest=days.latest,
        dated=days.dated,
        names=tuple(sorted({*profile.names, *before.names})),
    )

"""What the machine found in one article, and what persons say of it -> what holds: pure functions.

It depends on the findings and the corrections alone, and not on what was read or said first: so taking a correction
back gives just what was there before, and reading again puts every correction where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from rashomon.model import (
    PERSON,
    Article,
    Attribution,
    Clause,
    Correction,
    Entity,
    Event,
    Force,
    Mention,
    Nested,
    Participant,
    Span,
)
from rashomon.store.places import spans_of

__all__ = ["CORRECTED", "Key", "Ruled", "find_machines", "overrule"]

# the layers of which a person can correct a finding
CORRECTED = ("article", "attribution", "nested", "mention", "timex", "quantity", "event", "clause")
# two findings of which at least so much is the same characters are about the same words
SAME_WORDS = 0.5
# what does not make two findings differ
_ASIDE = frozenset({"id", "by", "score", "reason", "document", "evidence"})

# the layer and the id of a record
Key = tuple[str, str]
Records = dict[Key, Any]


class Ruled(NamedTuple):
    """The findings that hold, and of each correction whether it does."""

    records: Records
    standings: dict[str, Force]


def overrule(machine: Mapping[Key, Any], corrections: Sequence[Correction]) -> Ruled:
    """Return what holds of one article; corrections are given in order, all of this article, none of them undone.

    `machine` has all records of the article in the layers CORRECTED, and its entities. A record that a person changed
    keeps the id of the machine's, so that whatever names it still does; what named a finding that was rejected names
    what is left of its chain, or nobody.
    """
    records: Records = dict(machine)
    standings: dict[str, Force] = {}
    decided: dict[Key, tuple[Correction, Any]] = {}
    for one in corrections:
        known = _resolve_names(one, machine)
        found = _find(known, machine)
        key = known.target, found.id if found else known.finding
        if key in decided:
            standings[decided[key][0].id] = "replaced"
        decided[key] = known, found
    for key, (one, found) in decided.items():
        standings[one.id] = _standing(one, found)
        if one.becomes is None:
            records.pop(key, None)
        elif found is None or not _is_same(found, one.becomes):
            records[key] = _signed(one.becomes, key[1], one)
    return Ruled(_mend(machine, records) if decided else records, standings)


def _signed(holds: Any, key: str, one: Correction) -> Any:
    return msgspec.structs.replace(holds, id=key, by=PERSON, score=1.0, reason=one.why or f"{one.who} says so")


def _standing(one: Correction, found: Any) -> Force:
    if _is_same(found, one.was):
        return "stands"
    return "machine agrees now" if _is_same(found, one.becomes) else "machine now says otherwise"


def _is_same(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return all(getattr(a, name) == getattr(b, name) for name in a.__struct_fields__ if name not in _ASIDE)


# ---- the finding that a correction is about --------------------------------------------------------------------------


def find_machines(one: Correction, machine: Mapping[Key, Any]) -> Any | None:
    """Return the finding of the machine's that a correction is about, None where there is none."""
    return _find(_resolve_names(one, machine), machine)


def _resolve_names(one: Correction, machine: Mapping[Key, Any]) -> Correction:
    """Let a correction name the entities that the article has now: by id, else by name, else nobody."""
    entities = [record for (layer, _), record in sorted(machine.items()) if layer == "entity"]
    there = {entity.id for entity in entities}
    named = {entity.name: entity.id for entity in reversed(entities)}
    now = {key: key if key in there else named.get(name) for key, name in one.names.items()}
    return msgspec.structs.replace(one, was=_renamed(one.was, now), becomes=_renamed(one.becomes, now))


def _renamed(held: Any, now: Mapping[str, str | None]) -> Any:
    """Return a record that names other entities; those that `now` does not know are left as they are."""
    if isinstance(held, Attribution):
        return msgspec.structs.replace(held, speaker=now.get(held.speaker or "", held.speaker))
    if isinstance(held, Mention):
        return msgspec.structs.replace(held, entity=now.get(held.entity or "", held.entity))
    if isinstance(held, (Event, Clause)):
        actors, recipients = (
            tuple(msgspec.structs.replace(p, entity=now.get(p.entity or "", p.entity)) for p in several)
            for several in (held.actors, held.recipients)
        )
        return msgspec.structs.replace(held, actors=actors, recipients=recipients)
    return held


def _find(one: Correction, machine: Mapping[Key, Any]) -> Any | None:
    """Return the machine's finding that a correction is about: by id, by the same spans, or by most of the words."""
    if (one.target, one.was.id) in machine:
        return machine[one.target, one.was.id]
    those = [record for (layer, _), record in sorted(machine.items()) if layer == one.target]
    if isinstance(one.was, Article):
        return next(iter(those), None)
    wanted = [held for held in (one.was, one.becomes) if held is not None]
    for held in wanted:
        for record in those:
            if _places(record) == _places(held):
                return record
    likest = [(_overlap(_words_of(record), _words_of(held)), record.id) for held in wanted for record in those]
    share, key = max(likest, default=(0.0, ""))
    return machine[one.target, key] if share >= SAME_WORDS else None


def _places(record: Any) -> list[Span]:
    return [span for _, span in spans_of(record)]


def _words_of(record: Any) -> set[int]:
    """Return the characters that a finding is about: its content, its trigger, its span."""
    held = next(getattr(record, name) for name in ("content", "trigger", "span") if hasattr(record, name))
    return {at for span in (held if isinstance(held, tuple) else (held,)) for at in range(span.start, span.end)}


def _overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a & b else 0.0


# ---- what other findings say of one that is gone ---------------------------------------------------------------------


def _mend(machine: Mapping[Key, Any], records: Records) -> Records:
    """Let no record name one that is not there any more."""
    # 1. who is not mentioned any more is nobody   2. what somebody says within what nobody says stands for itself
    # 3. whatever named one of them names what is left
    before, now = (_mentioned(some) for some in (machine, records))
    kept = {key: one for key, one in records.items() if key[0] != "entity" or key[1] in now or key[1] not in before}
    kept = _stand_alone(machine, kept)
    entities = {key for layer, key in kept if layer == "entity"}
    said = {key for layer, key in kept if layer in ("attribution", "nested")}
    return {key: _mended(one, entities, said) for key, one in kept.items()}


def _mentioned(records: Mapping[Key, Any]) -> set[str]:
    return {one.entity for one in records.values() if isinstance(one, Mention) and one.entity}


def _stand_alone(machine: Mapping[Key, Any], records: Records) -> Records:
    """Hang what was nested in a rejected attribution on the one around that, or make it an attribution of its own."""
    within = {key: one.within for (_, key), one in machine.items() if isinstance(one, Nested)}
    said = {key for layer, key in records if layer in ("attribution", "nested")}
    found: Records = {}
    for (layer, key), one in records.items():
        outer = one.within if isinstance(one, Nested) else None
        while outer is not None and outer not in said:
            outer = within.get(outer)
        if isinstance(one, Nested) and outer is None:
            fields = {name: getattr(one, name) for name in Attribution.__struct_fields__}
            found["attribution", key] = Attribution(**fields | _BY_PERSON)
        elif isinstance(one, Nested) and outer != one.within:
            found[layer, key] = msgspec.structs.replace(one, within=outer, **_BY_PERSON)
        else:
            found[layer, key] = one
    return found


_BY_PERSON: dict[str, Any] = {"by": PERSON, "reason": "as a person corrected what it belongs to"}


def _mended(one: Any, entities: set[str], said: set[str]) -> Any:
    """Return a record that names nobody but these entities, and stands in no attributions but these."""
    changed: dict[str, Any] = {}
    for name in ("entity", "speaker"):
        held = getattr(one, name, None)
        if held is not None and held not in entities and not isinstance(one, Entity):
            changed[name] = None
    if isinstance(one, (Event, Clause)):
        changed |= _mended_deed(one, entities, said)
    if not changed:
        return one
    return msgspec.structs.replace(one, **changed | ({} if one.by == PERSON else _BY_PERSON))


def _mended_deed(one: Event | Clause, entities: set[str], said: set[str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for name in ("actors", "recipients"):
        held = getattr(one, name)
        left = tuple(p if p.entity in entities else Participant(span=p.span) for p in held)
        if left != held:
            changed[name] = left
    chain = tuple(key for key in one.chain if key in said)
    if chain != one.chain:
        changed |= {"chain": chain, "attribution": chain[-1] if chain else None}
    return changed

"""Stages as small as tiny_stages, for tests of what joins events: `Aud>Bo` is something that Aud does to Bo.

Deeds to those whose names begin with the same letter share a key, and stand in the order of these names. A deed is the
nearest one before it that the same actor does, so that every deed in between, and who the actor is in the pile, can
change the answer. A deed of which Flaw is the actor is a bug.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from rashomon.model import Cluster, Document, Entity, Event, Participant, Span, digest, finding_id
from rashomon.pipeline import Stage, group_pile
from rashomon.profiles import Antecedent, Dependence, EventProfile, Party, Placed, Telling
from tests.tiny_stages import NOTHING, TINY


def find_deeds(document: Document, entity: Sequence[Entity]) -> Mapping[str, Any]:
    known = {e.name: e.id for e in entity}
    events = []
    for match in re.finditer(r"(\w+)>(\w+)", document.text):
        actor, recipient = (Participant(span=Span(*match.span(n)), entity=known.get(match[n])) for n in (1, 2))
        trigger = Span(match.end(1), match.start(2))
        key = finding_id("event", document.id, [trigger])
        events.append(
            Event(
                id=key, by="deed/1", document=document.id, trigger=trigger, type="ASSAULT", actors=(actor,),
                recipients=(recipient,), score=0.5,
            )
        )  # fmt: skip
    return {"event": events}


def find_tiny_tellings(document: Document, event: Sequence[Event], blocks: Mapping[str, str]) -> list[Placed]:
    found = []
    for one in event:
        actor, recipient = one.actors[0], one.recipients[0]
        whom = recipient.span.of(document.text)
        profile = EventProfile(
            event=one.id,
            document=document.id,
            type=one.type,
            stem=actor.span.of(document.text),
            actors=(Party(entity=actor.entity),),
            recipients=(Party(entity=recipient.entity),),
        )
        telling = Telling(profile=profile, realis=one.realis, source=actor.entity or document.id)
        # an article that is not linked has no blocks
        found.append(Placed(telling, f"{whom} {one.id}", {blocks.get(recipient.entity or "", whom[0])}))
    return found


def choose_nearest(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
    if one.profile.stem == "Flaw":
        raise ValueError("a bug")
    same = [other for other in before if other.profile.actors == one.profile.actors]
    if not same:
        return None
    nearest = max(same, key=lambda other: (other.profile.recipients, other.finding))
    return Antecedent(finding=nearest.finding, score=0.75, reason=f"the nearest of {len(same)} of {len(before)}")


def stays_alone(one: Telling, near: Sequence[Telling]) -> bool:
    """Tell whether one that is no other stays so; of who is one, the reason counts those before it."""
    return one.antecedent is None and all(other.profile.actors != one.profile.actors for other in near)


def make_tiny_cluster(tellings: Sequence[Telling], dependence: Dependence) -> list[Cluster]:
    profiles = [t.profile for t in tellings]
    whole = Cluster(
        id=digest("cluster", profiles[0].event),
        by="cluster/1",
        reason="; ".join(t.antecedent.reason for t in tellings if t.antecedent),
        events=tuple(p.event for p in profiles),
        type="ASSAULT",
        actors=tuple(sorted({p.entity for one in profiles for p in one.actors if p.entity})),
        recipients=tuple(sorted({p.entity for one in profiles for p in one.recipients if p.entity})),
        reports=len({p.document for p in profiles}),
        texts=len({p.stem for p in profiles}),
        sources=len({t.source for t in tellings}),
        realis={"asserted": len(tellings)},
    )
    return [whole]


NEAREST = NOTHING._replace(find=find_tiny_tellings, choose=choose_nearest, stays=stays_alone, make=make_tiny_cluster)

_JOIN = Stage(
    "cluster",
    1,
    frozenset({"document", "event", "identity"}),
    frozenset({"cluster"}),
    partial(group_pile, groupings=[NEAREST]),
    per="corpus",
)
DEEDS: Sequence[Stage] = (
    *TINY[:2],
    Stage("deed", 1, frozenset({"document", "entity"}), frozenset({"event"}), find_deeds),
    *(_JOIN if stage.name == "cluster" else stage for stage in TINY[2:]),
)

"""Records made by hand: an article of a given text, with attributions where given words stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from rashomon.link.event import entities_of_telling, resolve_telling
from rashomon.model import (
    Article,
    Attribution,
    Cluster,
    Dating,
    Document,
    Entity,
    Event,
    Mention,
    Participant,
    Rejection,
    Span,
    Timex,
    digest,
    finding_id,
)
from rashomon.pipeline import STAGES, compare_pile
from rashomon.profiles import Antecedent, Dependence, EventProfile, Grouping, Party, Placed, Profile, Resolved, Telling
from rashomon.store import Writer
from rashomon.store.grouping import KINDS

MADE_BY = "clean/1 attribution/1"


def make_document(ref: str, text: str, raw: str | None = None) -> Document:
    return Document(
        id=digest(ref, text),
        text=text,
        ref=ref,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        raw_sha256=hashlib.sha256((raw or text).encode()).hexdigest(),
        media_type="text/plain",
    )


def make_article(document: Document, outlet: str | None = None, published: str | None = None) -> Article:
    key = finding_id("article", document.id, [])
    return Article(id=key, document=document.id, by="clean/1", outlet=outlet, published=published)


def make_dating(document: Document, earliest: str | None, latest: str | None) -> Dating:
    key = finding_id("dating", document.id, [])
    return Dating(id=key, document=document.id, by="clean/1", earliest=earliest, latest=latest)


def make_timex(document: Document, words: str, earliest: str, latest: str) -> Timex:
    span = _find(document.text, words)
    key = finding_id("timex", document.id, [span])
    return Timex(id=key, document=document.id, by="clean/1", span=span, type="DATE", earliest=earliest, latest=latest)


def make_entity(document: Document, name: str) -> Entity:
    key = finding_id("entity", document.id, [], name)
    return Entity(id=key, document=document.id, by="attribution/1", name=name, kind="person")


def make_attribution(
    document: Document, words: str, source: str = "", speaker: Entity | None = None, version: int = 1
) -> Attribution:
    content = _find(document.text, words)
    return Attribution(
        id=finding_id("attribution", document.id, [content]),
        document=document.id,
        by=f"attribution/{version}",
        content=(content,),
        source=(_find(document.text, source),) if source else (),
        kind="indirect",
        speaker=speaker.id if speaker else None,
    )


def make_mention(document: Document, words: str, entity: Entity) -> Mention:
    """Return a mention of the entity where these words begin, as long as its name."""
    start = _find(document.text, words).start
    span = Span(start, start + len(entity.name))
    return Mention(
        id=finding_id("mention", document.id, [span]),
        document=document.id,
        by="attribution/1",
        span=span,
        kind=entity.kind,
        form="name",
        entity=entity.id,
    )


def make_rejection(ref: str, reason: str = "empty") -> Rejection:
    return Rejection(ref=ref, reason=reason, stage="clean/1")


def link_all(writer: Writer, by: str = "identity/1") -> None:
    """Link what waits, and join the events."""
    link_names(writer, by)
    join_all(writer)
    compare_all(writer)


def compare_all(writer: Writer) -> None:
    """Compare the texts that wait."""
    stage = next(stage for stage in STAGES if stage.name == "reuse")
    compare_pile(writer, stage, lambda *_: None)


def link_names(writer: Writer, by: str = "identity/1") -> None:
    """Link what waits: entities of one name are one, and a name's first letter is its block."""
    for document in writer.unlinked(by):
        writer.link([document], find_names, {"entity"}, by)
    for block in writer.unsettled():
        writer.settle([block], partial(join_names, by=by))


def find_names(entity: Sequence[Entity]) -> list[tuple[str, Profile]]:
    """Say what an article knows of its entities: nothing of those without a capital, who stay its own."""
    return [(e.id, Profile(block=e.name[0], kind=e.kind, name=e.name)) for e in entity if e.name[0].isupper()]


def join_names(profiles: Sequence[tuple[Profile, int]], by: str) -> list[Resolved]:
    return [
        Resolved(profile=p, entity=Entity(id=digest("pile", p.name), by=by, name=p.name, kind=p.kind))
        for p, _ in profiles
    ]


def make_event(
    document: Document,
    words: str,
    *,
    actor: tuple[str, Entity | None] | None = None,
    recipient: tuple[str, Entity | None] | None = None,
    when: str = "",
    chain: Sequence[Attribution] = (),
    **more: Any,
) -> Event:
    """Return an event where these words stand; who takes part is given by words and entity, `chain` outermost first."""
    trigger = _find(document.text, words)
    parts: dict[str, Any] = {"type": "ASSAULT"} | more
    return Event(
        id=finding_id("event", document.id, [trigger]),
        document=document.id,
        by="attribution/1",
        trigger=trigger,
        actors=_participants(document, actor),
        recipients=_participants(document, recipient),
        when=_find(document.text, when) if when else None,
        chain=tuple(a.id for a in chain),
        attribution=chain[-1].id if chain else None,
        **parts,
    )


def _participants(document: Document, who: tuple[str, Entity | None] | None) -> tuple[Participant, ...]:
    return (Participant(span=_find(document.text, who[0]), entity=who[1].id if who[1] else None),) if who else ()


def join_all(writer: Writer, by: str = "cluster/1") -> None:
    """Join what waits: events of one type are one, if the same people take part in both."""
    for document in writer.ungathered({by: ["event"]}):
        writer.gather([document], {by: [SAME]}, {"event", "attribution"})
    for document in writer.ungrouped("event"):
        group(writer, document, SAME)
    for kind in KINDS:  # nobody here has anything to say of the others
        for document in writer.ungathered({by: [kind]}):
            writer.gather([document], {by: [SAME._replace(kind=kind, find=find_nothing)]}, {"event"})


def group(writer: Writer, document: str, of: Grouping) -> None:
    """Let the items of one document that wait choose, and make the records of their groups."""
    for step in (writer.choose, writer.join, writer.group):
        step([document], of)


def find_nothing(event: Sequence[Event], blocks: Mapping[str, str]) -> list[Placed]:
    return []


def find_deeds(event: Sequence[Event], attribution: Sequence[Attribution], blocks: Mapping[str, str]) -> list[Placed]:
    """Say what an article tells; the events of a type share a key, and stand in the order of their ids."""
    speakers = {a.id: a.speaker for a in attribution}
    return [Placed(_telling(e, speakers), e.id, {e.type}) for e in event]


def _telling(event: Event, speakers: Mapping[str, str | None]) -> Telling:
    actors, recipients = (
        tuple(Party(entity=p.entity) for p in several) for several in (event.actors, event.recipients)
    )
    known = EventProfile(
        event=event.id,
        document=event.document,
        type=event.type,
        stem="",
        actors=actors,
        recipients=recipients,
    )
    return Telling(
        profile=known, realis=event.realis, source=speakers.get(event.attribution or "") or f"outlet {event.document}"
    )


def choose_same(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
    who = one.profile.actors, one.profile.recipients
    same = [other for other in before if (other.profile.actors, other.profile.recipients) == who]
    return Antecedent(finding=min(o.finding for o in same), score=0.9, reason="the same people") if same else None


def make_whole(tellings: Sequence[Telling], dependence: Dependence, by: str = "cluster/1") -> list[Cluster]:
    profiles = [t.profile for t in tellings]
    whole = Cluster(
        id=digest("cluster", profiles[0].event),
        by=by,
        reason=next((t.antecedent.reason for t in tellings if t.antecedent), None),
        events=tuple(p.event for p in profiles),
        type=profiles[0].type,
        actors=tuple(sorted({p.entity for one in profiles for p in one.actors if p.entity})),
        recipients=tuple(sorted({p.entity for one in profiles for p in one.recipients if p.entity})),
        reports=len({p.document for p in profiles}),
        texts=len({p.document for p in profiles}),
        sources=len({t.source for t in tellings}),
        realis=dict(Counter(t.realis for t in tellings)),
    )
    return [whole]


# each document stands on itself
SAME = Grouping(
    kind="event", many="events", whole="cluster", item=Telling, find=find_deeds,
    entities=entities_of_telling, resolve=resolve_telling,
    stays=lambda *_: False, choose=choose_same, make=make_whole, alone=lambda _: True, newsrooms=lambda *_: {},
)  # fmt: skip


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))

"""Events of the product -> the one event that a key of PLOVER codes for a sentence.

What the keys code differently, all of it decided by our own records and none of it in the product:
- a sentence has one event, the one that governs the others ("called for a halt to the shelling" is the call);
- a deed of cooperation that is only planned is AGREE, one of conflict THREATEN;
- a pronoun is who it stands for; where nobody is the target, the place is, or else the thing that the deed is done to;
- the key of quad classes takes sanctions, aid cut off and verdicts for words.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Event, Mention, Participant, Span
from rashomon.pipeline import Layers

__all__ = ["all_events", "one_event", "quad_event"]

Coded = dict[str, object]

_COOPERATION = frozenset({"AID", "RETREAT", "COOPERATE", "CONSULT", "CONCEDE", "SUPPORT"})
_CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})


def all_events(layers: Layers) -> list[Coded]:
    """Return every event as it is, in the shape of the scorer."""
    return [_coded(e.type, _spans(e.actors), _spans(e.recipients)) for e in layers["event"]]


def one_event(layers: Layers) -> list[Coded]:
    """Return the event that a key would have of the text, or none."""
    events: Sequence[Event] = layers["event"]
    if not events:
        return []
    syntax = Syntax(layers["parse"])
    event = min(events, key=lambda e: (_depth(syntax, e.trigger), e.trigger.start))
    names = _names(layers["mention"])
    recipients = _spans(event.recipients) or (
        [event.place] if event.place is not None else _things(syntax, event.trigger)
    )
    actors = [names.get(s, s) for s in _spans(event.actors)]
    return [_coded(_type(event), actors, [names.get(s, s) for s in recipients])]


def quad_event(layers: Layers) -> list[Coded]:
    """Return the event that a key of quad classes would have of the text, or none."""
    return [
        {**coded, "type": "REJECT" if coded["type"] == "SANCTION" else coded["type"]} for coded in one_event(layers)
    ]


def _things(syntax: Syntax, trigger: Span) -> list[Span]:
    """Return the object of a trigger, or what hangs on it by a preposition, whatever it is."""
    parse = syntax.parse
    for token in (t for t in range(len(parse.words)) if parse.span(t, t).overlaps(trigger)):
        for child in syntax.children[token]:
            objects = (
                [child] if parse.dep[child] == "dobj" else syntax.children[child] if parse.dep[child] == "prep" else []
            )
            for thing in objects:
                if parse.dep[thing] in ("dobj", "pobj") and not parse.span(thing, thing).overlaps(trigger):
                    below = syntax.subtree(thing)
                    return [parse.span(below[0], below[-1])]
    return []


def _type(event: Event) -> str:
    if event.realis == "planned" and event.type in _COOPERATION:
        return "AGREE"
    return "THREATEN" if event.realis == "planned" and event.type in _CONFLICT else event.type


def _coded(kind: str, actors: Sequence[Span], recipients: Sequence[Span]) -> Coded:
    return {
        "type": kind,
        "actor": [[s.start, s.end] for s in actors],
        "recipient": [[s.start, s.end] for s in recipients],
    }


def _spans(participants: Sequence[Participant]) -> list[Span]:
    return [p.span for p in participants]


def _names(mentions: Sequence[Mention]) -> dict[Span, Span]:
    """Return for each pronoun the first name of its entity."""
    named: dict[str, Span] = {}
    for mention in mentions:
        if mention.form == "name" and mention.entity is not None:
            named.setdefault(mention.entity, mention.span)
    return {m.span: named[m.entity] for m in mentions if m.form == "pronoun" and m.entity in named}


def _depth(syntax: Syntax, trigger: Span) -> int:
    parse = syntax.parse
    depths = []
    for token in (t for t in range(len(parse.words)) if parse.span(t, t).overlaps(trigger)):
        depth = 0
        while parse.head[token] != token:
            token, depth = parse.head[token], depth + 1
        depths.append(depth)
    return min(depths, default=0)

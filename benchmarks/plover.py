"""Events of the product -> the one event that a key of PLOVER codes for a sentence.

What the keys code differently, all of it decided by our own records and none of it in the product:
- a sentence has one event, the one that governs the others ("called for a halt to the shelling" is the call);
- a deed of cooperation that is only planned is AGREE, one of conflict THREATEN; cooperation that is negated is REJECT;
- a pronoun is who it stands for; where nobody is the target, the place is, or else the thing that the deed is done to;
- the key of quad classes takes sanctions, aid cut off and verdicts for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Event, Mention, Participant, Span
from rashomon.pipeline import Layers

__all__ = ["all_events", "asserted_events", "one_event", "quad_event"]

Coded = dict[str, object]

_COOPERATION = frozenset({"AID", "RETREAT", "COOPERATE", "CONSULT", "CONCEDE", "SUPPORT"})
_CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})


def all_events(layers: Layers) -> list[Coded]:
    """Return every event as it is, in the shape of the scorer."""
    return [_coded(e.type, _spans(e.actors), _spans(e.recipients)) for e in layers["event"]]


def asserted_events(layers: Layers) -> list[Coded]:
    """Return the events that are told as having happened, as they are."""
    return [_coded(e.type, _spans(e.actors), _spans(e.recipients)) for e in layers["event"] if e.realis == "asserted"]


def one_event(layers: Layers) -> list[Coded]:
    """Return the event that a key would have of the text, or none."""
    events: Sequence[Event] = layers["event"]
    if not events:
        return []
    syntax = Syntax(layers["parse"])
    event = min(events, key=lambda e: (_depth(syntax, e.trigger), e.trigger.start))
    recipients = _spans(event.recipients)
    if not recipients:
        recipients = [event.place] if event.place is not None else _things(syntax, event.trigger)
    named = partial(_named, layers["mention"])
    return [_coded(_type(event), named(_spans(event.actors)), named(recipients))]


def quad_event(layers: Layers) -> list[Coded]:
    """Return the event that a key of quad classes would have of the text, or none."""
    return [
        {**coded, "type": "REJECT" if coded["type"] == "SANCTION" else coded["type"]} for coded in one_event(layers)
    ]


def _things(syntax: Syntax, trigger: Span) -> list[Span]:
    """Return the object of a trigger, or what hangs on it by a preposition, whatever it is but a time."""
    parse = syntax.parse
    here = [t for t in range(len(parse.words)) if parse.span(t, t).overlaps(trigger)]
    beside = [child for token in here for child in syntax.children[token] if child not in here]
    objects = [child for child in beside if parse.dep[child] == "dobj"]
    objects += [low for child in beside if parse.dep[child] == "prep" for low in syntax.children[child]]
    things = (o for o in objects if parse.dep[o] in ("dobj", "pobj") and parse.entity[o] not in ("DATE", "TIME"))
    return [_below(syntax, thing) for thing in things][:1]


def _below(syntax: Syntax, token: int) -> Span:
    below = syntax.subtree(token)
    return syntax.parse.span(below[0], below[-1])


def _type(event: Event) -> str:
    cooperative = event.type in _COOPERATION
    if event.realis == "planned" and (cooperative or event.type in _CONFLICT):
        return "AGREE" if cooperative else "THREATEN"
    # "will not lift the embargo", "failed to agree"
    return "REJECT" if event.realis == "negated" and (cooperative or event.type == "AGREE") else event.type


def _coded(kind: str, actors: Sequence[Span], recipients: Sequence[Span]) -> Coded:
    return {
        "type": kind,
        "actor": [[s.start, s.end] for s in actors],
        "recipient": [[s.start, s.end] for s in recipients],
    }


def _spans(participants: Sequence[Participant]) -> list[Span]:
    return [p.span for p in participants]


def _named(mentions: Sequence[Mention], spans: Sequence[Span]) -> list[Span]:
    """Return the spans, and what names whom a pronoun in them stands for: "they", "their forces"."""
    pronouns = (m for span in spans for m in mentions if m.form == "pronoun" and span.holds(m.span))
    meant = {m.entity for m in pronouns if m.entity is not None}
    return [*spans, *(m.span for m in mentions if m.form != "pronoun" and m.entity in meant)]


def _depth(syntax: Syntax, trigger: Span) -> int:
    parse = syntax.parse
    depths = []
    for token in (t for t in range(len(parse.words)) if parse.span(t, t).overlaps(trigger)):
        depth = 0
        while parse.head[token] != token:
            token, depth = parse.head[token], depth + 1
        depths.append(depth)
    return min(depths, default=0)

"""The clauses and events of one article -> what it says was done or is so, to be compared with other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from msgspec.structs import replace

from rashomon.link.claim.amounts import read_amount
from rashomon.link.claim.predicates import befalls, is_empty, is_light, kinds_of_verb
from rashomon.link.claim.stance import stance_of
from rashomon.link.claim.things import kind_of, thing_called, thing_named
from rashomon.link.event.antecedents import order_of, stretches_of
from rashomon.link.event.parties import is_told
from rashomon.link.event.tellings import entities_of_parties, resolve_parties, teller_of
from rashomon.link.event.words import stems_in_order, stems_of
from rashomon.model import (
    Article,
    Attribution,
    Clause,
    Dating,
    Document,
    Event,
    Mention,
    Nested,
    Participant,
    Quantity,
    Realis,
    Sentence,
    Span,
    Timex,
)
from rashomon.profiles import Deed, Party, Placed

__all__ = ["DeedReading", "Layers", "Told", "entities_of_deed", "place_deeds", "resolve_deed"]

# who plans, fears or demands a thing does not say that it is so; what is usual, or long ago, is no news
_SAID_TO_BE_SO = frozenset({"asserted", "negated"})
_CLOCK = re.compile(r"T(\d\d:\d\d)$")
# the name that a phrase ends in: `the 62-metre Anna Reet`
_NAME = re.compile(r"[A-Z][^\W_]+(?: [A-Z][^\W_]+)*$")
# characters between a noun and who stands behind it: " against the "
_LINK = 13
# characters of a clause that are shown as the words of a claim
_SHOWN = 120


class Layers(TypedDict):
    """What is known of one article; the records of a layer come in any order."""

    document: Document
    article: Article
    dating: Sequence[Dating]
    sentence: Sequence[Sentence]
    mention: Sequence[Mention]
    timex: Sequence[Timex]
    quantity: Sequence[Quantity]
    attribution: Sequence[Attribution]
    nested: Sequence[Nested]
    event: Sequence[Event]
    clause: Sequence[Clause]


def place_deeds(reading: DeedReading) -> list[Placed]:
    """Return those of an article's deeds that say that something was done or was not, with their places and keys.

    Entities are looked up in no block, since deeds are compared by what is done, and by names and words for who takes
    part.
    """
    # most clauses are out at one look, or at who takes part, and a deed is dear
    may = (one for one in reading.told if _may_say_something(one.event, one.lemma) and not reading.is_infinitive(one))
    deeds = (reading.deed(one) for one in may if _says_something(one, reading.sides(one)))
    return [Placed(deed, _place_of(deed), _keys_of(deed)) for deed in deeds]


def _may_say_something(event: Event, lemma: str) -> bool:
    """Tell whether somebody takes part in what is said to be so, by more than the verb of "gave the order"."""
    return event.realis in _SAID_TO_BE_SO and bool(event.actors or event.recipients) and not is_light(lemma)


def _says_something(told: Told, sides: Sides) -> bool:
    """Tell whether a clause says of anybody that something was done: "had sand" says too little."""
    if is_empty(told.lemma):
        return bool(told.event.actors) and not told.event.recipients and not sides.recipients
    return any(map(is_told, sides))


def entities_of_deed(deed: Deed) -> set[str]:
    """Return the article's entities that a deed names."""
    return {*entities_of_parties(deed.profile), *filter(None, [deed.speaker])}


def resolve_deed(deed: Deed, whole: Mapping[str, str]) -> Deed:
    """Return the deed with the pile's entities in the place of the article's, where `whole` knows them."""
    profile, speaker = resolve_parties(deed.profile, whole), whole.get(deed.speaker or "", deed.speaker)
    same = profile is deed.profile and speaker == deed.speaker
    return deed if same else replace(deed, profile=profile, speaker=speaker)


def _place_of(deed: Deed) -> str:
    """Return the place of a deed among all of the pile: who says most stands first, who denies it behind the others."""
    left_out, undated, *rest = order_of(deed.profile)
    return " ".join((str(left_out), "1" if deed.realis == "negated" else "0", str(undated), *rest))


def _keys_of(deed: Deed) -> frozenset[str]:
    """Return the keys of a deed: the fortnight, what was done, and a name or word for who or where."""
    profile = deed.profile
    parties = (*profile.actors, *profile.recipients)
    things = {kind_of(p.thing)[0] for p in parties if p.thing}
    about = {*profile.place, *things, *(word for p in parties for word in (*p.names, *p.words))}
    days = stretches_of(profile) or ("",)
    return frozenset(f"{day}|{kind} {word}" for kind in kinds_of_verb(deed.lemma) for word in about for day in days)


class Told(NamedTuple):
    """A clause, or an event that no clause tells (a noun: "the raid"), as an event of any type."""

    event: Event
    lemma: str
    span: Span
    coded: bool
    noun: bool = False


def _told(layers: Layers) -> Iterator[Told]:
    text, events = layers["document"].text, list(layers["event"])
    for clause in layers["clause"]:
        start, end = clause.predicate.start, clause.predicate.end
        same = next((e for e in events if e.trigger.start < end and start < e.trigger.end), None)
        if same is not None:
            events.remove(same)
        as_event = Event(
            id=same.id if same else clause.id,
            by=clause.by,
            document=clause.document,
            trigger=clause.predicate,
            type="",
            actors=clause.actors,
            recipients=clause.recipients,
            place=clause.place or (same.place if same else None),
            when=clause.when or (same.when if same else None),
            realis=_realis(clause, same),
            attribution=clause.attribution,
            chain=clause.chain,
        )
        yield Told(as_event, clause.lemma, clause.span, coded=same is not None)
    for event in events:
        whole = _noun_phrase(event)
        sides = {side: _inside(getattr(event, side), whole) for side in ("actors", "recipients")}
        noun = replace(event, type="", mode=None, **sides)
        yield Told(noun, event.trigger.of(text).lower(), whole, coded=True, noun=True)


def _noun_phrase(event: Event) -> Span:
    """Return the words of an event that a noun tells: `Velia's raid on the port`, and no more of the sentence."""
    whole = event.trigger
    parts = sorted(s for s in (*(p.span for p in (*event.actors, *event.recipients)), event.place) if s is not None)
    for part in parts:
        behind = 0 <= part.start - whole.end <= _LINK
        before = 0 <= whole.start - part.end <= len("'s ")
        if behind or before:
            whole = Span(min(whole.start, part.start), max(whole.end, part.end))
    return whole


def _inside(participants: Sequence[Participant], phrase: Span) -> tuple[Participant, ...]:
    return tuple(p for p in participants if phrase.holds(p.span))


def _realis(clause: Clause, event: Event | None) -> Realis:
    """Return whether it happened: by the event, whose model was learnt, unless grammar finds a negation."""
    if event is None or "negated" in (clause.realis, event.realis):
        return "negated" if event is not None and event.realis == "negated" else clause.realis
    return event.realis


class Sides(NamedTuple):
    """Who did what is told, and to whom, with what things they are."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


class DeedReading:
    """One article, asked for the words and the voice of what it tells.

    `told` are its clauses, and the events that no clause tells, whether they are said to be so or not; each is made a
    deed when it is asked for.
    """

    def __init__(self, layers: Layers) -> None:
        self.text = layers["document"].text
        self.told = list(_told(layers))
        self.deeds: dict[str, Deed] = {}
        self.known_sides: dict[str, Sides] = {}
        self.teller, self.events = teller_of(layers), [one.event for one in self.told]
        said = [*layers["attribution"], *layers["nested"]]
        self.speakers = {a.id: a.speaker for a in said}
        self.sources = {a.id: a.source for a in said}
        self.stems: dict[str, str] = {}
        self.when = {t.span: t for t in layers["timex"]}
        self.outlet = layers["article"].outlet or layers["document"].id
        self.day = _day(layers["article"], layers["dating"])
        self.things: dict[str, str | None] = {}
        self.named: dict[str, str | None] = {}
        self.amounts = [(q.span, a.said) for q in layers["quantity"] if (a := read_amount(q, q.span.of(self.text)))]

    def deed(self, told: Told) -> Deed:
        """Return the deed of a clause."""
        if told.event.id not in self.deeds:
            self.deeds[told.event.id] = self.read(told)
        return self.deeds[told.event.id]

    def sides(self, told: Told) -> Sides:
        """Return who takes part in what a clause tells; whom a thing befalls did not do it."""
        if told.event.id not in self.known_sides:
            actors, recipients = self.as_things(told.event.actors), self.as_things(told.event.recipients)
            befallen = befalls(told.lemma) and actors and not recipients
            self.known_sides[told.event.id] = Sides((), actors) if befallen else Sides(actors, recipients)
        return self.known_sides[told.event.id]

    def read(self, told: Told) -> Deed:
        """Return the deed of a clause."""
        event = told.event
        attributed = bool(event.chain)
        return Deed(
            finding=event.id,
            document=event.document,
            span=told.span,
            profile=self.teller.profile_as(
                event, _stem(told.lemma, event, self.text), *self.sides(told), among=self.events
            ),
            lemma=told.lemma,
            words=self.words(told),
            actor=self.phrases(event.actors),
            verb=self.verb(told),
            recipient=self.phrases(event.recipients),
            realis=event.realis,
            stance=stance_of(event.realis, told.span.of(self.text), attributed=attributed),
            attributed=attributed,
            speaker=next(filter(None, map(self.speakers.get, reversed(event.chain))), None),
            source=self.source(event),
            clock=self.clock(event),
            counts=tuple(said for span, said in self.amounts if told.span.holds(span)),
            outlet=self.outlet,
            day=self.day,
            coded=told.coded,
            infinitive=self.is_infinitive(told),
        )

    def is_infinitive(self, told: Told) -> bool:
        """Tell whether a clause has "to" before its verb."""
        start = told.event.trigger.start
        return self.text[max(0, start - 3) : start] == "to "

    def as_things(self, participants: Sequence[Participant]) -> tuple[Party, ...]:
        """Return those who take part with what things they are, by the words that stand here, or else by their name."""
        return tuple(map(self.as_thing, participants))

    def as_thing(self, participant: Participant) -> Party:
        """Return who takes part, with what thing that is if it is one."""
        party, thing = self.teller.party(participant), self.thing(participant)
        return replace(party, thing=thing) if thing else party

    def thing(self, participant: Participant) -> str | None:
        """Return what thing somebody who takes part is."""
        phrase = _one_line(participant.span.of(self.text))
        if phrase not in self.things:
            self.things[phrase] = thing_called(phrase) or self.thing_named_in(phrase)
        return self.things[phrase]

    def thing_named_in(self, phrase: str) -> str | None:
        """Return what thing the name is that a phrase ends in, by what the article says of it."""
        name = _NAME.search(phrase)
        if name is None:
            return None
        if name[0] not in self.named:
            self.named[name[0]] = thing_named(name[0], self.text)
        return self.named[name[0]]

    def phrases(self, participants: Sequence[Participant]) -> str:
        """Return who takes part, in the words of the article."""
        return " and ".join(_one_line(p.span.of(self.text)) for p in participants)

    def verb(self, told: Told) -> str:
        """Return the verb as it stands, with the preposition that leads to whom."""
        verb, last = _one_line(told.event.trigger.of(self.text)), told.lemma.rpartition(" ")[2]
        return f"{verb} {last}" if last in ("at", "on", "upon", "against", "into", "with", "to", "for") else verb

    def words(self, told: Told) -> str:
        """Return the clause in its own words, who does it put before it where another clause names them."""
        event = told.event
        if told.noun:
            return f"{_one_line(told.span.of(self.text))} took place"
        parts = [p.span for p in (*event.actors, *event.recipients) if told.span.overlaps(p.span)]
        parts.append(event.trigger)
        words = _one_line(self.text[min(parts).start : max(s.end for s in parts)])
        absent = [p for p in event.actors if not told.span.overlaps(p.span)]
        whole = " ".join(filter(None, (self.phrases(absent), words)))
        return whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN].rsplit(' ', 1)[0]} ..."

    def source(self, event: Event) -> str:
        """Return the words for whose account it is, in stems; "" for the article's own."""
        said = next((a for a in reversed(event.chain) if self.sources.get(a)), None)
        if said is None:
            return ""
        if said not in self.stems:
            self.stems[said] = " ".join(stems_of(" ".join(s.of(self.text) for s in self.sources[said])))
        return self.stems[said]

    def clock(self, event: Event) -> str | None:
        """Return the time of day of an event."""
        timex = self.when.get(event.when) if event.when else None
        found = _CLOCK.search(timex.value or "") if timex else None
        return found[1] if found else None


def _stem(lemma: str, event: Event, text: str) -> str:
    """Return the stems of what was done; of "the blast happened" that is the blast."""
    if is_empty(lemma) and event.actors and not event.recipients:
        return stems_in_order(event.actors[0].span.of(text))[-1]
    return " ".join(stems_in_order(lemma))


def _day(article: Article, dating: Sequence[Dating]) -> str | None:
    if article.published:
        return article.published[:10]
    return next((d.latest[:10] for d in dating if d.latest), None)


def _one_line(words: str) -> str:
    return " ".join(words.split())

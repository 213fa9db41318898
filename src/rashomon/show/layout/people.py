"""A pile -> a page for everybody who is named or speaks: their names, why they are one, what they say, what is said.

Nothing is decided here: who is who stands in the record, with its reasons, and is put in order to be checked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rashomon.model import Entity, Event, Identity, Mention, Office, Span
from rashomon.show.layout.gather import Pile, Quote, Reading, articles_of
from rashomon.show.layout.happened import Happening, Telling, find_happenings
from rashomon.show.layout.outlets import UNKNOWN_OUTLET, Outlet
from rashomon.show.words import one_line

__all__ = ["Called", "Held", "Merge", "Page", "Part", "People", "by_article", "meet_one", "meet_people", "spoken_of"]


# what is said of a country or a people fills half of a pile, and tells little of them as speakers
_ACTORS = frozenset({"person", "organisation", "group"})


class Called(NamedTuple):
    """What one outlet calls somebody: words with how often they stand there, most frequent first; pronouns left out."""

    outlet: Outlet
    words: Sequence[tuple[str, int]]
    total: int


class Held(NamedTuple):
    """An office that somebody has at the dates of these articles."""

    office: Office
    readings: Sequence[Reading]


class Merge(NamedTuple):
    """Why whom these articles call by a name is taken for the same; no `reason` where the name alone is enough."""

    name: str
    reason: str | None
    score: float
    readings: Sequence[Reading]


class Part(NamedTuple):
    """The events that somebody is said to have done, that are said to have been done to them, and that they tell of."""

    did: Sequence[Happening] = ()
    underwent: Sequence[Happening] = ()
    tells: Sequence[Telling] = ()


class Page(NamedTuple):
    """All that the record knows of somebody; what they say and what others say of them are in the order of time.

    `named` tells whom the pile knows from those that one article describes; `articles` is how many mention them.
    """

    entity: Entity
    named: bool
    calls: Sequence[Called]
    offices: Sequence[Held]
    merges: Sequence[Merge]
    says: Sequence[Quote]
    told: Sequence[Quote]
    articles: int
    part: Part

    @property
    def is_called(self) -> bool:
        """Tell whether their names say more than the heading: there are several, or several outlets use one."""
        return len(self.calls) > 1 or any(len(c.words) > 1 for c in self.calls)

    @property
    def sayings(self) -> list[Quote]:
        """Return their statements, denials and questions."""
        return [q for q in self.says if q.is_saying]


class People(NamedTuple):
    """Who has a page: persons; others that speak; who is only described, each in one article; who is only named."""

    persons: Sequence[Page]
    others: Sequence[Page]
    described: Sequence[Page]
    silent: Sequence[Page]

    @property
    def pages(self) -> Sequence[Page]:
        """Return all pages."""
        return [*self.persons, *self.others, *self.described, *self.silent]


def meet_people(pile: Pile, happenings: Sequence[Happening] = ()) -> People:
    """Give a page to every speaker and to every person who is named; most widely heard first, then most talked of."""
    mentions = _mentions(pile)
    says, told = _by_speaker(pile), spoken_of(pile)
    merges = _merges(pile)
    parts = _parts(happenings)
    pages = []
    for key, entity in pile.entities.items():
        here = mentions.get(key, ())
        named = entity.document is None or any(m.form == "name" for _, m in here)
        if key in says or (entity.kind == "person" and named):
            pages.append(
                Page(
                    entity,
                    named,
                    _calls(here),
                    _offices(here),
                    merges.get(key, ()),
                    says.get(key, ()),
                    told.get(key, ()) if entity.kind in _ACTORS else (),
                    len({reading.number for reading, _ in here}),
                    parts.get(key, Part()),
                )
            )
    pages.sort(key=_rank)
    heard = [p for p in pages if p.says or p.told]
    return People(
        persons=[p for p in heard if p.entity.kind == "person" and p.named],
        others=[p for p in heard if p.entity.kind != "person" and p.named],
        described=[p for p in heard if not p.named],
        silent=[p for p in pages if not p.says and not p.told],
    )


def meet_one(pile: Pile, entity: Entity) -> Page:
    """Return the page of one of the pile, of countries and places too; why they are one is not told."""
    here = [(r, m) for r in pile.readings for m in r.mentions if m.entity == entity.id]
    says = [q for q in pile.quotes if q.speaker.key == entity.id]
    part = _parts(find_happenings(_with_deeds_of(pile, entity.id))).get(entity.id, Part())
    articles = len({reading.number for reading, _ in here})
    told = _told_of(pile, entity.id)
    return Page(entity, entity.document is None, _calls(here), _offices(here), (), says, told, articles, part)


def _told_of(pile: Pile, key: str) -> list[Quote]:
    """Return what `spoken_of` gives for one entity."""
    places = {r.number: [m.span for m in r.mentions if m.entity == key] for r in pile.readings}
    return [
        q
        for q in pile.quotes
        if q.speaker.key != key and any(_within(p, q.attribution.content) for p in places[q.reading.number])
    ]


def _with_deeds_of(pile: Pile, key: str) -> Pile:
    """Return the pile with only the events in which somebody takes part, or of which they tell."""
    theirs = {q.attribution.id for q in (*pile.quotes, *pile.nested) if q.speaker.key == key}

    def is_theirs(event: Event) -> bool:
        parties = (*event.actors, *event.recipients)
        return any(p.entity == key for p in parties) or not theirs.isdisjoint((*event.chain, event.attribution))

    readings = [r._replace(events=[e for e in r.events if is_theirs(e)]) for r in pile.readings]
    return pile._replace(readings=readings)


def by_article(quotes: Iterable[Quote]) -> list[tuple[Reading, list[Quote]]]:
    """Group quotes that are in the order of time by the article that they stand in."""
    return [(own[0].reading, own) for _, group in groupby(quotes, key=lambda q: q.reading.number) for own in [[*group]]]


def _parts(happenings: Iterable[Happening]) -> Mapping[str, Part]:
    """Return, by entity, what part it has in the events; who acts on both sides alike is not done something to."""
    did: defaultdict[str, list[Happening]] = defaultdict(list)
    underwent: defaultdict[str, list[Happening]] = defaultdict(list)
    tells: defaultdict[str, list[Telling]] = defaultdict(list)
    for happening in happenings:
        for party in happening.actors:
            did[party.key].append(happening)
        for party in happening.recipients:
            if party not in happening.actors:
                underwent[party.key].append(happening)
        for telling in happening.tellings:
            # whoever stands innermost asserts it; who is said to say so only passes it on
            if telling.chain:
                tells[telling.chain[-1].speaker.key].append(telling)
    return {key: Part(did[key], underwent[key], tells[key]) for key in {*did, *underwent, *tells}}


def spoken_of(pile: Pile) -> dict[str, list[Quote]]:
    """Return, by entity, what others say, think or want of it: it is mentioned inside their content."""
    told: defaultdict[str, list[Quote]] = defaultdict(list)
    mentions = {r.number: r.mentions for r in pile.readings}
    for quote in pile.quotes:
        inside = {
            m.entity: None
            for m in mentions[quote.reading.number]
            if m.entity and _within(m.span, quote.attribution.content)
        }
        for key in inside:
            if key != quote.speaker.key:
                told[key].append(quote)
    return told


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(s.holds(span) for s in spans)


def _rank(page: Page) -> tuple[int, int, int, int, str, str]:
    sayings = page.sayings
    told = len(page.told)
    return -articles_of(sayings), -len(sayings), -len(page.says), -told, page.entity.name, page.entity.id


def _mentions(pile: Pile) -> Mapping[str, list[tuple[Reading, Mention]]]:
    found: defaultdict[str, list[tuple[Reading, Mention]]] = defaultdict(list)
    for reading in pile.readings:
        for mention in reading.mentions:
            if mention.entity:
                found[mention.entity].append((reading, mention))
    return found


def _by_speaker(pile: Pile) -> Mapping[str, list[Quote]]:
    said: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote in pile.quotes:
        if quote.speaker.known:
            said[quote.speaker.key].append(quote)
    return said


def _calls(mentions: Iterable[tuple[Reading, Mention]]) -> list[Called]:
    """Count names and descriptions by outlet, unknown ones together; words that differ in case alone are one."""
    counts: dict[Outlet, Counter[str]] = {}
    for reading, mention in mentions:
        if mention.form != "pronoun":
            outlet = reading.outlet if reading.outlet.number else UNKNOWN_OUTLET
            counts.setdefault(outlet, Counter())[one_line(mention.span.of(reading.document.text))] += 1
    calls = []
    for outlet in sorted(counts, key=lambda o: (not o.number, o.number)):
        spelled: dict[str, Counter[str]] = {}
        for words, n in counts[outlet].items():
            spelled.setdefault(words.casefold(), Counter())[words] += n
        names = [(max(c, key=lambda w: (c[w], w)), c.total()) for c in spelled.values()]
        names.sort(key=lambda n: (-n[1], n[0]))
        calls.append(Called(outlet, names, sum(n for _, n in names)))
    return calls


def _offices(mentions: Iterable[tuple[Reading, Mention]]) -> list[Held]:
    held: dict[Office, dict[int, Reading]] = {}
    for reading, mention in mentions:
        # a country or a sector alone is no office
        if mention.office and mention.office.title:
            held.setdefault(mention.office, {})[reading.number] = reading
    offices = [Held(office, list(readings.values())) for office, readings in held.items()]
    return sorted(offices, key=lambda h: -len(h.readings))


def _merges(pile: Pile) -> Mapping[str, list[Merge]]:
    """Return, by entity of the pile, why articles' entities are it: the commonest name first."""
    readings = {r.document.id: r for r in pile.readings}
    why: defaultdict[str, defaultdict[tuple[str, str], list[Identity]]] = defaultdict(lambda: defaultdict(list))
    for identity in pile.identities:
        member = pile.members.get(identity.member)
        why[identity.entity][member.name if member else "", identity.reason or ""].append(identity)
    merges = {}
    for key, groups in why.items():
        found = [
            Merge(name, reason or None, min(i.score for i in same), _in_order(readings[i.document] for i in same))
            for (name, reason), same in groups.items()
        ]
        merges[key] = sorted(found, key=lambda m: (-len(m.readings), m.name, m.reason or ""))
    return merges


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    return sorted({r.number: r for r in readings}.values(), key=lambda r: r.number)

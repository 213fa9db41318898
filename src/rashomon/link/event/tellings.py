"""The events of one article -> what it says of each, and who says so, free of offsets, to be compared with others."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from operator import is_
from typing import NamedTuple, TypedDict, Unpack

from msgspec.structs import replace

from rashomon.link.event.within import Mentioned, recall
from rashomon.link.event.words import names_in, stems_among, stems_in_order, stems_of, without_anybody
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import (
    Article,
    Attribution,
    Dating,
    Document,
    Event,
    Mention,
    Nested,
    Participant,
    Quantity,
    Sentence,
    Span,
    Timex,
    digest,
)
from rashomon.profiles import EventProfile, Party, Telling

__all__ = [
    "entities_of_parties", "entities_of_telling", "find_tellings", "resolve_parties", "resolve_telling", "teller_of",
]  # fmt: skip

# days: news tells of what happened lately, unless it says when
_TOLD_LATE = 14
# days: what is planned, demanded or may happen lies ahead
_AHEAD = 14
_UNREAL = frozenset({"planned", "hypothetical", "demanded", "asked"})
# what has no day: told of a former time, or of no time at all
_TIMELESS = frozenset({"habitual", "historical"})


class _Days(NamedTuple):
    first: date
    last: date


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


def find_tellings(**layers: Unpack[Layers]) -> list[Telling]:
    """Return one telling for each event, in the order of the events; who takes part and speak are the article's own.

    What an event leaves out is what the article said of it before (`recall`). No antecedent is set.
    """
    events, article = layers["event"], layers["article"]
    teller = teller_of(layers)
    said = recall([teller.mentioned(e, events) for e in sorted(events, key=lambda e: (e.trigger, e.id))])
    profiles = {p.event: p for p in said}
    speakers = {a.id: a.speaker for a in (*layers["attribution"], *layers["nested"])}
    return [Telling(profile=profiles[e.id], realis=e.realis, source=_source(e, article, speakers)) for e in events]


def entities_of_telling(telling: Telling) -> set[str]:
    """Return the article's entities that a telling names; the source may be one, or an outlet."""
    return {*entities_of_parties(telling.profile), telling.source}


def entities_of_parties(profile: EventProfile) -> Iterator[str]:
    """Yield the entities of those who take part."""
    return (party.entity for party in (*profile.actors, *profile.recipients) if party.entity)


def resolve_telling(telling: Telling, whole: Mapping[str, str]) -> Telling:
    """Return the telling with the pile's entities in the place of the article's, where `whole` knows them."""
    profile, source = resolve_parties(telling.profile, whole), whole.get(telling.source, telling.source)
    same = profile is telling.profile and source == telling.source
    return telling if same else replace(telling, profile=profile, source=source)


def resolve_parties(profile: EventProfile, whole: Mapping[str, str]) -> EventProfile:
    """Return the profile with the pile's entities in the place of the article's, where `whole` knows them."""
    actors, recipients = _resolved(profile.actors, whole), _resolved(profile.recipients, whole)
    same = actors is profile.actors and recipients is profile.recipients
    return profile if same else replace(profile, actors=actors, recipients=recipients)


def _resolved(side: tuple[Party, ...], whole: Mapping[str, str]) -> tuple[Party, ...]:
    known = [whole.get(party.entity or "") for party in side]
    if not any(known):
        return side
    return tuple(replace(p, entity=entity) if entity else p for p, entity in zip(side, known, strict=True))


# `the raid`, `that first attack`, `Monday's shelling`: the reader knows of it; `another raid`: he does not
_KNOWN = re.compile(
    r"\b(?:(?:the|this|that|these|those|its|their|his|her|our|your)(?: (?:first|earlier|same|latest))?|\w+day['’]s) $",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:an?|another|fresh|further|more|new|other|second|third) $", re.IGNORECASE)


class _Told(NamedTuple):
    """What a sentence tells whatever event it tells of: stems of its words and of its names, amounts, and a digest."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    amounts: tuple[tuple[str, float], ...]
    text: str


def is_known(text: str, trigger: Span) -> bool | None:
    """Tell whether the words before a trigger say that the reader knows of the event, or does not; None if neither."""
    # two words are all that the patterns ask for
    before = " ".join(text[max(0, trigger.start - 40) : trigger.start].split()[-2:]) + " "
    return True if _KNOWN.search(before) else False if _NEW.search(before) else None


def _is_of_another(event: Event, when: Span, events: Sequence[Event]) -> bool:
    """Tell whether a time stands nearer to another: in `summoned him on Tuesday over the attack` to the summons."""

    def distance(other: Event) -> int:
        return max(when.start - other.trigger.end, other.trigger.start - when.end)

    return any(other.when == when and distance(other) < distance(event) for other in events)


def _source(event: Event, article: Article, speakers: Mapping[str, str | None]) -> str:
    """Return who asserts an event: the outlet in its own voice, or the speaker of the account that it stands in.

    Those whom the article does not make known are counted once an article: two officials who go unnamed in it may be
    one, and nothing tells that they are those of another.
    """
    if event.attribution is None:
        return article.outlet or event.document
    return speakers.get(event.attribution) or digest("somebody", event.document)


class Teller:
    """One article: what it says of events. What a sentence or an entity tells of many of them is read once.

    Of an event is asked `among` which others, since a time that stands nearer to one of these is not its own.
    """

    def __init__(self, layers: Layers) -> None:
        self.text = layers["document"].text
        self.sentences = [s.span for s in layers["sentence"]]
        self.in_a_row = all(a.end <= b.start for a, b in pairwise(self.sentences))
        self.counted = list(_counted(layers["quantity"]))
        self.starts = [s.start for s in self.sentences]
        self.openings = frozenset(self.starts)
        self.published = _published(layers["article"], layers["dating"])
        self.when = {t.span: t for t in layers["timex"]}
        self.mentions = {m.span for m in layers["mention"]}
        self.mentioned_at = sorted(self.mentions)
        self.mention_starts = [s.start for s in self.mentioned_at]
        self.told: dict[Span, _Told] = {}
        self.parties: dict[str | Span, Party] = {}
        self.called = _called(layers["mention"])

    def mentioned(self, event: Event, among: Sequence[Event]) -> Mentioned:
        """Return what the article says of one event where it stands."""
        return Mentioned(self.profile(event, among), is_known(self.text, event.trigger))

    def when_told(self, event: Event, among: Sequence[Event]) -> Timex | None:
        """Return the time that an event is given, unless it is one that the reader knows, and the time another's."""
        if event.when is None:
            return None
        of_another = is_known(self.text, event.trigger) and _is_of_another(event, event.when, among)
        return None if of_another else self.when.get(event.when)

    def profile(self, event: Event, among: Sequence[Event]) -> EventProfile:
        """Return the profile of an event, as far as its own sentence tells; nothing is recalled."""
        stem = " ".join(stems_in_order(event.trigger.of(self.text)))
        return self.profile_as(event, stem, self.parties_of(event.actors), self.parties_of(event.recipients), among)

    def profile_as(
        self,
        event: Event,
        stem: str,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...],
        among: Sequence[Event],
    ) -> EventProfile:
        """Return the profile of an event, given its stem and who takes part."""
        when = _when(event, self.when_told(event, among), self.published)
        around = self.around(event.trigger)
        told = self.told_in(around)
        return EventProfile(
            event=event.id,
            document=event.document,
            type=event.type,
            mode=event.mode,
            stem=stem,
            actors=actors,
            recipients=recipients,
            place=self.place(event),
            earliest=when.earliest,
            latest=when.latest,
            dated=when.dated,
            words=told.words,
            names=self.names_beside(around, told.names, event),
            amounts=told.amounts,
            text=told.text,
        )

    def around(self, trigger: Span) -> Span:
        """Return the sentence that holds a trigger, or else the trigger itself."""
        if not self.in_a_row:
            return next((s for s in self.sentences if s.holds(trigger)), trigger)
        number = bisect_right(self.starts, trigger.start) - 1
        return self.sentences[number] if number >= 0 and self.sentences[number].holds(trigger) else trigger

    def told_in(self, around: Span) -> _Told:
        """Return what a sentence tells."""
        if around not in self.told:
            words = around.of(self.text).split()
            first = bisect_left(self.mention_starts, around.start)
            mentioned = self.mentioned_at[first : bisect_right(self.mention_starts, around.end)]
            self.told[around] = _Told(
                words=stems_among(words),
                names=self.names(around, mentioned),
                amounts=tuple(amount for span, amount in self.counted if around.holds(span)),
                text=digest(" ".join(words)),
            )
        return self.told[around]

    def names(self, around: Span, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the words with a capital in what a sentence mentions: `the border town of Dalmir` names one."""
        words = [word for span in spans if around.holds(span) for word in span.of(self.text).split()]
        return stems_among(word for word in words if word[0].isupper())

    def names_beside(self, around: Span, known: tuple[str, ...], event: Event) -> tuple[str, ...]:
        """Return the names of a sentence, and those of who takes part in an event of it where they are no mention."""
        spans = [p.span for p in (*event.actors, *event.recipients) if p.span not in self.mentions]
        found = self.names(around, spans) if spans else ()
        return known if set(found).issubset(known) else tuple(sorted({*found, *known}))

    def place(self, event: Event) -> tuple[str, ...]:
        """Return the words of the place; a country is too large to tell one event from another."""
        name = event.place.of(self.text) if event.place else ""
        return () if not name or country_of(fold(name).removeprefix("the ")) else stems_of(name)

    def parties_of(self, participants: Sequence[Participant]) -> tuple[Party, ...]:
        """Return those who take part, in their order."""
        return tuple(map(self.party, participants))

    def party(self, participant: Participant) -> Party:
        """Return who takes part: by the names that the article has for them, else by the words that stand here."""
        told = self.called.get(participant.entity or "", ())
        key = participant.entity if participant.entity and told else participant.span
        if key not in self.parties:
            self.parties[key] = self.party_of(told, participant.span)
        found = self.parties[key]
        return found if found.entity == participant.entity else replace(found, entity=participant.entity)

    def party_of(self, told: Sequence[Mention], span: Span) -> Party:
        """Return who is told of by these mentions, all by name or none, or else by the words of a span."""
        if not told:
            return _party_called(self.as_inside(span))
        words = [m.span.of(self.text) for m in told]
        named = told[0].form == "name"
        phrases = dict.fromkeys(words if named else (self.as_inside(m.span) for m in told))
        called = _party_called(*phrases)
        country = next(filter(None, map(_country, told, words)), None)
        return replace(called, entity=told[0].entity, kind=told[0].kind, country=country)

    def as_inside(self, span: Span) -> str:
        """Return a phrase as it would stand inside a sentence: a capital at the start of one makes no name."""
        phrase = span.of(self.text)
        return phrase[0].lower() + phrase[1:] if span.start in self.openings else phrase


# the layers that a teller reads
_READ = ("document", "article", "dating", "sentence", "mention", "timex", "quantity")


class _Article:
    """The layers of an article, the same as others if they are the same objects: to compare them would be dear."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.objects: Sequence[object] = [layers[name] for name in _READ]  # type: ignore[literal-required]

    def __hash__(self) -> int:
        return id(self.layers["document"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Article) and all(map(is_, self.objects, other.objects))


def teller_of(layers: Layers) -> Teller:
    """Return the teller of an article: the same for its events and for its deeds, which are found one after another."""
    return _teller_of(_Article(layers))


@lru_cache(1)
def _teller_of(article: _Article) -> Teller:
    return Teller(article.layers)


def _called(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Return by entity how it is called: its names, or else the descriptions of it."""
    by_form: dict[str, defaultdict[str, list[Mention]]] = {"name": defaultdict(list), "nominal": defaultdict(list)}
    for m in mentions:
        if m.entity is not None and m.form in by_form:
            by_form[m.form][m.entity].append(m)
    return {**by_form["nominal"], **by_form["name"]}


@lru_cache(1 << 14)  # most are called nothing but `he`, `they` or `the president`
def _party_called(*phrases: str) -> Party:
    """Return who is told of by phrases, as far as their words tell."""
    names = [word for phrase in phrases for word in names_in(phrase)]
    return Party(names=stems_among(names), words=without_anybody(stems_of(" ".join(phrases))))


def _country(mention: Mention, words: str) -> str | None:
    """Return the country that a mention acts for by its office, or by its words: `Ukraine`, `Ukrainian artillery`."""
    if mention.office is not None and mention.office.country:
        return mention.office.country
    return _country_in(words)


@lru_cache(1 << 14)
def _country_in(words: str) -> str | None:
    name = fold(words).removeprefix("the ")
    named = (country_of(form) for word in (name, *name.split()) for form in (word, word.removesuffix("s")))
    return next(filter(None, named), None)


def _counted(amounts: Sequence[Quantity]) -> Iterator[tuple[Span, tuple[str, float]]]:
    for q in amounts:
        if q.unit is not None and isinstance(q.value, float | int):
            yield q.span, (q.unit, float(q.value))


# ---- when


def _published(article: Article, dating: Sequence[Dating]) -> _Days | None:
    """Return the first and the last day on which the article may have appeared, None if a side is open."""
    if article.published:
        return _days_of(article.published)
    return next((_Days(_day(d.earliest), _day(d.latest)) for d in dating if d.earliest and d.latest), None)


def _days_of(partial: str) -> _Days:
    """Return the days of `2023`, `2023-07` or `2023-07-05`."""
    year, month, day = [*(int(part) for part in partial[:10].split("-")), 0, 0][:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return _Days(date(year, month or 1, day or 1), date(year, last_month, last_day))


def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


class _When(NamedTuple):
    """The days between which an event lies, in ISO 8601, None where nothing tells, and whether the article says so."""

    earliest: str | None
    latest: str | None
    dated: bool


def _when(event: Event, told: Timex | None, published: _Days | None) -> _When:
    if told is not None and told.earliest and told.latest:
        return _When(told.earliest[:10], told.latest[:10], True)
    if published is None or event.realis in _TIMELESS:
        return _When(None, None, False)
    return _inferred(published, _AHEAD if event.realis in _UNREAL else 0)


@lru_cache(8)  # an article asks for two of them, again and again
def _inferred(published: _Days, ahead: int) -> _When:
    """Return between which days lies what an article tells without a time."""
    first, last = published.first - timedelta(_TOLD_LATE), published.last + timedelta(ahead)
    return _When(first.isoformat(), last.isoformat(), False)

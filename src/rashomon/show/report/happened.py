"""A story -> what is said to happen in it: distinct events, how each article tells them, and by whose account.

Nothing is decided here: which reports are of one event, whose account each is and whether it happened stand in the
record. An event that the record joins with no other stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from rashomon.data.countries import actor_of
from rashomon.model import Act, Cluster, Event, Office, Participant, Realis, Span, Timex
from rashomon.show.deeds import UNSURE, phrase_of, say_account, say_chain, short_realis
from rashomon.show.report.gather import Quote, Reading, Story
from rashomon.show.report.outlets import Outlet
from rashomon.show.series import Side
from rashomon.show.when import Days, days_of, say_stretch
from rashomon.show.words import one_line, say_office

__all__ = ["Account", "Happening", "Party", "Sign", "Telling", "choose_told", "find_happenings"]

# as an outlet tells an event: in its own voice, as somebody's account, as nothing that took place, as not having been
Sign = Literal["●", "◐", "○", "×"]
# a reader does not go through more; what is left out stands in the articles, and is counted
MOST_TOLD, MOST_ALONE = 80, 20
# what took place, though it be long ago
_TOOK_PLACE: frozenset[Realis] = frozenset({"asserted", "historical"})


class Party(NamedTuple):
    """Who takes part: the name that the record has for them, else the article's words; `key` is "" for the latter.

    `country` is the code of the one that they are or act for at the date of the article.
    """

    name: str
    key: str
    country: str | None = None

    @property
    def side(self) -> Side | None:
        """Return whom to count it for: the country that they act for, else themselves, None if only words are known."""
        if self.country:
            return Side(say_office(Office(country=self.country)), self.country)
        return Side(self.name, self.key) if self.key else None


class Telling(NamedTuple):
    """An event as one article tells it; `chain` are the accounts that it stands in, the outermost first.

    `days` are those between which the article says that it lies, None where it does not say.
    """

    reading: Reading
    event: Event
    actors: Sequence[Party]
    recipients: Sequence[Party]
    chain: Sequence[Quote]
    days: Days | None

    @property
    def phrase(self) -> str:
        """Return who did what to whom, the deed in the words of the article."""
        names = ([p.name for p in parties] for parties in (self.actors, self.recipients))
        return phrase_of(self.event, self.reading.document.text, *names)

    @property
    def words(self) -> str:
        """Return the words that tell of it."""
        return self.words_of(self.event.trigger)

    @property
    def account(self) -> str:
        """Return by whose account it is: `Kestovia says, in Norrsund`."""
        return say_account(self.accounts, self.reading.label)

    @property
    def accounts(self) -> list[tuple[str, Act]]:
        """Return who says it and how, the outermost first; nobody where the outlet tells it in its own voice."""
        return [(q.who if q.speaker.known or q.source else "somebody", q.attribution.act) for q in self.chain]

    @property
    def sign(self) -> Sign:
        """Return the mark of its account."""
        if self.event.realis == "negated":
            return "×"
        if self.event.realis not in _TOOK_PLACE:
            return "○"
        return "◐" if self.chain else "●"

    @property
    def paragraph(self) -> int:
        """Return the number of the paragraph where it stands."""
        return self.reading.paragraph(self.event.trigger.start)

    def words_of(self, span: Span | None) -> str:
        """Return words of its article on one line."""
        return one_line(span.of(self.reading.document.text)) if span else ""


class Account(NamedTuple):
    """A way to tell an event: its mark, a few words ("Kestovia says"), and where each outlet does so first."""

    sign: Sign
    words: str
    tellings: Sequence[Telling]


class Happening(NamedTuple):
    """One event with all that tell it, in the order of publication; `key` is its cluster's id, or its own.

    `reports` counts articles, `texts` the same with copies counted once, `sources` who asserts it. `days` are those
    between which it lies, None where no article says when.
    """

    key: str
    tellings: Sequence[Telling]
    reports: int = 1
    texts: int = 1
    sources: int = 1
    days: Days | None = None

    @property
    def main(self) -> Telling:
        """Return the telling to show for it: what took place before what did not, then the one that says most."""
        return min(self.tellings, key=_worth)

    @property
    def phrase(self) -> str:
        """Return who did what to whom."""
        return self.main.phrase

    @property
    def actors(self) -> Sequence[Party]:
        """Return everybody whom the record knows that some article has for an actor."""
        return list(dict.fromkeys(p for t in self.tellings for p in t.actors if p.key))

    @property
    def recipients(self) -> Sequence[Party]:
        """Return everybody whom the record knows that some article has for a recipient."""
        return list(dict.fromkeys(p for t in self.tellings for p in t.recipients if p.key))

    @property
    def sides(self) -> Sequence[Side]:
        """Return whom its actors are counted for: countries, or themselves."""
        return list(dict.fromkeys(p.side for t in self.tellings for p in t.actors if p.side))

    @property
    def took_place(self) -> bool:
        """Tell whether any article says, or lets somebody say, that it happened."""
        return any(t.event.realis in _TOOK_PLACE for t in self.tellings)

    @property
    def is_denied(self) -> bool:
        """Tell whether any article says, or lets somebody say, that it did not happen."""
        return any(t.event.realis == "negated" for t in self.tellings)

    @property
    def said_when(self) -> str:
        """Return when it lies, in words."""
        return say_stretch(*(d.isoformat() for d in self.days)) if self.days else "no day given"

    @property
    def place(self) -> str:
        """Return where it is said to be by most, "" where nobody says."""
        places = Counter(t.words_of(t.event.place) for t in self.tellings if t.event.place)
        return max(places, key=lambda p: (places[p], p), default="")

    @property
    def score(self) -> float:
        """Return how sure the machine is of the telling that it is surest of."""
        return max(t.event.score for t in self.tellings)

    @property
    def accounts(self) -> list[Account]:
        """Return the ways in which it is told, those of most outlets first, then in the order of publication."""
        found: defaultdict[tuple[Sign, str], dict[Outlet, Telling]] = defaultdict(dict)
        for telling in self.tellings:
            found[telling.sign, _in_short(telling)].setdefault(telling.reading.outlet, telling)
        accounts = [Account(sign, words, list(own.values())) for (sign, words), own in found.items()]
        return sorted(accounts, key=lambda a: -len(a.tellings))

    @property
    def outlets(self) -> set[Outlet]:
        """Return who carries it."""
        return {t.reading.outlet for t in self.tellings}

    @property
    def told_by(self) -> str:
        """Return `4 articles, 3 texts, 2 sources`."""
        numbers = ((self.reports, "article"), (self.texts, "text"), (self.sources, "source"))
        return ", ".join(f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in numbers)


def find_happenings(story: Story) -> list[Happening]:
    """Return every event once: those told by most articles first, then those told best."""
    quotes = {q.attribution.id: q for q in story.quotes}
    tellings = {e.id: _tell(story, reading, e, quotes) for reading in story.readings for e in reading.events}
    found, alone = [], dict.fromkeys(tellings)
    for cluster in story.clusters:
        own = [tellings[key] for key in cluster.events if key in tellings]
        if own:
            found.append(_happening(cluster, sorted(own, key=_place)))
            for telling in own:
                alone.pop(telling.event.id, None)
    found += [Happening(key, [tellings[key]], days=tellings[key].days) for key in alone]
    return sorted(found, key=_rank)


def choose_told(happenings: Sequence[Happening]) -> list[Happening]:
    """Return the events to tell side by side: what several articles report, and the surest of what one reports."""
    several = [h for h in happenings if h.reports > 1]
    alone = [h for h in happenings if h.reports == 1 and h.score >= UNSURE and h.took_place]
    return [*several[:MOST_TOLD], *alone[:MOST_ALONE]]


def _tell(story: Story, reading: Reading, event: Event, quotes: Mapping[str, Quote]) -> Telling:
    chain = [quotes[key] for key in event.chain or filter(None, [event.attribution]) if key in quotes]
    parties = [[_party(story, reading, p) for p in own] for own in (event.actors, event.recipients)]
    return Telling(reading, event, parties[0], parties[1], chain, _days(reading.timexes, event.when))


def _party(story: Story, reading: Reading, participant: Participant) -> Party:
    text = reading.document.text
    entity = story.entities.get(participant.entity or "")
    office = actor_of(participant, text, reading.mentions, [entity] if entity else [])
    country = office.country if office else None
    if entity:
        return Party(entity.name, entity.id, country)
    return Party(one_line(participant.span.of(text)), "", country)


def _days(timexes: Iterable[Timex], when: Span | None) -> Days | None:
    """Return the days that the words for the time of an event stand for."""
    found = [t for t in timexes if when and t.span.overlaps(when)]
    return next((days for t in found if (days := days_of(t.earliest, t.latest))), None)


def _happening(cluster: Cluster, own: Sequence[Telling]) -> Happening:
    told = [t.days for t in own if t.days]
    known = days_of(cluster.earliest, cluster.latest)
    # the days of a cluster may be those of its articles alone, which nobody told
    days = (known or min(told, key=lambda d: (d[1] - d[0], d))) if told else None
    return Happening(cluster.id, own, cluster.reports, cluster.texts, cluster.sources, days)


def _place(telling: Telling) -> tuple[int, Span]:
    return telling.reading.number, telling.event.trigger


def _worth(telling: Telling) -> tuple[bool, int, float, tuple[int, Span]]:
    event = telling.event
    said = bool(event.actors) + bool(event.recipients)
    return event.realis not in _TOOK_PLACE, -said, -event.score, _place(telling)


def _rank(happening: Happening) -> tuple[int, int, bool, bool, float, tuple[int, Span]]:
    main = happening.main
    named = any(p.key for p in main.actors)
    # by how sure the machine is, in tenths: a hundredth tells nothing, the order of the articles does
    sure = -round(happening.score, 1)
    return -happening.reports, -happening.sources, not happening.took_place, not named, sure, _place(main)


def _in_short(telling: Telling) -> str:
    """Return what to write beside the mark of an account."""
    parts = short_realis(telling.event.realis), say_chain(telling.accounts)
    return ", ".join(filter(None, parts)) or "in its own voice"

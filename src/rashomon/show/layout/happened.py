"""A pile -> what is said to happen in it: distinct events, how each article tells them, and by whose account.

Nothing is decided here: which reports are of one event, whose account each is and whether it happened stand in the
record. An event that the record joins with no other stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from rashomon.data.countries import actor_of
from rashomon.model import Act, Cluster, Event, Participant, Realis, Span
from rashomon.show.deeds import UNSURE, deed_of, phrase_of, say_account, say_chain, short_realis
from rashomon.show.event_reader import When, when_of
from rashomon.show.layout.gather import Pile, Quote, Reading
from rashomon.show.layout.outlets import Outlet
from rashomon.show.sides import Side, Sides
from rashomon.show.when import Days, days_of, say_stretch
from rashomon.show.words import one_line

__all__ = ["TOOK_PLACE", "Account", "Happening", "Party", "Sign", "Telling", "choose_told", "find_happenings"]

# as an outlet tells an event: in its own voice, as somebody's account, as nothing that took place, as not having been
Sign = Literal["●", "◐", "○", "×"]
# a reader does not go through more; what is left out stands in the articles, and is counted
MOST_TOLD, MOST_ALONE = 80, 20
# what took place, though it be long ago
TOOK_PLACE: frozenset[Realis] = frozenset({"asserted", "historical"})


class Party(NamedTuple):
    """Who takes part: the name that the record has for them, else the article's words; `key` is "" for the latter.

    `side` is whom to count it for: the country that they act for, else themselves, None if only words are known.
    """

    name: str
    key: str
    side: Side | None


class Telling(NamedTuple):
    """An event as one article tells it; `chain` are the accounts that it stands in, the outermost first."""

    reading: Reading
    event: Event
    actors: Sequence[Party]
    recipients: Sequence[Party]
    chain: Sequence[Quote]
    when: When

    @property
    def days(self) -> Days | None:
        """Return the days between which the article says that it lies, None where it does not say."""
        first, last, basis, _ = self.when
        return (first, last) if first and last and basis == "event" else None

    @property
    def phrase(self) -> str:
        """Return who did what to whom, the deed in the words of the article."""
        return phrase_of(self.event, self.reading.document.text, *self._names)

    @property
    def deed(self) -> str:
        """Return the same without who did it."""
        return deed_of(self.event, self.reading.document.text, *self._names)

    @property
    def _names(self) -> tuple[list[str], list[str]]:
        return [p.name for p in self.actors], [p.name for p in self.recipients]

    @property
    def words(self) -> str:
        """Return the words that tell of it."""
        return self.words_of(self.event.trigger)

    @property
    def account(self) -> str:
        """Return by whose account it is: `Kestovia says, in Norrsund`."""
        return say_account(self.accounts, self.event.realis, self.reading.label)

    @property
    def accounts(self) -> list[tuple[str, Act]]:
        """Return who says it and how, the outermost first; nobody where the outlet tells it in its own voice."""
        return [(q.who if q.speaker.known or q.source else "somebody", q.attribution.act) for q in self.chain]

    @property
    def sign(self) -> Sign:
        """Return the mark of its account."""
        if self.event.realis == "negated":
            return "×"
        if self.event.realis not in TOOK_PLACE:
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
    between which it lies, None where no article says when; `why` the reports are taken for one event, with how sure.
    """

    key: str
    tellings: Sequence[Telling]
    reports: int = 1
    texts: int = 1
    sources: int = 1
    days: Days | None = None
    why: str = ""

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
        """Return whom the actors are counted for, countries or themselves, by the telling that is shown for it."""
        return list(dict.fromkeys(p.side for p in self.main.actors if p.side))

    @property
    def took_place(self) -> bool:
        """Tell whether any article says, or lets somebody say, that it happened."""
        return any(t.event.realis in TOOK_PLACE for t in self.tellings)

    @property
    def is_denied(self) -> bool:
        """Tell whether any article says, or lets somebody say, that it did not happen."""
        return any(t.event.realis == "negated" for t in self.tellings)

    @property
    def said_when(self) -> str:
        """Return when it lies, in words."""
        return say_stretch(*(d.isoformat() for d in self.days)) if self.days else "no day given"

    @property
    def first_told(self) -> Days | None:
        """Return the days on one of which its first report came out."""
        return self.tellings[0].reading.days

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
    def is_unsure(self) -> bool:
        """Tell whether the machine is unsure of every telling."""
        return self.score < UNSURE

    @property
    def accounts(self) -> list[Account]:
        """Return the ways in which it is told: the commonest of each sign first, lest a denial be lost among many."""
        found: defaultdict[tuple[Sign, str], dict[Outlet, Telling]] = defaultdict(dict)
        for telling in self.tellings:
            found[telling.sign, _in_short(telling)].setdefault(telling.reading.outlet, telling)
        accounts = [Account(sign, words, list(own.values())) for (sign, words), own in found.items()]
        accounts.sort(key=lambda a: -len(a.tellings))
        return sorted(accounts, key=lambda a: [b for b in accounts if b.sign == a.sign].index(a))

    @property
    def outlets(self) -> set[Outlet]:
        """Return who carries it."""
        return {t.reading.outlet for t in self.tellings}

    @property
    def told_by(self) -> str:
        """Return `4 articles, 3 texts, 2 sources`."""
        numbers = ((self.reports, "article"), (self.texts, "text"), (self.sources, "source"))
        return ", ".join(f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in numbers)


def find_happenings(pile: Pile) -> list[Happening]:
    """Return every event once: those told by most articles first, then those told best."""
    quotes = {q.attribution.id: q for q in (*pile.quotes, *pile.nested)}
    sides = Sides(pile.entities.values())
    tellings = {e.id: _tell(pile, reading, e, quotes, sides) for reading in pile.readings for e in reading.events}
    found, alone = [], dict.fromkeys(tellings)
    for cluster in pile.clusters:
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
    alone = [h for h in happenings if h.reports == 1 and not h.is_unsure and h.took_place]
    return [*several[:MOST_TOLD], *alone[:MOST_ALONE]]


def _tell(pile: Pile, reading: Reading, event: Event, quotes: Mapping[str, Quote], sides: Sides) -> Telling:
    chain = [quotes[key] for key in event.chain or filter(None, [event.attribution]) if key in quotes]
    parties = [[_party(pile, reading, p, sides) for p in own] for own in (event.actors, event.recipients)]
    return Telling(reading, event, parties[0], parties[1], chain, _when(reading, event))


def _party(pile: Pile, reading: Reading, participant: Participant, sides: Sides) -> Party:
    text = reading.document.text
    entity = pile.entities.get(participant.entity or "")
    office = actor_of(participant, text, reading.mentions, [entity] if entity else [])
    side = sides.of(entity, office.country if office else None)
    return Party(entity.name, entity.id, side) if entity else Party(one_line(participant.span.of(text)), "", side)


def _when(reading: Reading, event: Event) -> When:
    """Return when the event was, as the words for its time say, else by the date of its article."""
    for timex in reading.timexes if event.when else ():
        if event.when and timex.span.overlaps(event.when) and (timex.earliest or timex.latest):
            return when_of(timex.earliest, timex.latest, told=True, published=reading.published)
    if reading.published or reading.dating is None:
        return when_of(reading.published, reading.published, told=False, published=reading.published)
    return when_of(reading.dating.earliest, reading.dating.latest, told=False, published=None)


def _happening(cluster: Cluster, own: Sequence[Telling]) -> Happening:
    told = [t.days for t in own if t.days]
    known = days_of(cluster.earliest, cluster.latest)
    # the days of a cluster may be those of its articles alone, which nobody told
    days = (known or min(told, key=lambda d: (d[1] - d[0], d))) if told else None
    why = f"{cluster.reason} ({cluster.score:.2f})" if cluster.reason else ""
    return Happening(cluster.id, own, cluster.reports, cluster.texts, cluster.sources, days, why)


def _place(telling: Telling) -> tuple[int, Span]:
    return telling.reading.number, telling.event.trigger


def _worth(telling: Telling) -> tuple[bool, int, float, tuple[int, Span]]:
    event = telling.event
    said = bool(event.actors) + bool(event.recipients)
    return event.realis not in TOOK_PLACE, -said, -event.score, _place(telling)


def _rank(happening: Happening) -> tuple[int, bool, bool, float, int, tuple[int, Span]]:
    main = happening.main
    named = any(p.key for p in main.actors)
    # by how sure the machine is, in tenths: a hundredth tells nothing, the order of the articles does
    sure = -round(happening.score, 1)
    return -happening.reports, not happening.took_place, not named, sure, -happening.sources, _place(main)


def _in_short(telling: Telling) -> str:
    """Return what to write beside the mark of an account; a denial says itself that it is one."""
    whose = say_chain(telling.accounts, telling.event.realis) or "in its own voice"
    denies = telling.event.realis == "negated" and telling.accounts and telling.accounts[-1][1] == "denial"
    return whose if denies else ", ".join(filter(None, (short_realis(telling.event.realis), whose)))

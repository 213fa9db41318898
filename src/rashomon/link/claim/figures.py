"""The quantities of one article and the clauses that they stand in -> figures, to be compared with other articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from rashomon.link.claim.amounts import read_amount
from rashomon.link.claim.deeds import DeedReading, Layers, Told, entities_of_deed, resolve_deed
from rashomon.link.claim.lists import fates, words_of
from rashomon.link.claim.predicates import is_estimate, kinds_of_verb
from rashomon.link.event.antecedents import stretches_of
from rashomon.link.event.words import stem, stems_of
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Quantity, Span
from rashomon.profiles import Deed, EventProfile, Figure, Placed

__all__ = ["COUNTED_FOR", "are_people", "entities_of_figure", "place_figures", "resolve_figure"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# what counts on top of another number, or what is left: "four more", "two others"
_REST_BEFORE = re.compile(r"\b(?:another|other|further|additional)\W*$", re.IGNORECASE)
_REST_BEHIND = re.compile(r"\W*(?:more|others?|further|additional)\b(?! than)", re.IGNORECASE)
# "four of its 14 crew died": it is the four who died, and fourteen are all there were
_OF_WHOM = re.compile(r"\bof\s+(?:(?:the|its|his|her|their|our|some|about|all)\s+)*(?:[^\W\d_]+['’]s?\s+)?$")
# the names that an article has most often say what it is about, where a sentence names nobody
_ABOUT = 8
# characters on either side of a number that are shown as the slot of a claim
_SHOWN = 60
# days within which the victims of one event are counted again
COUNTED_FOR = 5
# where planned, feared or demanded, a number is none that is there
_UNREAL = frozenset({"planned", "hypothetical", "demanded", "asked"})


def place_figures(reading: DeedReading, layers: Layers, blocks: Mapping[str, str]) -> list[Placed]:
    """Return what the article counts, by the clauses that it is counted in, with its places in the pile and its keys.

    Entities are the article's own; `blocks` are those of identity that they stand in.
    """
    figures = list(_Reader(reading, layers).figures())
    return [Placed(figure, _place_of(figure), _keys_of(figure, blocks)) for figure in figures]


def entities_of_figure(figure: Figure) -> set[str]:
    """Return the article's entities that the clause of a figure names."""
    return entities_of_deed(figure.told)


def resolve_figure(figure: Figure, whole: Mapping[str, str]) -> Figure:
    """Return the figure with the pile's entities in the place of the article's, where `whole` knows them."""
    return replace(figure, told=resolve_deed(figure.told, whole))


def are_people(head: str) -> bool:
    """Tell whether a stem is a word for people: one article counts passengers where another counts victims."""
    return head in _people()


def _place_of(figure: Figure) -> str:
    """Return the place of a figure among all of the pile: who says of what, where and when, stands first."""
    profile = figure.told.profile
    left_out = (not figure.head) + (not figure.fate) + (not profile.place) + (not profile.names)
    return f"{left_out} {int(not profile.dated)} {profile.earliest or ''} {figure.document} {figure.finding}"


def _keys_of(figure: Figure, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of a figure: the fortnight, its unit, what is counted or what became of it, and a name.

    The article and the block of the speaker stand for names: what was named before is not named again.
    """
    profile = figure.told.profile
    what = {figure.fate} if figure.fate else {figure.head, *figure.thing, *kinds_of_verb(figure.told.lemma)} - {""}
    where = {*profile.names, *profile.place, *(figure.about if figure.fate else ())} or set(profile.words)
    where |= {figure.document, blocks.get(figure.told.speaker or "", figure.document)}
    days = stretches_of(_while(profile) if figure.fate else profile) or ("",)
    return frozenset(f"{day}|{figure.unit or ''}|{w}|{name}" for w in what for name in where for day in days)


def _while(profile: EventProfile) -> EventProfile:
    """Return a profile with the days on which its victims may be counted again."""
    if profile.earliest is None:
        return profile
    return replace(profile, earliest=(date.fromisoformat(profile.earliest) - timedelta(COUNTED_FOR)).isoformat())


class _Reader:
    """One article, asked for what it counts."""

    def __init__(self, reading: DeedReading, layers: Layers) -> None:
        self.text = layers["document"].text
        self.layers = layers
        self.reading = reading
        self.shortest_first = sorted(reading.told, key=lambda one: (one.span.end - one.span.start, one.span))
        named = {m.span: m.kind for m in layers["mention"] if m.form == "name"}
        # a country is named in all that is told of it
        of_country = {span for span in named if country_of(fold(span.of(self.text)).removeprefix("the "))}
        self.countries = frozenset(word for span in of_country for word in stems_of(span.of(self.text)))
        self.names = [span for span in sorted(named) if span not in of_country and named[span] != "nationality"]
        counted = Counter(word for span in self.names for word in stems_of(span.of(self.text)))
        self.about = tuple(word for word, _ in counted.most_common(_ABOUT))

    def figures(self) -> Iterator[Figure]:
        """Yield the figures in text order."""
        for quantity in sorted(self.layers["quantity"], key=lambda q: q.span):
            told = self.told(quantity)
            if told is None or told.event.realis in _UNREAL or self.is_rest(quantity):
                continue
            figure = self.figure(quantity, told)
            if figure is not None:
                yield figure

    def told(self, quantity: Quantity) -> Told | None:
        """Return the clause that a quantity stands in: the shortest that holds it."""
        return next((one for one in self.shortest_first if one.span.holds(quantity.span)), None)

    def is_rest(self, quantity: Quantity) -> bool:
        """Tell whether something is counted that comes on top of another number, is left of it, or its whole."""
        after = self.text[quantity.span.end : quantity.span.end + 20]
        before = self.text[max(0, quantity.span.start - 40) : quantity.span.start]
        return any((_OF_WHOM.search(before), _REST_BEFORE.search(before), _REST_BEHIND.match(after)))

    def figure(self, quantity: Quantity, told: Told) -> Figure | None:
        """Return a quantity as a figure; None where it says no number, or not of what."""
        amount = read_amount(quantity, _one_line(quantity.span.of(self.text)))
        thing, head = self.thing(quantity)
        fate = self.fate(quantity, told)
        if amount is None or not (thing or fate or quantity.unit):
            return None
        around = self.reading.teller.around(quantity.span)
        return Figure(
            finding=quantity.id,
            document=quantity.document,
            span=self.span(quantity),
            told=_by_its_giver(self.without_countries(self.reading.deed(told))),
            words=self.words(quantity),
            thing=thing,
            head=head,
            unit=None if quantity.unit == "people" else quantity.unit,
            fate=fate,
            low=amount.low,
            high=amount.high,
            said=amount.said,
            names=tuple(dict.fromkeys(_one_line(s.of(self.text)) for s in self.names if around.holds(s))),
            about=self.about,
            frame=self.frame(quantity, told),
        )

    def without_countries(self, told: Deed) -> Deed:
        """Return a clause without the countries among its names."""
        names = tuple(name for name in told.profile.names if name not in self.countries)
        return replace(told, profile=replace(told.profile, names=names))

    def span(self, quantity: Quantity) -> Span:
        """Return the amount with what is counted, where that stands behind it."""
        of = quantity.of
        near = of is not None and quantity.span.start < of.end and of.end - quantity.span.end < 40
        return Span(quantity.span.start, max(quantity.span.end, of.end)) if of is not None and near else quantity.span

    def frame(self, quantity: Quantity, told: Told) -> str:
        """Return the clause with the number left open."""
        span = told.span
        first, end = max(span.start, quantity.span.start - _SHOWN), min(span.end, quantity.span.end + _SHOWN)
        before, after = self.text[first : quantity.span.start], self.text[quantity.span.end : end]
        before = before if first == span.start else before.partition(" ")[2]
        after = after if end == span.end else after.rpartition(" ")[0]
        return _one_line(f"{before} … {after}")

    def words(self, quantity: Quantity) -> str:
        """Return what is counted, in the words of the article; its unit where that is not said."""
        return _one_line(quantity.of.of(self.text)) if quantity.of else quantity.unit or ""

    def thing(self, quantity: Quantity) -> tuple[tuple[str, ...], str]:
        """Return the stems of what is counted, and the one of its noun; a name counts nothing ("9 Orsa Street")."""
        if quantity.of is None or any(n.end == quantity.of.end for n in self.names):
            return (("person",), "person") if quantity.unit == "people" else ((), "")
        words = [w for w in _WORD.findall(quantity.of.of(self.text)) if w.lower() not in _dull()]
        return (stems_of(" ".join(words)), stem(words[-1])) if words else ((), "")

    def fate(self, quantity: Quantity, told: Told) -> str:
        """Return what became of those counted: by the grammar of harm, by the noun, else by the verb."""
        if quantity.fate in ("killed", "injured"):
            return quantity.fate
        noun = _WORD.findall(quantity.of.of(self.text)) if quantity.of else []
        verb = [told.lemma.split()[0]] if told.lemma else []
        return next((fates()[w.lower()] for w in (*noun, *verb) if w.lower() in fates()), "")


def _by_its_giver(told: Deed) -> Deed:
    """Return a clause as that of whoever gives the number in it: "the insurers put the damage at 30 million"."""
    if told.attributed or not told.actor or not is_estimate(told.lemma) or told.stance == "denies":
        return told
    giver = next((p.entity for p in told.profile.actors if p.entity), None)
    source = " ".join(stems_of(told.actor))
    return replace(told, stance="attributes", attributed=True, speaker=giver, source=source)


def _one_line(words: str) -> str:
    return " ".join(words.split())


@cache
def _dull() -> frozenset[str]:
    return words_of("says nothing").union(fates())


@cache
def _people() -> frozenset[str]:
    return frozenset(map(stem, words_of("people")))

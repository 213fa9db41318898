"""A finding of an article -> its card: what the machine says in words, how sure and why, and the words it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from rashomon.model import Attribution, AttributionKind, Event, Fate, Mention, Quantity, Span, Timex, layer_of
from rashomon.show.deeds import say_chain
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.cards import facts_of
from rashomon.show.layout.gather import Pile, Quote, Reading
from rashomon.show.layout.happened import find_happenings
from rashomon.show.layout.typeset import set_excerpt, set_passage, set_telling
from rashomon.show.when import say_stretch, say_timex
from rashomon.show.words import one_line, say_office, say_quantity
from rashomon.store.places import spans_of

__all__ = ["QUALITY", "Described", "Fact", "describe", "openable"]

# the layers whose measured quality says how far to trust a finding of a layer
QUALITY: Mapping[str, tuple[str, ...]] = {
    "attribution": ("attribution", "speaker"),
    "nested": ("attribution", "speaker"),
    "event": ("event", "realis"),
    "timex": ("timex",),
    "quantity": ("quantity",),
    "mention": ("identity", "office"),
    "account": ("claim",),
}
_GIVEN: Mapping[AttributionKind, str] = {
    "direct": "direct: in quotation marks",
    "mixed": "mixed: partly in quotation marks",
    "indirect": "indirect: in the article’s own words",
}
_FATES: Mapping[Fate, str] = {"killed": "killed", "injured": "injured", "hit": "hit; whether they lived is not told"}


class Fact(NamedTuple):
    """Something that a card says: what it is about, "" where it says so itself; the words; the link behind them."""

    term: str
    words: str
    link: str | None = None


class Described(NamedTuple):
    """What a card says of a finding; `span` reaches from its first word to its last."""

    finding: Any
    layer: str
    heading: str
    facts: tuple[Fact, ...]
    sentence: Markup
    span: Span


def openable(reading: Reading) -> list[str]:
    """Return the ids of the findings whose card a reader can open in the text, in its order."""
    found: list[tuple[Span, str]] = [(min(a.content), a.id) for a in reading.attributions if a.content]
    found += [(e.trigger, e.id) for e in reading.events]
    found += [(t.span, t.id) for t in reading.timexes] + [(q.span, q.id) for q in reading.quantities]
    return [key for _, key in sorted(found, key=lambda f: (f[0].start, -f[0].end, f[1]))]


def describe(pile: Pile, reading: Reading, finding: Any, addresses: Addresses) -> Described:
    """Return the card of a finding of an article of the pile, whatever its layer."""
    spans = [span for _, span in spans_of(finding)] or [Span(0, len(reading.document.text))]
    write = _WRITERS.get(layer_of(finding), _write_other)
    heading, facts, sentence = write(pile, reading, finding, addresses)
    whole = Span(min(spans).start, max(s.end for s in spans))
    if isinstance(finding, Event):
        whole = finding.trigger
    return Described(finding, layer_of(finding), heading, tuple(facts), sentence, whole)


_Written = tuple[str, list[Fact], Markup]


def _write_attribution(pile: Pile, reading: Reading, found: Attribution, addresses: Addresses) -> _Written:
    quote = next(q for q in (*pile.quotes, *pile.nested) if q.attribution.id == found.id)
    return _heading(quote), list(_facts_of_attribution(pile, quote, addresses)), set_excerpt(quote)


def _heading(quote: Quote) -> str:
    # as if its content were denied: a denial is then said to be one
    return say_chain([(quote.who, quote.attribution.act)], "negated")


def _facts_of_attribution(pile: Pile, quote: Quote, addresses: Addresses) -> Iterator[Fact]:
    found, text = quote.attribution, quote.reading.document.text
    if quote.speaker.known:
        yield Fact("speaker", quote.speaker.name, addresses.person(quote.speaker.key))
    else:
        yield Fact("speaker", "who it is does not become clear from this text")
    if quote.source and quote.source != quote.speaker.name:
        yield Fact("called here", f"“{quote.source}”")
    cue = " … ".join(one_line(s.of(text)) for s in found.cue)
    yield Fact("", _GIVEN[found.kind] + (f", with “{cue}”" if cue else ""))
    if found.act not in ("statement", "denial"):
        yield Fact("kind", found.act)
    outer = next((q for q in pile.quotes if q.attribution.id == getattr(found, "within", None)), None)
    if outer:
        link = addresses.finding(outer.reading.document.id, "attribution", outer.attribution.id)
        yield Fact("within", _heading(outer), link)


def _write_event(pile: Pile, reading: Reading, found: Event, addresses: Addresses) -> _Written:
    telling = next(t for h in find_happenings(pile) for t in h.tellings if t.event.id == found.id)
    facts = [
        Fact(role, party.name, addresses.person(party.key) if party.key else None)
        for role, parties in (("who", telling.actors), ("to whom", telling.recipients))
        for party in parties
    ]
    return telling.phrase, [*facts, *(Fact(*fact) for fact in facts_of(telling))], set_telling(telling)


def _write_timex(pile: Pile, reading: Reading, found: Timex, addresses: Addresses) -> _Written:
    facts = [Fact("stands for", say_timex(found))]
    if found.value:
        facts.append(Fact("TIMEX3", f"{found.type} {found.value}"))
    if found.earliest != found.latest:
        facts.append(Fact("lies", say_stretch(found.earliest, found.latest)))
    return _quoted(reading, found.span), facts, set_passage(reading, found.span)


def _write_quantity(pile: Pile, reading: Reading, found: Quantity, addresses: Addresses) -> _Written:
    facts = [Fact("stands for", say_quantity(found))]
    facts += [
        Fact(term, _quoted(reading, span))
        for term, span in (("of", found.of), ("where", found.place), ("when", found.when))
        if span
    ]
    if found.fate:
        facts.append(Fact("what became of them", _FATES[found.fate]))
    return _quoted(reading, found.span), facts, set_passage(reading, found.span)


def _write_mention(pile: Pile, reading: Reading, found: Mention, addresses: Addresses) -> _Written:
    entity = pile.entities.get(found.entity or "")
    who = Fact("who", entity.name, addresses.person(entity.id)) if entity else Fact("who", "unknown")
    facts = [who, Fact("kind", f"{found.kind}, {found.form}")]
    if found.office and (office := say_office(found.office)):
        facts.append(Fact("office", office))
    return _quoted(reading, found.span), facts, set_passage(reading, found.span)


def _write_other(pile: Pile, reading: Reading, found: Any, addresses: Addresses) -> _Written:
    """Return the card of a finding that is no mark of the text: a clause, an account, a zone."""
    spans = [span for document, span in spans_of(found) if document == reading.document.id]
    words = one_line(spans[0].of(reading.document.text))[:90] if spans else reading.title
    return f"“{words}”", [Fact("layer", layer_of(found))], set_passage(reading, *spans) if spans else Markup("")


def _quoted(reading: Reading, span: Span) -> str:
    return f"“{one_line(span.of(reading.document.text))}”"


_WRITERS: Mapping[str, Callable[[Pile, Reading, Any, Addresses], _Written]] = {
    "attribution": _write_attribution,
    "nested": _write_attribution,
    "event": _write_event,
    "timex": _write_timex,
    "quantity": _write_quantity,
    "mention": _write_mention,
}

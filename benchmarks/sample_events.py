"""Events read of the sample story, beside its truth by hand -> how many are right, and in what.

An event is found when one of its type has a trigger that overlaps the true one. `+actor`: it has the actors that it
should have, all of them and no others, each by a word in common, or none where the text names none; `+recipient`: the
recipients as well. Of the events found, `realis` and `account` are right when the class is, and when all speakers
are whose words the trigger stands in, from the outermost to the innermost. Events that readers would differ on are
neither wanted nor false.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.matching import judge, speaker_names
from benchmarks.truth import ArticleTruth, Happening, load_story, locate, names_of
from rashomon.model import Event, Participant, Span
from rashomon.pipeline import Layers

__all__ = ["events", "figures_of_events", "nothing_known_of_events"]

Tally = Counter[str]
Place = Mapping[str, tuple[Span, ...]]
# parts of a page whose events are not told by the article; the standfirst of a web page is not annotated either
_AROUND = ("furniture", "byline", "dateline", "credit", "caption")


def events(truth: ArticleTruth, layers: Layers) -> Tally:
    """Count the events, those found, and what is right of them."""
    text = layers["document"].text
    places = [locate(item.passage, text) for item in truth.events]
    found = _told(truth, layers)
    pairs = _pair(truth.events, places, found)
    aside = sum(truth.events[i].doubtful for i in pairs)
    wanted = sum(not item.doubtful for item in truth.events)
    tally: Tally = Counter({"true events": wanted, "found events": len(found) - aside})
    for i, j in pairs.items():
        true, event = truth.events[i], found[j]
        if not true.doubtful and true.type == event.type:
            tally += _judge(true, places[i], event, truth, layers)
    return tally


def _told(truth: ArticleTruth, layers: Layers) -> list[Event]:
    skipped = (*_AROUND, "subhead") if truth.absent else _AROUND
    around = [zone.span for zone in layers["zone"] if zone.kind in skipped]
    return [event for event in layers["event"] if not any(span.overlaps(event.trigger) for span in around)]


def _pair(true: Sequence[Happening], places: Sequence[Place], found: Sequence[Event]) -> dict[int, int]:
    """Return which event found is which true one: triggers that overlap, those of one type first."""
    edges = [
        (item.type != event.type, i, j)
        for i, item in enumerate(true)
        for j, event in enumerate(found)
        if event.trigger.overlaps(places[i]["t"][0])
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(edges):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _judge(true: Happening, place: Place, event: Event, truth: ArticleTruth, layers: Layers) -> Tally:
    """Count what is right of an event that was found."""
    both = place.get("b", ())
    actor = _same((*place.get("a", ()), *both), event.actors)
    recipient = _same((*place.get("r", ()), *both), event.recipients)
    return Counter(
        {
            "right events": 1,
            "right +actor": int(actor),
            "right +recipient": int(actor and recipient),
            "realis": int(event.realis == true.realis),
            "account": int(_same_account(true, event, truth, layers)),
            "told by others": int(bool(true.account)),
            "account of others": int(bool(true.account) and _same_account(true, event, truth, layers)),
        }
    )


def _same(true: Sequence[Span], found: Sequence[Participant]) -> bool:
    """Tell whether each true participant overlaps one that was found, and the other way round."""
    spans = [one.span for one in found]
    return all(any(a.overlaps(b) for b in spans) for a in true) and all(any(a.overlaps(b) for b in true) for a in spans)


def _same_account(true: Happening, event: Event, truth: ArticleTruth, layers: Layers) -> bool:
    """Tell whether an event is told by the true speakers, from the outermost to the innermost."""
    text = layers["document"].text
    found = list(_speakers(event, layers))
    wanted = [_names(speaker, truth, text) for speaker in true.account]
    return len(found) == len(wanted) and all(
        judge(speaker_names(speaker, layers["entity"]), names) == "right"
        for speaker, names in zip(found, wanted, strict=True)
    )


def _speakers(event: Event, layers: Layers) -> Iterator[str | None]:
    """Yield who speaks in the attributions of an event's chain; who speaks within their own words comes once."""
    by_id = {item.id: item.speaker for item in layers["attribution"]}
    before: str | None = None
    for speaker in (by_id[key] for key in event.chain):
        if speaker is None or speaker != before:
            yield speaker
        before = speaker


def _names(speaker: str | None, truth: ArticleTruth, text: str) -> frozenset[str]:
    """Return the names that are right for a speaker, or the words of the article for one who has none."""
    if speaker is None:
        return frozenset()
    names = names_of(load_story(), text)[speaker]
    if speaker[0].isupper():
        return names
    said = (locate(item.passage, text) for item in truth.attributions if item.speaker == speaker)
    words = {span.of(text).strip(" ,") for place in said for span in place.get("s", ())}
    return names | {source for source in words if len(source.split()) > 1}


def figures_of_events(total: Tally) -> dict[str, float]:
    """Return the shares of a tally of events, 0..1."""
    both = max(total["true events"] + total["found events"], 1)
    right = max(total["right events"], 1)
    return {
        "events": 2 * total["right events"] / both,
        "+actor": 2 * total["right +actor"] / both,
        "+recipient": 2 * total["right +recipient"] / both,
        "realis": total["realis"] / right,
        "account": total["account"] / right,
        "account of others": total["account of others"] / max(total["told by others"], 1),
    }


def nothing_known_of_events() -> dict[str, float]:
    """Return the shares that are right if every event is taken for a fact that the article asserts."""
    told = [item for article in load_story().articles.values() for item in article.events if not item.doubtful]
    return {
        "realis": sum(item.realis == "asserted" for item in told) / len(told),
        "account": sum(not item.account for item in told) / len(told),
    }

"""Dates, amounts and names read of the sample story, beside its truth by hand -> shares, 0..1.

A date is right when an expression that overlaps the true one has its value; of those, an `interval` is right when it
begins and ends on the true days. An amount is right as in `benchmarks.quantities`. Names are counted one by one, as
they stand in the running text; `names found` are those that are a mention of somebody. B3 compares the sets that the
pile's entities make of them with the true ones, a name that was not found being a set of its own; `merges` is the share
of right pairs among the pairs of different names, or of names in different articles, that were made one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.quantities import Amount, is_right
from benchmarks.truth import ArticleTruth, Counted, Dated, load_story, locate
from rashomon.model import Mention, Quantity, Span, Timex
from rashomon.pipeline import STAGES, Layers, link_pile, records_of, signature
from rashomon.store import open_view, open_writer

__all__ = ["Named", "amounts", "dates", "identities", "names_in", "same_words"]

Tally = Counter[str]
# parts of a page whose names are not part of the story, or that are not parsed at all
_AROUND = ("furniture", "byline", "dateline", "credit", "caption")


class Named(NamedTuple):
    """Words of the running text that stand for an entity of the story."""

    span: Span
    entity: str


# ---- dates and amounts -------------------------------------------------------------------------------------------


def dates(truth: ArticleTruth, layers: Layers) -> Tally:
    """Count the time expressions, those found, and those with the right value and the right interval."""
    text, found = layers["document"].text, list(layers["timex"])
    tally: Tally = Counter({"true dates": len(truth.dates), "found dates": len(found)})
    for item in truth.dates:
        (place,) = locate(item.passage, text)["x"]
        hit = next((t for t in found if t.span.overlaps(place) and _same_time(t.value, item.value)), None)
        if hit is not None:
            found.remove(hit)
            tally["right dates"] += 1
            tally["intervals"] += _same_interval(hit, item)
    return tally


def _same_time(found: str | None, true: str) -> bool:
    """Tell whether two values are one: an hour is the same with and without its minutes."""
    return found is not None and re.sub(r"(T\d\d)$", r"\1:00", found) == re.sub(r"(T\d\d)$", r"\1:00", true)


def _same_interval(found: Timex, true: Dated) -> bool:
    """Tell whether an interval covers the true days; what stands for no day must have none."""
    days = tuple(bound and bound[:10] for bound in (found.earliest, found.latest))
    return days == (true.earliest, true.latest)


def amounts(truth: ArticleTruth, layers: Layers) -> Tally:
    """Count the amounts, those found, and those with the right value, bound and counted thing."""
    text, left = layers["document"].text, [_amount(q) for q in layers["quantity"]]
    tally: Tally = Counter({"true amounts": len(truth.counts), "found amounts": len(left)})
    for item in truth.counts:
        hit = next((amount for amount in left if is_right(_true_amount(item, text), amount)), None)
        if hit is not None:
            left.remove(hit)
            tally["right amounts"] += 1
    return tally


def _amount(found: Quantity) -> Amount:
    return Amount(found.span, found.value, found.bound, found.unit, found.of)


def _true_amount(item: Counted, text: str) -> Amount:
    places = locate(item.passage, text)
    return Amount(places["q"][0], item.value, item.bound, item.unit, places.get("o", (None,))[0])


# ---- who is who --------------------------------------------------------------------------------------------------


def names_in(ref: str, text: str) -> list[Named]:
    """Return the names and the roles of an article's running text, in order, with who they stand for."""
    story = load_story()
    truth = story.body(ref)
    around = [span for part in story.articles[ref].zones if part.kind in _AROUND for span in _first(part.text, text)]
    referred = [Named(locate(r.passage, text)["n"][0], r.entity) for r in truth.references]
    taken = [*around, *(name.span for name in referred)]
    forms = sorted(truth.names, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b"
    named = [Named(Span(*match.span()), truth.names[match[0]]) for match in re.finditer(pattern, text)]
    return sorted([*referred, *(name for name in named if not any(name.span.overlaps(span) for span in taken))])


def _first(words: str, text: str) -> Iterator[Span]:
    start = text.find(words)
    if start >= 0:
        yield Span(start, start + len(words))


def resolve(read: Mapping[str, Layers]) -> dict[str, str]:
    """Return, by the id of a mention, who it is in the whole pile; nothing for a mention that is nobody's."""
    identity = next(stage for stage in STAGES if stage.name == "identity")
    with TemporaryDirectory(prefix="rashomon-") as folder:
        store = Path(folder, "sample.db")
        with open_writer(store) as writer:
            for layers in read.values():
                writer.add(records_of(layers), signature(STAGES))
            link_pile(writer, identity, lambda *progress: None)
        with open_view(store) as view:
            return {m.id: m.entity for m in view.records("mention") if m.entity is not None}


def identities(read: Mapping[str, Layers]) -> dict[str, float]:
    """Return B3 and the precision of merges over the names of all articles, as the pile's entities join them."""
    who = resolve(read)

    def entity_of(layers: Layers, name: Named) -> str | None:
        mention = _mention_of(name.span, layers["mention"], layers["document"].text)
        return who.get(mention.id) if mention else None

    return _compare(read, entity_of)


def same_words(read: Mapping[str, Layers]) -> dict[str, float]:
    """Return the figures of the trivial answer: who is called the same is the same."""
    return _compare(read, lambda layers, name: name.span.of(layers["document"].text).casefold())


def _compare(read: Mapping[str, Layers], entity_of: Callable[[Layers, Named], str | None]) -> dict[str, float]:
    true: list[tuple[str, str, str]] = []  # the article, the words, the entity
    labels: list[str | None] = []
    for ref, layers in sorted(read.items()):
        text = layers["document"].text
        for name in names_in(ref, text):
            true.append((ref, name.span.of(text), name.entity))
            labels.append(entity_of(layers, name))
    found = [label or f"unfound {index}" for index, label in enumerate(labels)]
    precision, recall = _b_cubed([entity for *_, entity in true], found)
    pairs = {
        tuple(sorted((true[a], true[b])))
        for a, b in combinations(range(len(true)), 2)
        if found[a] == found[b] and true[a][:2] != true[b][:2]
    }
    return {
        "names found": sum(label is not None for label in labels) / len(labels),
        "names B3 precision": precision,
        "names B3 recall": recall,
        "names B3": 2 * precision * recall / (precision + recall),
        "merges": sum(a[2] == b[2] for a, b in pairs) / max(len(pairs), 1),
    }


def _mention_of(name: Span, mentions: Sequence[Mention], text: str) -> Mention | None:
    """Return the mention that ends as the name does, a possessive aside: titles may stand before it."""
    held = [m for m in mentions if m.span.holds(name) and text[name.end : m.span.end] in ("", "'s", "’s", "'", "’")]
    return min(held, key=lambda m: m.span.end - m.span.start, default=None)


def _b_cubed(true: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Return B3 precision and recall of two ways to label the same things (Bagga and Baldwin 1998)."""
    both, sizes, true_sizes = Counter(zip(true, found, strict=True)), Counter(found), Counter(true)
    pairs = list(zip(true, found, strict=True))
    precision = sum(both[t, f] / sizes[f] for t, f in pairs) / len(pairs)
    recall = sum(both[t, f] / true_sizes[t] for t, f in pairs) / len(pairs)
    return precision, recall

"""A store and a layer -> a random sample of its findings on standard output, for a person to judge.

rashomon read PILE --store pile.db
python -m benchmarks.by_eye pile.db attribution --seed 11 -n 100
python -m benchmarks.by_eye pile.db event --seed 83 -n 100
python -m benchmarks.by_eye pile.db identity --seed 11 -n 150

The layers are attribution, event, timex, quantity, office (mentions that stand for one) and identity (entities of
articles that were found to be one with those of others). It measures nothing by itself: what was judged is in
`docs/reading-by-eye.md`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rashomon.model import Attribution, Document, Entity, Event, Identity, Mention, Participant, Quantity, Span, Timex
from rashomon.store import View, open_view

AROUND = 240  # characters shown on either side: the antecedent of a pronoun mostly stands in them


class Found(NamedTuple):
    """A finding as lines to read: its document, what is said of it, and its spans, each between its marks."""

    document: Document
    facts: tuple[str, ...]
    marks: tuple[tuple[Span, str, str], ...]


def attributions(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every attribution: {source}, <cue>, [content]."""
    names = {entity.id: entity.name for entity in view.records("entity")}
    for item in view.records("attribution"):
        marked = ((item.source, "{", "}"), (item.cue, "<", ">"), (item.content, "[", "]"))
        marks = tuple(sorted((span, left, right) for spans, left, right in marked for span in spans))
        yield Found(documents[item.document], _said(item, names.get(item.speaker or "")), marks)


def _said(item: Attribution, speaker: str | None) -> tuple[str, ...]:
    return (f"{item.kind}  {item.act}  {item.score:.2f}", f"speaker: {speaker or '-'}")


def events(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every event: [trigger]; who tells it, the outermost first, is "-" where nobody is known by name."""
    names = {entity.id: entity.name for entity in view.records("entity")}
    said: list[Attribution] = [*view.records("attribution"), *view.records("nested")]
    speakers = {item.id: names.get(item.speaker or "", "-") for item in said}
    item: Event
    for item in view.records("event"):
        text = documents[item.document].text
        decided, place, when = (span and span.of(text) for span in (item.realis_cue, item.place, item.when))
        facts = (
            f"{item.type}  {item.mode}  {item.realis} ({decided})  {item.score:.2f}",
            f"actors: {_words(item.actors, text)}  recipients: {_words(item.recipients, text)}  {place}, {when}",
            f"told by: {' > '.join(speakers[key] for key in item.chain) or 'the article'}",
        )
        yield Found(documents[item.document], facts, ((item.trigger, "[", "]"),))


def _words(participants: Sequence[Participant], text: str) -> str:
    return "; ".join(one.span.of(text) for one in participants) or "-"


def timexes(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every time expression."""
    item: Timex
    for item in view.records("timex"):
        facts = (f"{item.type}  {item.value}  {item.earliest} to {item.latest}", f"reason: {item.reason}")
        yield Found(documents[item.document], facts, ((item.span, "[", "]"),))


def quantities(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every amount: [amount], {what is counted}."""
    item: Quantity
    for item in view.records("quantity"):
        text = documents[item.document].text
        where, when = (span and span.of(text) for span in (item.place, item.when))
        of = ((item.of, "{", "}"),) if item.of and not item.of.overlaps(item.span) else ()
        facts = (f"{item.bound}  {item.value}  {item.unit}  of {item.of and item.of.of(text)}", f"{where}, {when}")
        yield Found(documents[item.document], facts, tuple(sorted(((item.span, "[", "]"), *of))))


def offices(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every mention that stands for an office."""
    names = {entity.id: entity.name for entity in view.records("entity")}
    item: Mention
    for item in view.records("mention"):
        if item.office is not None:
            facts = (f"{item.office}", f"who: {names.get(item.entity or '')}  reason: {item.reason}")
            yield Found(documents[item.document], facts, ((item.span, "[", "]"),))


def identities(view: View, documents: dict[str, Document]) -> Iterator[Found]:
    """Yield every entity of an article that is one with an entity of another, where the article first names it."""
    rows: list[Identity] = list(view.records("identity"))
    articles = Counter(row.entity for row in rows)
    pile: dict[str, Entity] = {entity.id: entity for entity in view.records("entity")}
    for row in rows:
        if articles[row.entity] > 1:
            own = next(e for e in view.records("entity", row.document) if e.id == row.member)
            named = (m.span for m in view.records("mention", row.document) if m.entity == row.entity)
            facts = (
                f"{own.kind}  {own.name}  is  {pile[row.entity].name}, of {articles[row.entity]} articles",
                f"reason: {row.reason}  {row.score:.2f}",
            )
            yield Found(documents[row.document], facts, ((next(named), "[", "]"),))


LAYERS: dict[str, Callable[[View, dict[str, Document]], Iterator[Found]]] = {
    "attribution": attributions,
    "event": events,
    "timex": timexes,
    "quantity": quantities,
    "office": offices,
    "identity": identities,
}


def draw(pool: Sequence[Any], size: int, seed: int) -> list[Any]:
    """Return `size` of them by chance, the same ones for the same seed, in their order."""
    chosen = random.Random(seed).sample(range(len(pool)), min(size, len(pool)))
    return [pool[index] for index in sorted(chosen)]


def describe(found: Found) -> str:
    """Return a finding as lines: where it stands, what is said of it, and the text around with its spans marked."""
    text, spans = found.document.text, [span for span, _, _ in found.marks]
    at = max(0, spans[0].start - AROUND)
    pieces: list[str] = []
    for span, left, right in found.marks:
        pieces += [text[at : span.start], left, span.of(text), right]
        at = span.end
    around = " ".join("".join((*pieces, text[at : at + AROUND])).split())
    where = f"{found.document.ref} [{spans[0].start}, {spans[-1].end})"
    return "\n  ".join((where, *found.facts, f"text: {around}"))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the sample, numbered, after a line that says how many findings it was drawn from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", help="what `rashomon read` wrote")
    parser.add_argument("layer", choices=list(LAYERS))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("-n", type=int, default=100, help="how many")
    args = parser.parse_args(argv)
    with open_view(args.store) as view:
        documents = {document.id: document for document in view.records("document")}
        pool = list(LAYERS[args.layer](view, documents))
    sample = draw(pool, args.n, args.seed)
    print(f"{len(sample)} of {len(pool)}")
    for number, one in enumerate(sample, 1):
        print(f"\n{number:3} {describe(one)}")


if __name__ == "__main__":
    main()

"""Open texts -> pieces of about a hundred words, read once by the pipeline, with the words that may give way to others.

A piece is some paragraphs of one article, read as an article of its own, on a day whose weekday is its own: so that
"on Monday" stays true when it is told again whole weeks later. Pieces that name a month or a year are left out. A slot
is a word that may give way: names; nouns, adjectives and adverbs that are no part of what a record says in words of its
own (triggers, cues, dates, amounts, descriptions), and any rare word, by which tellings of one piece would be known for
one story; and gaps between words, in which others may be put, since no two articles have the same little words in the
same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.evaluation import Item, read_items
from rashomon.link.story.bags import rarity_of
from rashomon.model import AnyRecord, Declared, Entity, Mention, Parse, Quantity, RawDocument, Rejection, Timex
from rashomon.pipeline import Layers, read_article, records_of
from rashomon.store.places import spans_of

FILES = ("ukraine-pile.jsonl.gz", "polnear-dev.jsonl.gz", "gum-open.jsonl.gz")
# words of a piece, about
LEAST, MOST = 80, 150
# a Monday; a piece of weekday 2 is read as if it had come out on the Wednesday after it
FIRST = date(2024, 1, 1)
OUTLET = "The Rinsa Courier"

_DATED = re.compile(r"\b(?:(?:19|20)\d\d|January|February|March|April|June|July|August|September|October|November"
                    r"|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)")  # fmt: skip
_TAGS = frozenset({"NN", "NNS", "JJ", "RB"})
GAP, RARE = "gap", "rare"
# nats, of what a word tells of the story that it stands in (link/story/bags.py)
TELLS = 3.0
# pieces of which more than this stays in every telling are left out: any two tellings would be of one story
KEPT = 0.12
# letters; shorter words are seldom what a text is about
_SHORT = 4


class Slot(msgspec.Struct, frozen=True, array_like=True):
    """A word of a piece that may give way to another of its kind; `kind` is given, surname, name, or a Penn tag.

    One of the kind `GAP`, which begins where it ends, is a place before a word where another may be put in.
    """

    start: int
    end: int
    kind: str
    word: str


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A short text, the records that the pipeline made of it, and its slots in text order."""

    weekday: int
    text: str
    records: list[AnyRecord]
    slots: list[Slot]


def read_pieces(data: Path, kept: Path | None = None) -> list[Piece]:
    """Return the pieces of the open texts, read now, or before if they were kept in a file; raises Absent."""
    if kept and kept.exists():
        return msgspec.msgpack.decode(kept.read_bytes(), type=list[Piece])
    texts = list(_texts([item for file in FILES for item in read_items(data / file)]))
    pieces = [piece for number, text in enumerate(texts) if (piece := _read(text, number % 7))]
    if kept:
        kept.write_bytes(msgspec.msgpack.encode(pieces))
    return pieces


def day_of(weekday: int) -> date:
    """Return the day on which pieces of a weekday were read."""
    return FIRST + timedelta(days=weekday)


def raw_of(ref: str, text: str, outlet: str, published: date) -> RawDocument:
    """Return a text as the pipeline gets it."""
    declared = Declared(outlet=outlet, date=published.isoformat())
    return RawDocument(ref=ref, content=text.encode(), media_type="text/plain", charset="utf-8", declared=declared)


def _texts(items: Sequence[Item]) -> Iterator[str]:
    """Yield stretches of whole paragraphs."""
    for item in items:
        if item.get("genre", "news") not in ("news", "interview"):
            continue
        some: list[str] = []
        for paragraph in filter(None, map(str.strip, item["text"].split("\n"))):
            words = sum(len(p.split()) for p in (*some, paragraph))
            if _DATED.search(paragraph) or words > MOST:
                some = []
            elif len(paragraph.split()) > 5:  # not a heading or a byline
                some.append(paragraph)
            if sum(len(p.split()) for p in some) >= LEAST:
                yield "\n\n".join(some) + "\n"
                some = []


def _read(text: str, weekday: int) -> Piece | None:
    layers = read_article(raw_of(f"{weekday}", text, OUTLET, day_of(weekday)))
    if isinstance(layers, Rejection) or layers["document"].text != text:
        return None
    records = list(records_of(layers))
    piece = Piece(weekday, text, records, _slots(layers, records))
    return piece if _kept(piece) <= KEPT else None


def _kept(piece: Piece) -> float:
    """Return how alike two tellings of a piece are at least, by the words that stay: 0 to 1."""
    free = {slot.start for slot in piece.slots if slot.kind != GAP}
    tells = {
        word.start(): (rarity_of(word[0].lower()) * (1 + word[0][0].isupper())) ** 2
        for word in re.finditer(r"\b\w[\w'’-]+", piece.text)
    }
    return sum(weight for at, weight in tells.items() if at not in free) / sum(tells.values())


def _slots(layers: Layers, records: Sequence[AnyRecord]) -> list[Slot]:
    """Return the words that may give way, none of which a span of a record begins or ends within."""
    parse: Parse = layers["parse"]
    names, taken = _names(parse, layers["mention"], layers["entity"]), _taken(layers)
    free = [
        Slot(start, end, "name" if word[0].isupper() else tag if tag in _TAGS else RARE, word)
        for start, end, tag, word in zip(parse.starts, parse.ends, parse.tag, parse.words, strict=True)
        if len(word) >= _SHORT and word.isalpha()
        if rarity_of(word.lower()) >= TELLS or (tag in _TAGS and word.islower() and not taken & {*range(start, end)})
    ]
    borders = {place for one in records for _, span in spans_of(one) for place in (span.start, span.end)}
    found: list[Slot] = []
    for slot in sorted((*names, *free, *_gaps(layers["document"].text, records)), key=lambda s: (s.start, s.end)):
        if not borders & {*range(slot.start + 1, slot.end)} and (not found or found[-1].end <= slot.start):
            found.append(slot)
    return found


def _gaps(text: str, records: Sequence[AnyRecord]) -> Iterator[Slot]:
    """Yield the places before words in small letters that are not in the midst of a name, a date or an amount."""
    whole = [one.span for one in records if isinstance(one, (Mention, Quantity, Timex))]
    inside = {place for span in whole for place in range(span.start + 1, span.end)}
    for word in re.finditer(r"(?<=[a-z,] )(?=[a-z])", text):
        if word.start() not in inside:
            yield Slot(word.start(), word.start(), GAP, str(word.start()))


def _taken(layers: Layers) -> set[int]:
    """Return the characters of words that records are about: another word there would make another record."""
    spans: list[Any] = [one.trigger for one in layers["event"]] + [one.predicate for one in layers["clause"]]
    spans += [one.realis_cue for layer in ("event", "clause") for one in layers[layer] if one.realis_cue]
    spans += [span for layer in ("attribution", "nested") for one in layers[layer] for span in one.cue]
    spans += [one.span for layer in ("timex", "quantity", "mention") for one in layers[layer]]
    return {place for span in spans for place in range(span.start, span.end)}


def _names(parse: Parse, mentions: Sequence[Mention], entities: Sequence[Entity]) -> Iterator[Slot]:
    """Yield the words of names: all of people's, of those of places, bodies and peoples the last."""
    known = {entity.id: entity for entity in entities}
    for mention in mentions:
        entity = known.get(mention.entity or "")
        if entity is None or mention.form != "name" or entity.kind == "other":
            continue
        words = entity.name.split()
        inside = [
            (start, end, word)
            for start, end, word in zip(parse.starts, parse.ends, parse.words, strict=True)
            if mention.span.start <= start and end <= mention.span.end and word in words and word[0].isupper()
        ]
        if entity.kind == "person":
            for start, end, word in inside:
                yield Slot(start, end, "surname" if word == words[-1] else "given", word)
        elif inside:
            start, end, word = inside[-1]
            yield Slot(start, end, "name", word)

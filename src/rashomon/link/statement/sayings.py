"""The attributions of one article -> what it has whom say, to be compared with what others have them say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict, Unpack

import msgspec

from rashomon.link.event.words import stems_among
from rashomon.link.identity.letters import fold, sound
from rashomon.link.statement.keys import keys_of, place_of
from rashomon.link.statement.quoted import outside, quoted_spans
from rashomon.model import (
    SAYINGS,
    Article,
    Attribution,
    Dating,
    Document,
    Mention,
    Nested,
    Reference,
    Sentence,
    Span,
)
from rashomon.profiles import Placed, Saying, Stretch

__all__ = ["entities_of_saying", "find_sayings", "resolve_saying"]

# a letter or a figure: what has none of them is no word
_LETTER = re.compile(r"[^\W_]")


class Layers(TypedDict):
    """What is known of one article; the records of a layer come in any order."""

    document: Document
    article: Article
    dating: Sequence[Dating]
    sentence: Sequence[Sentence]
    mention: Sequence[Mention]
    reference: Sequence[Reference]
    attribution: Sequence[Attribution]
    nested: Sequence[Nested]


def find_sayings(*, blocks: Mapping[str, str], **layers: Unpack[Layers]) -> list[Placed]:
    """Return what the article has somebody say, ask or deny, and whatever it quotes, with its place and keys.

    Beliefs and intentions without quoted words are not said. Entities are the article's own.
    """
    article = _Article(layers)
    found = (article.saying(a) for a in (*layers["attribution"], *layers["nested"]))
    return [Placed(s, place_of(s), keys_of(s, blocks)) for s in found if s is not None]


def entities_of_saying(saying: Saying) -> set[str]:
    """Return the article's entities that may have said it."""
    return {*saying.company, *filter(None, [saying.speaker])}


def resolve_saying(saying: Saying, whole: Mapping[str, str]) -> Saying:
    """Return the same with the pile's entities in the place of the article's."""
    return msgspec.structs.replace(
        saying,
        speaker=whole.get(saying.speaker or "", saying.speaker),
        company=tuple(sorted({whole.get(e, e) for e in saying.company})),
    )


class _Article:
    """One article, as far as it tells what is said in it."""

    def __init__(self, layers: Layers) -> None:
        self.text = layers["document"].text
        self.day = _day(layers["article"], layers["dating"])
        self.sentences = sorted(s.span for s in layers["sentence"])
        # who reports in his own quoted words what others said keeps the words: those are no quotation of the article's
        told = [n for n in layers["nested"] if not quoted_spans(self.text, (*n.source, *n.cue))]
        self.reported = {n.id for n in layers["nested"]} - {n.id for n in told}
        self.within: dict[str, list[Span]] = defaultdict(list)
        for n in told:
            self.within[n.within] += n.content
        people = (m for m in layers["mention"] if m.kind == "person" and m.entity)
        self.people = sorted(people, key=lambda m: m.span)
        self.named: dict[str | None, list[Mention]] = defaultdict(list)
        for m in self.people:
            if m.form == "name":
                self.named[m.entity].append(m)
        self.told: dict[Span, tuple[str, ...]] = {}
        described = {r.span: r.entity for r in layers["reference"]}
        self.meant = {m.entity: described[m.span] for m in layers["mention"] if m.span in described}

    def saying(self, a: Attribution) -> Saying | None:
        """Return what one attribution says, None if it neither says nor quotes anything."""
        marked = () if a.id in self.reported else quoted_spans(self.text, a.content)
        quoted, plain = tuple(outside(marked, self.within[a.id])), tuple(outside(a.content, marked))
        words, others = self.stretches(quoted), self.stretches(plain)
        if not words and not (others and a.act in SAYINGS):
            return None
        # only quotations are compared where the speaker is not known for sure
        near = list(self.near((*a.source, *a.cue, *a.content))) if words else []
        speaker = self.meant.get(a.speaker, a.speaker)
        return Saying(
            finding=a.id,
            document=a.document,
            span=Span(min(s.start for s in a.content), max(s.end for s in a.content)),
            quoted=words,
            plain=others,
            around=self.told_in([s for n in near for s in outside([n], a.content)]),
            act=a.act,
            speaker=speaker,
            name=self.name(a),
            company=tuple(sorted({e for e in self.named_in(near, quoted) if e != speaker})),
            day=self.day,
        )

    def told_in(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the stems of what these spans tell; a word with a capital is a name, or begins a sentence."""
        return tuple(sorted(set().union(*map(self.told_at, spans))))

    def told_at(self, span: Span) -> tuple[str, ...]:
        """Return the stems of what one span tells: most are a sentence that stands before or around others too."""
        if span not in self.told:
            words = span.of(self.text).split()
            self.told[span] = stems_among(word for word in words if not word[0].isupper())
        return self.told[span]

    def stretches(self, spans: Sequence[Span]) -> tuple[Stretch, ...]:
        """Return the stretches at these places that have a word in them."""
        found = (Stretch(s.start, s.of(self.text)) for s in spans)
        return tuple(s for s in found if _LETTER.search(s.text))

    def name(self, a: Attribution) -> str | None:
        """Return how the last name of the speaker sounds; who speaks as `he` may be mistaken, so has none."""
        here = (m for m in self.named.get(a.speaker, ()) if any(s.holds(m.span) for s in a.source))
        return next((_last_name(self.text, m) for m in here), None)

    def near(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield the sentence before these spans, and those that they stand in, in the order of the text."""
        first = bisect_right(self.sentences, min(s.start for s in spans), key=lambda s: s.start) - 1
        behind = bisect_left(self.sentences, max(s.end for s in spans), key=lambda s: s.start)
        if first > 0:
            yield self.sentences[first - 1]
        for sentence in self.sentences[max(0, first) : behind]:
            if any(sentence.overlaps(span) for span in spans):
                yield sentence

    def named_in(self, near: Sequence[Span], quoted: Sequence[Span]) -> Iterator[str]:
        """Yield the people with names of whom these sentences speak outside the quoted words, were it as `she`."""
        for sentence in near:
            first = bisect_left(self.people, sentence.start, key=_start_of)
            for m in self.people[first : bisect_left(self.people, sentence.end, key=_start_of)]:
                known = self.meant.get(m.entity) or (m.entity if m.entity in self.named else None)
                if known and not any(q.holds(m.span) for q in quoted):
                    yield known


def _start_of(mention: Mention) -> int:
    return mention.span.start


def _last_name(text: str, mention: Mention) -> str:
    words = fold(mention.span.of(text)).split()
    return sound(words[-1]) if words else ""


def _day(article: Article, dating: Sequence[Dating]) -> str | None:
    """Return the day of the article, the first of those on which it may have appeared."""
    if article.published:
        return article.published[:10]
    return next((d.earliest for d in dating if d.earliest and d.latest), None)

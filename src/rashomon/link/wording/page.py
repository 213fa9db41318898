"""What stands in the store of one article -> which of its words are the outlet's own, and whose the others are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rashomon.link.statement.quoted import quoted_spans
from rashomon.model import Article, Attribution, Document, Family, Mention, Reference, Span, WordsOf, Zone

__all__ = ["Page", "Printed", "count_words", "printed"]

# the outlet speaks there; bylines, datelines and credits name whoever made the page, furniture belongs to the site
_OWN_ZONES = frozenset({"title", "subhead", "body", "caption"})
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
# a phrase in single marks, which `quoted_spans` reads only where an article has no others: headlines have them so
_SINGLE = re.compile(r"(?:^|(?<=[\s(\[—–:]))[‘'](?=\w)[^\n‘]{1,200}?(?<=[^\s(\[—–])[’'](?!\w)", re.MULTILINE)
# a mark that nothing closes: rather too much than too little is not the outlet's
_UNCLOSED = re.compile(r"(?:^|(?<=[\s(\[—–:]))[“\"](?=\w)[^”\"\n]*$", re.MULTILINE)


class Page:
    """The layers of one article that its wording is read from; entities are the pile's where they are known there.

    `pile` are the ids of those that are.
    """

    def __init__(
        self,
        document: Document,
        article: Article | None,
        zone: Iterable[Zone],
        mention: Sequence[Mention],
        attribution: Sequence[Attribution],
        reference: Sequence[Reference] = (),
        pile: Collection[str] = (),
    ) -> None:
        self.document, self.text = document, document.text
        self.outlet = article.outlet if article else None
        self.zones = list(zone)
        self.attributions = attribution
        self._mentions = mention
        self._meant: dict[Span, list[str]] = {}
        for one in reference:
            self._meant.setdefault(one.span, []).append(one.entity)
        self._pile = {*pile, *(one.entity for one in reference)}

    @cached_property
    def mentions(self) -> list[Mention]:
        """Return the mentions where the outlet writes itself, in text order."""
        own = (m for m in self._mentions if self.holds(m.span))
        return sorted(own, key=lambda m: (m.span.start, -m.span.end))

    @cached_property
    def _own(self) -> _Cover:
        return _Cover(z.span for z in self.zones if z.kind in _OWN_ZONES | {"block_quote"})

    @cached_property
    def names_of(self) -> Mapping[str, list[Mention]]:
        """Return the names of each entity."""
        found: dict[str, list[Mention]] = {}
        for m in self.mentions:
            if m.form == "name" and m.entity is not None:
                found.setdefault(m.entity, []).append(m)
        return found

    @cached_property
    def _described(self) -> Mapping[str, str]:
        """Return who those are in the pile whom the article only describes."""
        meant = ((m.entity, self._meant.get(m.span, ())) for m in self.mentions if m.entity)
        return {entity: whole[0] for entity, whole in meant if len(whole) == 1}

    def described_as(self, entity: str | None) -> list[Mention]:
        """Return the descriptions that mean somebody whom only other articles of the story name."""
        return [m for m in self.mentions if entity is not None and entity in self._meant.get(m.span, ())]

    def who(self, entity: str | None) -> str | None:
        """Return whom an entity of the article means in the pile, by its story if the article alone does not tell."""
        meant = self._described.get(entity, entity) if entity else None
        return meant if meant in self._pile else None

    def entity_of(self, mention: Mention) -> str | None:
        """Return whom a mention means in the pile, None where nobody knows, or where it means several."""
        meant = self._meant.get(mention.span, ())
        return meant[0] if len(meant) == 1 else None if meant else self.who(mention.entity)

    def descriptions(self) -> Iterator[tuple[Span, str]]:
        """Yield the descriptions with whom they mean: several where they mean several (`the two leaders`)."""
        meant = {m.span: [entity] for m in self.mentions if m.form == "nominal" and (entity := self.entity_of(m))}
        for span, entities in sorted((meant | self._meant).items()):
            if self.holds(span):
                yield from ((span, entity) for entity in entities)

    def holds(self, span: Span) -> bool:
        """Tell whether a span stands where the outlet writes, or quotes, and not in what belongs to the site."""
        return self._own.touches(span)

    def describes(self, span: Span) -> bool:
        """Tell whether words of a span are a description by themselves: `our colleague` before a name."""
        return any(m.form == "nominal" and m.span.overlaps(span) for m in self.mentions)

    def words_of(self, span: Span) -> WordsOf:
        """Tell in whose words a span stands; one that a quotation mark touches is not the outlet's."""
        if self._quoted.touches(span):
            return "quoted"
        return "attributed" if self._attributed.touches(span) else "outlet"

    @cached_property
    def _quoted(self) -> _Cover:
        marked = quoted_spans(self.text, [Span(0, len(self.text))]) if self.text else ()
        more = [Span(*m.span()) for mark in (_SINGLE, _UNCLOSED) for m in mark.finditer(self.text)]
        return _Cover([*marked, *more, *(z.span for z in self.zones if z.kind == "block_quote")])

    @cached_property
    def _attributed(self) -> _Cover:
        return _Cover(span for a in self.attributions for span in a.content)


class _Cover:
    """Spans, joined where they overlap, to be asked what they touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, span: Span) -> bool:
        """Tell whether a character of the span is covered."""
        last = bisect_right(self._starts, span.end - 1) - 1
        return last >= 0 and self._ends[last] > span.start


class Printed(NamedTuple):
    """Which articles count, each text once an outlet, and which of them their outlet has from somebody else."""

    skipped: frozenset[str]
    copied: frozenset[str]


def printed(outlets: Mapping[str, str | None], families: Iterable[Family]) -> Printed:
    """Tell it by the families of copies; `outlets` has the outlet of each document that is looked at.

    Of several copies in one outlet the origin counts, or else the first by id; unknown outlets are one.
    """
    skipped: set[str] = set()
    copied: set[str] = set()
    for family in families:
        copied |= {c.document for c in family.copies if c.source or (c.outlet and c.outlet != outlets.get(c.document))}
        seen: set[str | None] = set()
        for document in sorted(outlets.keys() & set(family.documents), key=lambda d: (d != family.origin, d)):
            if outlets[document] in seen:
                skipped.add(document)
            seen.add(outlets[document])
    return Printed(frozenset(skipped), frozenset(copied))


def count_words(text: str, spans: Collection[Span]) -> int:
    """Return how many words stand in the spans, those that two of them share once."""
    ends: set[int] = set()
    for span in spans:
        ends.update(m.end() for m in _WORD.finditer(text, span.start, span.end))
    return len(ends)

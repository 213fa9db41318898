"""A pile -> the life of each quotation: where its words stand in full, and what every other article made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from rashomon.link.statement import Quoted, align_words, quoted_spans
from rashomon.model import Attribution, Change, Entity, Span, Use, Utterance
from rashomon.show.layout.aligned import set_merged
from rashomon.show.layout.chapters import Chapter
from rashomon.show.layout.escape import visible
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.words import counted

__all__ = ["History", "Used", "tell_histories"]

_CHANGES: Mapping[Change, str] = {
    "shortened": "shortened",
    "altered": "with other words",
    "bracketed": "words in brackets",
    "reassigned": "given to another speaker",
    "paraphrased": "in its own words",
}


class Used(NamedTuple):
    """Where an article has the words: `words` are its own with what it left out, `how` what it did to them.

    `carried` is the article with whose text the words came along, None where it has them by itself.
    """

    reading: Reading
    use: Use
    speaker: str
    words: Markup
    how: Sequence[str]
    carried: Reading | None

    @property
    def change(self) -> str:
        """Return what the article did to the words, in words; that of the fullest use is not asked for."""
        carried = f"with the text of {self.carried.label}" if self.carried else "word for word"
        return ", ".join(self.how) or carried

    @property
    def anchor(self) -> str:
        """Return the place of the words in the article."""
        return f"q-{self.use.document}-{self.use.span.start}"


class History(NamedTuple):
    """Somebody's words in several articles, in the order of publication; `full` is the use that has most of them."""

    key: str
    speaker: str
    person: str
    full: Used
    uses: Sequence[Used]

    @property
    def altered(self) -> bool:
        """Tell whether anybody has other words, or gives them to somebody else."""
        return any(_is_altered(u) for u in self.uses)

    @property
    def summary(self) -> str:
        """Return how many have the words, and how many changed them."""
        changed = [u for u in self.uses if _is_altered(u)]
        said = f"in {counted(len({u.reading.number for u in self.uses}), 'article')}"
        return f"{said}, {len(changed)} with other words or another speaker" if changed else said


def tell_histories(pile: Pile, chapters: Sequence[Chapter]) -> list[tuple[Chapter, list[History]]]:
    """Return the histories by story: those in most articles first, altered ones before others."""
    readings = {r.document.id: r for r in pile.readings}
    said = {q.attribution.id: q.attribution for q in (*pile.quotes, *pile.nested)}
    histories = [
        _history(u, readings, said, pile.entities)
        for u in pile.across.utterances
        if all(use.document in readings and use.attribution in said for use in u.uses)
    ]
    histories.sort(key=lambda h: (not h.altered, -len({u.reading.number for u in h.uses}), h.key))
    told = [(c, [h for h in histories if h.full.reading.document.id in c.documents]) for c in chapters]
    return [(chapter, own) for chapter, own in told if own]


def _is_altered(used: Used) -> bool:
    return bool({*used.use.changes} & {"altered", "reassigned"})


def _history(
    utterance: Utterance,
    readings: Mapping[str, Reading],
    said: Mapping[str, Attribution],
    entities: Mapping[str, Entity],
) -> History:
    first = utterance.uses[utterance.fullest]
    full = _quoted(first, readings[first.document], said)
    uses = [
        Used(
            readings[use.document], use, _name(entities, use.speaker), _set(use, first, full, readings, said),
            [_CHANGES[c] for c in use.changes], readings.get(use.carried_from or ""),
        )
        for use in utterance.uses
    ]  # fmt: skip
    speaker = utterance.speaker or first.speaker
    return History(utterance.id, _name(entities, speaker), speaker or "unknown", uses[utterance.fullest], uses)


def _set(
    use: Use, first: Use, full: Quoted, readings: Mapping[str, Reading], said: Mapping[str, Attribution]
) -> Markup:
    own = _quoted(use, readings[use.document], said)
    if use is first:
        return Markup(" … ").join(visible(span.of(own.text)) for span in own.spans)
    return set_merged(full, own, align_words(full, own))


def _quoted(use: Use, reading: Reading, said: Mapping[str, Attribution]) -> Quoted:
    """Return the words of a use without quotation marks; all of the content where it is told in other words."""
    text, content = reading.document.text, said[use.attribution].content
    inside = [s for s in quoted_spans(text, content) if use.span.overlaps(s)]
    return Quoted(text, tuple(inside) or _within(content, use.span) or (use.span,))


def _within(content: Sequence[Span], span: Span) -> tuple[Span, ...]:
    return tuple(sorted(c for c in content if c.overlaps(span)))


def _name(entities: Mapping[str, Entity], key: str | None) -> str:
    entity = entities.get(key or "")
    return entity.name if entity else "speaker unknown"

"""A comparison of articles -> the text of each with what it shares marked, every passage numbered and joined.

A passage that two of them share has one number, and a place in each text: the number leads from the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from rashomon.link.statement import Quoted, align_words
from rashomon.model import Passage
from rashomon.show.compare import Comparison, Text
from rashomon.show.evidence import Mark, ordered
from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.gather import Reading
from rashomon.show.layout.typeset import Margin, set_article

__all__ = ["Column", "Joint", "join_texts"]


class Joint(NamedTuple):
    """A shared passage: its number, the letters of the articles, and how often the words differ."""

    number: int
    one: str
    other: str
    sides: tuple[Passage, Passage]
    changed: int

    def place(self, letter: str) -> str:
        """Return the id of the passage in the text of one of the articles."""
        return f"p-{self.number}-{letter}"


class Column(NamedTuple):
    """One of the articles, set as a part of a page."""

    about: Text
    reading: Reading
    text: Markup
    joints: Sequence[Joint]


class _Part(Paths):
    """Where things are, for texts that are parts of a page."""

    headings = ("h3", "h4")


def join_texts(found: Comparison, readings: Mapping[str, Reading]) -> list[Column]:
    """Return the articles of a comparison in its order; `readings` by the ids of their documents."""
    joints = list(_joints(found))
    return [_column(text, readings[text.document], joints, readings) for text in found.articles]


def _joints(found: Comparison) -> Iterator[Joint]:
    held = [(shared, passage) for shared in found.shared for passage in shared.passages]
    for number, (shared, passage) in enumerate(held, start=1):
        sides = passage.one, passage.other
        yield Joint(number, shared.one, shared.other, sides, passage.changed)


def _column(text: Text, reading: Reading, joints: Sequence[Joint], readings: Mapping[str, Reading]) -> Column:
    own = [j for j in joints if text.letter in (j.one, j.other)]
    marks, notes = [], {}
    for joint in own:
        here = joint.one == text.letter
        span = joint.sides[0 if here else 1].span
        key = f"joint-{joint.number}"
        marks += [Mark(span, "spot", joint.place(text.letter)), Mark(span, "shared", key, "joined")]
        notes[key] = _number(joint, joint.other if here else joint.one)
        marks += _differences(joint, here, readings)
    # what is found in the text is not what is compared here
    bare = reading._replace(attributions=(), mentions=(), timexes=(), quantities=(), events=())
    return Column(text, reading, set_article(bare, {}, (), {}, Margin(ordered(marks), notes), _Part()), own)


def _number(joint: Joint, other: str) -> Markup:
    says = "the same words" if not joint.changed else f"{joint.changed} changed"
    link = Markup('<a class="joint" href="#{}" data-note>{} <small>{}<span class="hidden">, {}</span></small> </a>')
    return link.format(joint.place(other), joint.number, other, says)


def _differences(joint: Joint, here: bool, readings: Mapping[str, Reading]) -> Iterator[Mark]:
    """Yield the words that only this side has."""
    if joint.changed:
        sides = [Quoted(readings[s.document].document.text, (s.span,)) for s in joint.sides]
        for one in align_words(*sides):
            span = one.full if here else one.use
            if span and one.kind != "kept":
                yield Mark(span, "hit", "")

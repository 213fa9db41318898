"""samples/truth.json -> what is true of each article of the sample story, as spans of the text given.

The truth is written as passages of the text with marks in them, `<s>He</s> <c>said</c> <k>the gate was open</k>`, so
that a reader can check it without counting characters and no offset can go stale. samples/README.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from rashomon.model import Act, AttributionKind, Bound, Change, EntityKind, Realis, Span, Stance, ZoneKind

__all__ = ["SAMPLE", "ArticleTruth", "Story", "load_story", "locate", "names_of"]

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "src" / "rashomon" / "data" / "sample"

MARK = re.compile(r"<(/?)([scktroabxqn])>")


class Attributed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says what: `<s>` source, `<c>` cue, `<k>` content; `speaker` is the name of an entity of the story."""

    passage: str
    kind: AttributionKind
    act: Act
    speaker: str | None


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time expression `<x>` with its TIMEX3 type and value, and the first and last day that it can stand for.

    Durations and sets stand for no day.
    """

    passage: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None
    latest: str | None


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount `<q>` and, where the text says, what is counted, `<o>`; conventions in benchmarks/data/README.md."""

    passage: str
    value: float | tuple[float, float] | None
    bound: Bound
    unit: str | None


class Referred(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words `<n>` that stand for an entity without its name, or by a name that means something else elsewhere."""

    passage: str
    entity: str


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an article without a date was published: the `day`, and the interval that its own text allows."""

    earliest: str
    latest: str
    day: str


class Happening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event: `<t>` trigger, `<a>` actor, `<r>` recipient, `<b>` who is both; type and mode are PLOVER's.

    `account` names who speaks in each attribution that the trigger stands in, the outermost first: none where the
    article itself tells it, None for a speaker whom the text does not name. `same` is the name of the event where
    several passages tell it, of any article. `doubtful` is what readers would differ on: whether it is an event at all.
    """

    passage: str
    type: str
    mode: str | None
    realis: Realis
    account: tuple[str | None, ...]
    same: str | None
    doubtful: bool = False


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A zone that is not running text: its kind and its words, the first time they occur."""

    kind: ZoneKind
    text: str


class ArticleTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The truth of one article; `same_body_as` names the article whose findings it shares word for word.

    `names` says of every name in the running text which entity it stands for there; `references` are exceptions to
    it, and roles. `dating` is given where the article has no date of its own.
    """

    file: str
    article: dict[str, str | list[str] | None]
    zones: tuple[Part, ...] = ()
    absent: tuple[str, ...] = ()
    same_body_as: str | None = None
    attributions: tuple[Attributed, ...] = ()
    dates: tuple[Dated, ...] = ()
    counts: tuple[Counted, ...] = ()
    events: tuple[Happening, ...] = ()
    names: dict[str, str] = {}
    references: tuple[Referred, ...] = ()
    dating: Window | None = None


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something of the story, with the names and the roles that articles use for it."""

    name: str
    kind: EntityKind
    variants: tuple[str, ...]
    roles: tuple[str, ...] = ()


class Copy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two articles of which one was made from the other."""

    a: str
    b: str
    kind: Literal["republication", "partial", "rewrite"]
    direction: Literal["a_to_b", "b_to_a", "unknown"]
    note: str


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one article prints an utterance; `changes` is all that was done to the full words.

    `carried` tells that the words came along with a passage of another article, which did to them what was done.
    """

    article: str
    text: str
    changes: tuple[Change, ...] = ()
    carried: bool = False
    note: str | None = None


class Utterance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said once, the article that prints it in full, and the ways it travelled."""

    speaker: str
    said: str
    full: Carried
    variants: tuple[Carried, ...]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one article tells a claim; `by` is the entity it is attributed to."""

    article: str
    text: str
    stance: Stance
    value: str | None = None
    by: str | None = None


class Contested(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim, and in words whether its accounts agree, conflict or were revised."""

    id: str
    kind: Literal["statement", "event", "quantity"]
    slot: str
    relation: str
    accounts: tuple[Told, ...]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is known of the sample story."""

    entities: tuple[Name, ...]
    articles: dict[str, ArticleTruth]
    copies: tuple[Copy, ...]
    quotations: tuple[Utterance, ...]
    claims: tuple[Contested, ...]

    def body(self, ref: str) -> ArticleTruth:
        """Return the article that holds the findings of `ref`: itself, or the one it copies word for word."""
        article = self.articles[ref]
        return self.articles[article.same_body_as] if article.same_body_as else article


@cache
def load_story(path: Path = ROOT / "samples" / "truth.json") -> Story:
    """Read the truth; raises msgspec.ValidationError when it is not of the shape above."""
    return msgspec.json.decode(path.read_bytes(), type=Story)


def locate(passage: str, text: str) -> dict[str, tuple[Span, ...]]:
    """Return the spans of the marks of a passage, by letter; "" is the passage itself.

    White space matches any white space, since a page may break its lines elsewhere. Raises ValueError unless the
    passage occurs exactly once.
    """
    pieces = MARK.split(passage)  # text, "/" or "", letter, text, ...
    pattern = [_loose(pieces[0])]
    order: list[str] = []
    inside = False
    for slash, letter, words in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if bool(slash) != inside or (inside and letter != order[-1]):
            raise ValueError(f"marks are not closed one by one: {passage!r}")
        pattern.append(f"{')' if inside else '('}{_loose(words)}")
        inside = not inside
        if inside:
            order.append(letter)
    found = list(re.finditer("".join(pattern), text))
    if len(found) != 1:
        raise ValueError(f"occurs {len(found)} times: {passage!r}")
    spans: dict[str, tuple[Span, ...]] = {"": (Span(*found[0].span()),)}
    for group, letter in enumerate(order, start=1):
        spans[letter] = (*spans.get(letter, ()), Span(*found[0].span(group)))
    return spans


def _loose(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", words))


def names_of(story: Story, text: str) -> Mapping[str, frozenset[str]]:
    """Return for each entity the names that are right for it in an article with this text.

    Who is named there must be found by a name; who is not, by the role: all that an article says may be "the minister".
    """
    names: dict[str, frozenset[str]] = {}
    for entity in story.entities:
        known = frozenset({entity.name, *entity.variants})
        named = any(name in text for name in known)
        names[entity.name] = known if named else known | set(entity.roles)
    return names

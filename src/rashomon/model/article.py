"""What is found in one article, and knows of no other."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.model.base import Annotation, Finding, Span

ZoneKind = Literal["title", "byline", "dateline", "subhead", "body", "block_quote", "caption", "credit", "furniture"]
EntityKind = Literal["person", "organisation", "place", "nationality", "group", "other"]
MentionForm = Literal["name", "nominal", "pronoun"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Act = Literal["statement", "question", "belief", "intention", "attitude", "denial"]
# what is said or asked; beliefs, intentions and attitudes are told apart from it
SAYINGS: frozenset[Act] = frozenset({"statement", "denial", "question"})
Realis = Literal["asserted", "planned", "hypothetical", "negated", "demanded", "asked", "habitual", "historical"]
Bound = Literal["exact", "at_least", "at_most", "about"]
# what became of people who were counted; `hit` where it is not told whether they lived
Fate = Literal["killed", "injured", "hit"]


class Article(Annotation, frozen=True, kw_only=True, tag="article"):
    """What the article really is; a field that is not known is None, `evidence` says where each was found.

    `published` is ISO 8601 and may be partial (`2023-07`); `republished_from` is the outlet or site whose text this
    is, `wire` the agency that is credited; evidence is a span of the text or the markup it came from.
    """

    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    republished_from: str | None = None
    wire: str | None = None
    evidence: dict[str, Span | str] = msgspec.field(default_factory=dict)


class Zone(Annotation, frozen=True, kw_only=True, tag="zone"):
    """A part of the text and what it is on the page."""

    span: Span
    kind: ZoneKind


class Sentence(Annotation, frozen=True, kw_only=True, tag="sentence"):
    """A sentence; it never crosses a paragraph or a zone border."""

    span: Span


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What a person or role stands for at the article's date; `country` is ISO 3166 alpha-3."""

    title: str | None = None
    country: str | None = None
    organisation: str | None = None
    sector: str | None = None


class Mention(Annotation, frozen=True, kw_only=True, tag="mention"):
    """Words that name somebody or something; `entity` is the id of who it is, None where that is not clear."""

    span: Span
    kind: EntityKind
    form: MentionForm
    entity: str | None = None
    office: Office | None = None


class Entity(Finding, frozen=True, kw_only=True, tag="entity"):
    """Somebody or something; `document` is set while it is known from one article alone.

    Mentions and attributions of one article name its own entities; `Identity` says who they are in the pile.
    """

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    document: str | None = None


class Attribution(Annotation, frozen=True, kw_only=True, tag="attribution"):
    """Source, cue and content in PARC's sense, each a list of spans; source and cue may be empty.

    `speaker` is an entity id, None where it is not clear; `act` says what kind of saying it is.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    kind: AttributionKind
    act: Act = "statement"
    speaker: str | None = None


class Nested(Attribution, frozen=True, kw_only=True, tag="nested"):
    """An attribution inside the content of another, `within`: "Moscow admitted" in "Kyiv says Moscow admitted ...".

    A layer of its own, since annotators and tagger give each word to the outermost (PolNeAR), and statements are
    counted there.
    """

    within: str


class Timex(Annotation, frozen=True, kw_only=True, tag="timex"):
    """A time expression with its TIMEX3 value and the interval of dates it can stand for."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None


class Dating(Annotation, frozen=True, kw_only=True, tag="dating"):
    """When an article without a date of its own must have been published: days in ISO 8601, and the words that tell.

    `earliest` or `latest` is None where nothing bounds that side.
    """

    earliest: str | None = None
    latest: str | None = None
    evidence: tuple[Span, ...] = ()


class Quantity(Annotation, frozen=True, kw_only=True, tag="quantity"):
    """An amount; `value` is a number, `[low, high]`, or None for a vague one; `of` is what is counted.

    `place` and `when` are where and when it was counted, as far as the text says; `fate` is what became of the people
    counted, where they came to harm.
    """

    span: Span
    value: float | tuple[float, float] | None = None
    bound: Bound = "exact"
    unit: str | None = None
    of: Span | None = None
    place: Span | None = None
    when: Span | None = None
    fate: Fate | None = None


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or recipient of an event: the words, and who they are if known."""

    span: Span
    entity: str | None = None


class Event(Annotation, frozen=True, kw_only=True, tag="event"):
    """Something said to happen; `type`, `mode` and `contexts` are PLOVER's.

    `attribution` is the innermost one that the trigger stands in, None if the narrator asserts it; `chain` are all that
    it stands in, the outermost first: in "Kyiv says Moscow admitted the shelling" Kyiv's, then Moscow's.
    """

    trigger: Span
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Span | None = None
    when: Span | None = None
    realis: Realis = "asserted"
    realis_cue: Span | None = None
    attribution: str | None = None
    chain: tuple[str, ...] = ()


class Clause(Annotation, frozen=True, kw_only=True, tag="clause"):
    """What one verb says of whom, by the grammar of its sentence, whatever the verb means; a passive is turned round.

    `span` is what belongs to the verb, `predicate` the verb, `lemma` its base form with particle or adjective
    ("shoot down", "be full"). The rest is as in `Event`, which is a deed of PLOVER's.
    """

    span: Span
    predicate: Span
    lemma: str
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Span | None = None
    when: Span | None = None
    realis: Realis = "asserted"
    realis_cue: Span | None = None
    attribution: str | None = None
    chain: tuple[str, ...] = ()

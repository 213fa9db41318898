"""What is found across the articles of a pile."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.model.article import Realis
from rashomon.model.base import Annotation, Finding, Span

Stance = Literal["asserts", "attributes", "hedges", "denies"]
ReuseKind = Literal["republication", "partial", "quote"]
ClaimKind = Literal["statement", "event", "quantity"]
Relation = Literal["single", "agreement", "conflict", "dispute", "revision"]
# what an article did to the words that it quotes: cut them, put other words in, put words in brackets, gave them to
# somebody else, told them in its own words
Change = Literal["shortened", "altered", "bracketed", "reassigned", "paraphrased"]
# who speaks: somebody named, an office or role, a body, those who are not told ("officials", "witnesses"), a text
SourceKind = Literal["person", "office", "organisation", "unnamed", "document", "unknown"]
# how the words that introduce what is said colour it (`wording/manners.tsv`); `other` are words of no class
Manner = Literal[
    "neutral", "doubting", "stressing", "confessing", "denying", "blaming", "praising", "complaining", "other"
]
# by what somebody is called; `acting` are words for those who act for them ("the Halvian authorities" for Halvia)
LabelForm = Literal["name", "title", "description", "acting"]
# in whose words: the outlet's own, those of an attribution, those between quotation marks
WordsOf = Literal["outlet", "attributed", "quoted"]


class Identity(Annotation, frozen=True, kw_only=True, tag="identity"):
    """Who an entity of one article is in the whole pile: `member` is its id there, `entity` that of the pile's."""

    member: str
    entity: str


class Cluster(Finding, frozen=True, kw_only=True, tag="cluster"):
    """One event as the articles of a pile tell it; `events` are the ids of the events that are it, in canonical order.

    `actors` and `recipients` are entities of the pile; `reports` counts the articles, `texts` the same with copies
    counted once, `sources` by whose account it took place: outlets and speakers, each once. `realis` counts the
    events by what each makes of it.
    """

    events: tuple[str, ...]
    type: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    reports: int
    texts: int
    sources: int
    realis: dict[Realis, int]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A span of a named document."""

    document: str
    span: Span


class Reuse(Finding, frozen=True, kw_only=True, tag="reuse"):
    """A passage that two documents share; `a` stands before `b` in the order of ids.

    `kind` is the same for every passage of a pair: one text is the other's, whole or nearly so (republication), holds
    a part of it (partial), or both quote the same words. `direction` says who took it from whom.
    """

    a: Passage
    b: Passage
    kind: ReuseKind
    direction: Literal["a_to_b", "b_to_a", "unknown"] = "unknown"


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a family, and where it comes from.

    `source` is the document that it was taken from, `outlet` whose text it says to be where the pile lacks that text;
    both are None for the origin, and where it is not known; `reason` is the credit or the dates that tell.
    """

    document: str
    source: str | None = None
    outlet: str | None = None
    reason: str | None = None


class Family(Finding, frozen=True, kw_only=True, tag="family"):
    """Texts that are one text: republications of each other or of a third; they count once.

    `origin` is the document from which all others come, `outlet` whose text it is, None where that is not known; an
    outlet without an origin is one whose text the pile does not hold. `copies` has one entry a document, in order of
    ids.
    """

    documents: tuple[str, ...]
    origin: str | None = None
    outlet: str | None = None
    copies: tuple[Copy, ...] = ()


class Story(Finding, frozen=True, kw_only=True, tag="story"):
    """The documents that tell of one thing; every document of the pile is in one story, perhaps alone."""

    documents: tuple[str, ...]


class Reference(Annotation, frozen=True, kw_only=True, tag="reference"):
    """Whom a description means within its story, where the article alone does not tell: `entity` is the pile's.

    "the coach" of one article is the man whom another names; the mention itself is not edited.
    """

    span: Span
    entity: str


class Claim(Finding, frozen=True, kw_only=True, tag="claim"):
    """Something that accounts can agree or differ on; `slot` is what makes two accounts comparable, in plain words.

    `main` is the passage that says it most fully. `carriers` counts the articles that tell it, `origins` the same with
    copies, outlets, wires and speakers counted once. `relation` says how the accounts stand to each other: one account,
    agreement, conflict (outlets say what cannot both be), dispute (those whom they quote do), revision (what was said
    first was replaced later).
    """

    kind: ClaimKind
    slot: str
    relation: Relation
    main: Passage
    origins: int
    carriers: int


class Account(Annotation, frozen=True, kw_only=True, tag="account"):
    """How one document tells a claim: `span` are the words, `finding` the attribution, event or quantity that they are.

    `speaker` is to whom the document attributes it, None where it says so itself or does not tell who said it; `value`
    is what fills the slot: accounts with different values of one claim differ. Accounts with one `origin` count once.
    """

    claim: str
    finding: str
    span: Span
    stance: Stance
    value: str | None = None
    speaker: str | None = None
    origin: str


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article has an utterance: the words, the attribution they stand in, and what was done to them.

    `changes` is empty where the words are those of the fullest use, and where they came along with a passage of another
    text: `carried_from` is the document of that one.
    """

    document: str
    span: Span
    attribution: str
    speaker: str | None = None
    changes: tuple[Change, ...] = ()
    carried_from: str | None = None


class Utterance(Finding, frozen=True, kw_only=True, tag="utterance"):
    """The same words of somebody in several articles: where they stand in full, and what each made of them.

    `uses` are ordered by the day of publication, undated ones last; `fullest` is the index of the one with most words.
    """

    uses: tuple[Use, ...]
    fullest: int
    speaker: str | None = None


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution as a share of voice counts it: `words` are those of its content, `cue` what introduces it."""

    attribution: str
    document: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    manner: Manner
    words: int


class Voice(Finding, frozen=True, kw_only=True, tag="voice"):
    """How much of what an outlet lets others say is said by one speaker, or by one kind of source.

    Computed when asked for. `per` tells which: of a speaker, `speaker` is the entity of the pile, None for those of
    the `kind` who are not known; of a kind, it is None. `attributions` of the outlet's `of`, `words` of its `of_words`;
    `low` and `high` bound the share in attributions at 95 % (Wilson), None where there are fewer than five. `copied` of
    the attributions stand in texts that the outlet took from others. `manners` counts how they are introduced.
    """

    outlet: str | None = None
    per: Literal["speaker", "kind"]
    kind: SourceKind
    speaker: str | None = None
    attributions: int
    of: int
    words: int
    of_words: int
    low: float | None = None
    high: float | None = None
    articles: int
    copied: int
    manners: dict[Manner, int]
    sayings: tuple[Saying, ...]


class Label(Finding, frozen=True, kw_only=True, tag="label"):
    """What an outlet calls somebody: the same words, whatever their case and articles, with all their places.

    Computed when asked for. `voice` tells in whose words: only `outlet` is the outlet's own. `count` of the `of` labels
    that the outlet has for `entity` in that voice; `low` and `high` as in `Voice`. `copied` of them stand in texts that
    it took from others.
    """

    entity: str
    outlet: str | None = None
    words: str
    form: LabelForm
    voice: WordsOf
    count: int
    of: int
    low: float | None = None
    high: float | None = None
    articles: int
    copied: int
    passages: tuple[Passage, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """How one outlet words what others word otherwise: the words, and how, such as "hedges" or "names the agent"."""

    outlet: str | None = None
    passage: Passage
    how: str
    finding: str


class Contrast(Finding, frozen=True, kw_only=True, tag="contrast"):
    """One thing that outlets word differently; `about` is the id of the claim or cluster.

    Computed when asked for. `assertion`: one says it flatly, another hedges it or attributes it. `agent`: one does not
    say who did it, another does.
    """

    kind: Literal["assertion", "agent"]
    about: str
    sides: tuple[Side, ...]

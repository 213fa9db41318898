"""The records that travel through Rashomon, and nothing else.

Offsets are half-open ranges of Unicode code points into `Document.text`. Every record is frozen, and is told from
the others by its `layer`; the export of a layer is the fields of its record, one JSON object a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

MediaType = Literal["text/plain", "text/html"]
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


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of code points, `0 <= start < end`; raises ValueError when it is not one."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What the input says of an article beside its text (the fields of a JSON line); None where it is silent."""

    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one article and where they came from; `ref` is the path as given, the URL, or the id given.

    `charset` is set where the bytes are known to be in it (a JSON line), else the encoding is to be detected.
    """

    ref: str
    content: bytes
    media_type: MediaType
    charset: str | None = None
    declared: Declared = Declared()

    @property
    def sha256(self) -> str:
        """Return the hex digest of the bytes, and of what is declared beside them if anything is."""
        beside = b"" if self.declared == Declared() else b"\0" + msgspec.json.encode(self.declared)
        return hashlib.sha256(self.content + beside).hexdigest()


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="layer"):
    """What the layers have in common: a tag named `layer`."""


class Document(Record, frozen=True, kw_only=True, tag="document"):
    """The canonical text of one article; `text` never changes, all offsets point into it.

    `id` is 16 hex digits of sha256 over ref and text: two outlets that print the same text stay two documents.
    """

    id: str
    text: str
    ref: str
    text_sha256: str
    raw_sha256: str
    media_type: MediaType


class Rejection(Record, frozen=True, kw_only=True, tag="rejection"):
    """An input that was not read, and why; `stage` names who rejected it."""

    ref: str
    reason: str
    stage: str


class Finding(Record, frozen=True, kw_only=True):
    """Something a stage found: deterministic `id`, the stage and version in `by`, `score` in 0..1."""

    id: str
    by: str
    score: float = 1.0
    reason: str | None = None


class Annotation(Finding, frozen=True, kw_only=True):
    """A finding about one document, named by its id."""

    document: str


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
    evidence: dict[str, Span | str] = {}


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


class Identity(Annotation, frozen=True, kw_only=True, tag="identity"):
    """Who an entity of one article is in the whole pile: `member` is its id there, `entity` that of the pile's."""

    member: str
    entity: str


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


AnyRecord = (
    Document | Rejection | Article | Zone | Sentence | Mention | Entity | Identity | Attribution | Nested | Timex
    | Dating | Quantity | Event | Clause | Cluster | Reuse | Family | Story | Reference | Claim | Account | Utterance
    | Voice | Label | Contrast
)  # fmt: skip
RECORDS: tuple[type[Record], ...] = (
    Document, Rejection, Article, Zone, Sentence, Mention, Entity, Identity, Attribution, Nested, Timex, Dating,
    Quantity, Event, Clause, Cluster, Reuse, Family, Story, Reference, Claim, Account, Utterance, Voice,
    Label, Contrast,
)  # fmt: skip


def layer_of(record: Record | type[Record]) -> str:
    """Return the name of the layer that a record, or a kind of record, belongs to, such as "attribution"."""
    return str(record.__struct_config__.tag)


LAYERS: dict[str, type[Record]] = {layer_of(kind): kind for kind in RECORDS}


class Parse(msgspec.Struct, frozen=True, kw_only=True):
    """The grammar of one document, column by column: one entry a token, in text order, white space left out.

    `starts`/`ends` are code-point offsets; `head` is the index of the governing token (its own for a root); `pos`
    are Universal POS tags, `tag` Penn tags, `dep` spaCy's English (CLEAR-style) labels; `entity` is the type of the
    name that the token is part of ("" if none), `entity_start` tells whether such a name starts here; `sentences` are
    ranges of token indices; `quotations` are the stretches inside double quotation marks, marks included, one a
    paragraph. Furniture is not parsed. `words` are the characters that the parser saw: markup masked, quotation marks
    plain.
    """

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    lemma: Sequence[str]
    pos: Sequence[str]
    tag: Sequence[str]
    dep: Sequence[str]
    head: Sequence[int]
    entity: Sequence[str]
    entity_start: Sequence[bool]
    sentences: Sequence[tuple[int, int]]
    quotations: Sequence[Quotation] = ()

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])


class Quotation(msgspec.Struct, frozen=True):
    """A stretch of text in double quotation marks: `outer` with its marks, `inner` without them.

    `continues` tells that it carries on the quotation before it, left open at the end of the paragraph above.
    """

    outer: Span
    inner: Span
    continues: bool = False


class Tagging(msgspec.Struct, frozen=True, kw_only=True):
    """What the attribution tagger says of each word, column by column: one entry a word, in text order.

    `starts`/`ends` are code-point offsets; `scores` has a row of probabilities a word, one for each of `labels`;
    `links` has the likeliest words that it hangs on, as (index, probability): sources and contents hang on the first
    word of their cue, a cue on the first word of its source; index -1 stands for "on nothing".
    """

    labels: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    scores: Sequence[Sequence[float]]
    links: Sequence[Sequence[tuple[int, float]]]


def digest(*parts: str) -> str:
    """Return 16 hex digits of sha256 over the parts, told apart by NUL characters."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def finding_id(layer: str, document: str, spans: Sequence[Span], *more: str) -> str:
    """Return the deterministic id of a finding: the layer, where it stands, and what else tells it apart."""
    places = ",".join(f"{s.start}-{s.end}" for s in spans)
    return digest(layer, document, places, *more)

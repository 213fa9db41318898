"""What the corpus stages hand to each other and to the store, free of offsets: not records, and never exported.

A profile is what one article knows of somebody or of something that happened; equal profiles are one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from rashomon.model import (
    Act,
    Article,
    Dating,
    Entity,
    EntityKind,
    Family,
    Finding,
    Office,
    Realis,
    Reuse,
    Span,
    Stance,
    Story,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Antecedent", "Bag", "Dependence", "EventProfile", "Grouping", "Holder", "Item", "ItemKind",
    "Party", "Placed", "Profile", "Provenance", "Resolved", "Reusing", "Saying", "Sorting", "Stretch",
    "Telling",
]  # fmt: skip


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What one article knows of somebody or something, free of offsets: equal profiles are one entity.

    Only profiles of one `block` can be the same entity. `name` is the fullest name without titles, "" for a bare role;
    `gender` is m or f where a title or a pronoun tells; `office` is what they stand for at the article's date;
    `guessed` tells that no word of the article says of what kind it is.
    """

    block: str
    kind: EntityKind
    name: str = ""
    aliases: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None
    office: Office | None = None
    guessed: bool = False


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """Who a profile is: an entity of the pile, how sure, and why; `reason` is None where the names are equal."""

    profile: Profile
    entity: Entity
    score: float = 1.0
    reason: str | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Who takes part in an event, as one article names them, free of offsets.

    `entity` is the article's, or the pile's once it is known; `country` (ISO 3166 alpha-3) is the one that they are or
    act for, `names` are the stems of what they are called, `words` of their description too; a people that only says
    whose they are (`Halvian guns`) is no name. `thing` is what kind of thing it is, and of which sort, if it is one
    that claims know ("vessel:armed").
    """

    entity: str | None = None
    names: tuple[str, ...] = ()
    kind: EntityKind | None = None
    country: str | None = None
    words: tuple[str, ...] = ()
    thing: str | None = None


class EventProfile(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one article says of an event, as far as it tells whether another article says the same.

    `event` is the id of the Event, `stem` those of its trigger's words, with blanks between; `place` are the telling
    words of its place, `earliest` and `latest` days in ISO 8601 between which it lies, `dated` tells that the article
    says when and that they are not only inferred from its own date. `words` are the stems of its sentence that carry
    meaning, `names` those of the names in it, `amounts` what it counts, as unit and number, `text` is a digest of the
    sentence: copies have the same.
    """

    event: str
    document: str
    type: str
    mode: str | None = None
    stem: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    dated: bool = False
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    amounts: tuple[tuple[str, float], ...] = ()
    text: str = ""


class Antecedent(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The finding (an event, a statement, a quantity) that another one is, how sure that is in 0..1, and why."""

    finding: str
    score: float
    reason: str


class Telling(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An event as one article tells it: what it says, how far it happened, who says so, and which event it is.

    `source` is the outlet where the narrator says so, else the entity of the speaker, the document where nobody is
    known; `antecedent` is another telling of the same event, None for one that is told for the first time.
    """

    profile: EventProfile
    realis: Realis
    source: str
    antecedent: Antecedent | None = None

    @property
    def finding(self) -> str:
        """Return the id of the event."""
        return self.profile.event

    @property
    def document(self) -> str:
        """Return the id of the document that tells it."""
        return self.profile.document


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Words of an article and where they begin in its text."""

    start: int
    text: str


class Saying(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one article has somebody say: the content of an attribution or of one nested in another, its `finding`.

    `quoted` are the stretches of the content in quotation marks, without the marks and without what others say within
    it; `plain` are the rest of it, `around` the stems of what else its sentences and the one before tell, names aside.
    `speaker` is the entity, `name` how the last word of their name sounds if they are a person and named where they
    speak; `company` are the people named around, in case the speaker is mistaken. `day` is that of the article.
    """

    finding: str
    document: str
    span: Span
    quoted: tuple[Stretch, ...] = ()
    plain: tuple[Stretch, ...] = ()
    around: tuple[str, ...] = ()
    act: Act = "statement"
    speaker: str | None = None
    name: str | None = None
    company: tuple[str, ...] = ()
    day: str | None = None
    antecedent: Antecedent | None = None


class Deed(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one clause of an article says was done or is so; `finding` is the event that the clause tells, or else it.

    `profile` is what is compared, `lemma` the verb with what belongs to it ("shoot down", "vote against"). `actor`,
    `verb` and `recipient` are words of the clause ("" where it has none), `words` the whole. `speaker` is the entity
    whose account it is, `attributed` tells that it is somebody's, known or not; `source` are the stems of the words for
    them. `counts` are the numbers of the clause, in short, `clock` is the time of day, hh:mm. `outlet` is who publishes
    it, the document where that is not known, `day` when, in ISO 8601. `coded` tells that it is an event of PLOVER's,
    `infinitive` that its verb is one ("to stop"), so that grammar alone seldom tells whether it came about.
    """

    finding: str
    document: str
    span: Span
    profile: EventProfile
    lemma: str
    words: str
    actor: str = ""
    verb: str = ""
    recipient: str = ""
    realis: Realis
    stance: Stance
    attributed: bool = False
    speaker: str | None = None
    source: str = ""
    counts: tuple[str, ...] = ()
    clock: str | None = None
    outlet: str = ""
    day: str | None = None
    coded: bool = False
    infinitive: bool = False
    antecedent: Antecedent | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A number as an article gives it: its `finding` is the quantity, `told` the clause that it stands in.

    `thing` are the stems of what is counted, `head` the last of its noun; `low` and `high` bound the number, `high` is
    None where nothing does; `said` is it in short (">=20"). `fate` is what became of those who are counted. `names` are
    the names of the sentence as they are written, `about` stems of those that the article has most often; `frame` is
    the clause with the number left open.
    """

    finding: str
    document: str
    span: Span
    told: Deed
    words: str
    thing: tuple[str, ...] = ()
    head: str = ""
    unit: str | None = None
    fate: str = ""
    low: float
    high: float | None = None
    said: str
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    frame: str = ""
    antecedent: Antecedent | None = None


class Holder(NamedTuple):
    """A document that holds a stretch of text which others hold too, its outlet and day (ISO 8601) as far as known."""

    document: str
    outlet: str | None = None
    published: str | None = None


class Dependence(msgspec.Struct, frozen=True, kw_only=True):
    """What some documents of the pile owe to each other, so that what they have from one hand counts once.

    `newsroom` is what each document stands on: the origin of its family, else the wire or outlet that it credits, else
    its own outlet, else itself; documents with the same are not independent. `passages` are those that they share.
    """

    newsroom: Mapping[str, str]
    passages: Sequence[Reuse] = ()


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of where its text comes from.

    `outlet` prints it; `credited` is the outlet or site whose text it says to be, `wire` the agency; it came out
    between the days `earliest` and `latest`, in ISO 8601, None where nothing bounds that side.
    """

    document: str
    outlet: str | None = None
    credited: str | None = None
    wire: str | None = None
    earliest: str | None = None
    latest: str | None = None


# an item is what one article makes of an event, says or counts: a struct that has a `finding` (the id of the event,
# attribution or quantity), its `document`, and room for its `antecedent`
Item = Any
ItemKind = Literal["event", "deed", "quantity", "statement"]


class Placed(NamedTuple):
    """An item, its place in the order of all of its kind, and the keys of which those share one that it can be."""

    item: Item
    place: str
    keys: Collection[str]


class Grouping(NamedTuple):
    """How items of one kind are found, which of them are one, and what records are made of those.

    `find` gets the layers of one document as keywords, and the `blocks` of identity that its entities stand in; what it
    gives of another type than `item` is of another kind, which has the same `find`, so that an article is read once;
    `entities` gives those of its article's that an item names, and `resolve` the item with the pile's entities in the
    place of these; `choose` gets an item and those before it that share a key with it; `stays` tells whether one that
    has chosen keeps to it when others come before it, whoever else is there: it gets these and the chosen one; `make`
    gets the items of a group in order, each with its antecedent, and what their documents owe to each other. Of the
    records that it gives, one of the layer `whole` has to be called `digest(whole, finding)` by the first item. `alone`
    tells whether it gives any for an item that is the only one of its group. `newsrooms` says what documents stand on
    (`Dependence.newsroom`).
    """

    kind: ItemKind
    many: str
    whole: str
    item: type[msgspec.Struct]
    find: Callable[..., Sequence[Placed]]
    entities: Callable[[Item], Collection[str]]
    resolve: Callable[[Item, Mapping[str, str]], Item]
    choose: Callable[[Item, Sequence[Item]], Antecedent | None]
    stays: Callable[[Item, Sequence[Item]], bool]
    make: Callable[[Sequence[Item], Dependence], Sequence[Finding]]
    alone: Callable[[Item], bool]
    newsrooms: Callable[[Sequence[Article], Sequence[Dating], Sequence[Family]], Mapping[str, str]]


class Bag(msgspec.Struct, frozen=True, kw_only=True):
    """What an article is about, free of offsets: its telling words with their weights, the heaviest first.

    A name stands there with a capital. It came out between the days `earliest` and `latest`, in ISO 8601, None where
    nothing bounds that side.
    """

    document: str
    terms: dict[str, int]
    earliest: str | None = None
    latest: str | None = None

    @property
    def days(self) -> tuple[float, float]:
        """Return `earliest` and `latest` as numbers, NaN where nothing bounds that side."""
        first, last = (date.fromisoformat(day).toordinal() if day else math.nan for day in (self.earliest, self.latest))
        return first, last


class Reusing(NamedTuple):
    """How texts are compared (link/reuse), and what is made of it (link/descent): see there what each takes and gives.

    `spread_of` gets the first `sample` by id of those who hold a print, the longest text first; two documents whose
    common prints `weigh` as much as `candidate` together are compared.
    """

    take_prints: Callable[[str, Sequence[Span]], Any]
    is_kin: Callable[[Any, Any], bool]
    spread_of: Callable[..., int]
    sample: int
    weigh: Callable[..., int]
    candidate: int
    find_stock: Callable[[str, Any, Any], Sequence[Span]]
    prepare: Callable[[str, Sequence[Span]], Any]
    compare: Callable[[Any, Any], Any]
    provenance_of: Callable[[Article, Dating | None], Provenance]
    trace_family: Callable[[Sequence[Provenance], Mapping[tuple[str, str], float]], Family]
    direction_of: Callable[[Provenance, Provenance, Family | None], Literal["a_to_b", "b_to_a", "unknown"]]


class Sorting(NamedTuple):
    """How the articles of a pile are sorted into stories, all of them pure functions.

    `find` gives what an article is about, from its layers as keywords; `fade` how much of the likeness of one article,
    of which it gets the `days`, to some others, of each of which it gets them in a row, the days between them leave, in
    millionths; `liken` how alike two articles are, in millionths, 0 where that is nothing, from the sums of the
    products of the weights of the terms that they share, and from what the days leave, of many pairs at once; `group`
    the stories of some articles, each in order of ids, from those that each is alike to, and with each who else borders
    on it: nobody but them can change it by coming to these articles; `make` the record of a story. Who is not alike by
    `linked` to anybody of a story is not of it, and a story among all articles is one among its own.
    """

    find: Callable[..., Bag]
    fade: Callable[[tuple[float, float], NDArray[Any]], NDArray[Any]]
    liken: Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]
    linked: int
    group: Callable[[Collection[str], Mapping[str, Mapping[str, int]]], Mapping[tuple[str, ...], Collection[str]]]
    make: Callable[[Sequence[Bag]], Story]

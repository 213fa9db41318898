"""What the corpus stages hand to each other and to the store, free of offsets: not records, and never exported.

A profile is what one article knows of somebody or of something that happened; equal profiles are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from rashomon.model import Entity, EntityKind, Office, Realis, Reuse

__all__ = ["Antecedent", "Dependence", "EventProfile", "Party", "Profile", "Provenance", "Resolved", "Telling"]


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


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part in an event, as one article names them, free of offsets.

    `entity` is the article's, or the pile's once it is known; `country` (ISO 3166 alpha-3) is the one that they are or
    act for, `names` are the stems of what they are called, `words` of their description too; a people that only says
    whose they are (`Halvian guns`) is no name.
    """

    entity: str | None = None
    names: tuple[str, ...] = ()
    kind: EntityKind | None = None
    country: str | None = None
    words: tuple[str, ...] = ()


class EventProfile(msgspec.Struct, frozen=True, kw_only=True):
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


class Antecedent(msgspec.Struct, frozen=True, kw_only=True):
    """The event that another one is, how sure that is in 0..1, and why."""

    event: str
    score: float
    reason: str


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event as one article tells it: what it says, how far it happened, who says so, and which event it is.

    `source` is the outlet where the narrator says so, else the entity of the speaker, the document where nobody is
    known; `antecedent` is another telling of the same event, None for one that is told for the first time.
    """

    profile: EventProfile
    realis: Realis
    source: str
    antecedent: Antecedent | None = None


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

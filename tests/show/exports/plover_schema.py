"""PLOVER JSON as the manual's tables of fields have it (version 0.7 beta, chapter "Data Fields"), and what we add.

A record is right if `msgspec.json.decode(line, type=PloverEvent)` takes it: types, forms and names, none missing of
those that the manual requires, none that is neither the manual's nor ours.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
Sector = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}([A-Z]{3})?$")]
Offset = Annotated[int, msgspec.Meta(ge=0)]
Type = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing but what is named."""


class Place(Strict, frozen=True, kw_only=True):
    """Offsets of ours."""

    start: Offset
    end: Offset


class Evidence(Place, frozen=True, kw_only=True):
    """Words of ours, with their offsets."""

    text: str


class Actor(Place, frozen=True, kw_only=True):
    """The information object for actors; organisation, kind, start and end are ours."""

    code: Country | None
    sector: Sector | None
    actor_text: str
    identifier_id: str | None
    identifier_text: str | None
    office: str | None
    organisation: str | None
    kind: str | None


class Location(Place, frozen=True, kw_only=True):
    """The location object, as far as we fill it; start and end are ours."""

    name: str
    cc3: Country | None


class TextInfo(Strict, frozen=True, kw_only=True):
    """The information object for text."""

    sequence: Annotated[int, msgspec.Meta(ge=1)] | None
    start: Offset
    end: Offset


class CiteInfo(Strict, frozen=True, kw_only=True):
    """The information object for citations; document is ours."""

    citation: str
    document: str
    url: str | None
    title: str | None
    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")] | None
    publication: str | None
    codebook: str


class Teller(Strict, frozen=True, kw_only=True):
    """One account, ours."""

    attribution: str
    speaker: str | None
    name: str | None
    source_text: str | None
    source: list[Place]
    cue_text: str | None
    cue: list[Place]


class PloverEvent(Strict, frozen=True, kw_only=True):
    """A record; what follows `coder` is ours, and so are the three fields behind `enddate` and behind `link`."""

    id: str
    date: Day | None
    enddate: Day | None
    date_precision: Literal["day", "month", "year", "days"] | None
    date_basis: Literal["event", "cluster", "publication"] | None
    publication_date: Day | None
    source: list[Actor]
    recipient: list[Actor]
    event: Annotated[list[Type], msgspec.Meta(min_length=1)]
    mode: list[str]
    context: list[str]
    event_loc: Location | None
    event_text: list[str]
    quad_code: Literal[1, 2, 3, 4]
    event_scale: Annotated[float, msgspec.Meta(ge=-10, le=10)]
    text: str
    text_info: TextInfo
    cite_info: CiteInfo
    link: str | None
    reports: int | None
    texts: int | None
    sources: int | None
    coder: str
    realis: str
    realis_cue: Evidence | None
    trigger: Evidence
    when: Evidence | None
    account: list[Teller]
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    reason: str | None

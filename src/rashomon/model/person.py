"""What a person says of a finding of the machine's."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.model.article import Article, Attribution, Clause, Entity, Event, Mention, Nested, Quantity, Timex
from rashomon.model.base import Record

Verdict = Literal["accept", "reject", "change", "merge", "split"]
# whether a correction holds, and what the machine says by now: `replaced` by a later one of the same finding
Force = Literal[
    "stands", "undone", "replaced", "machine now says otherwise", "machine agrees now", "text has changed"
]  # fmt: skip
# what a person can correct: findings of one article, and who is who
Correctable = Article | Attribution | Nested | Mention | Timex | Quantity | Event | Clause | Entity

# the signature of a record that a person has made or changed, in the place of a stage's
PERSON = "person/1"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What articles know of somebody (`profiles.Profile`) by its digest, its block and the name in it."""

    profile: str
    block: str
    name: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One of the entities that are merged, as it was, and all that was known of it."""

    entity: Entity
    known: tuple[Known, ...]


class Correction(Record, frozen=True, kw_only=True, tag="correction"):
    """What a person says of a finding, which later runs of the machine do not overwrite.

    `at` is when, in ISO 8601 UTC, `who` said it and `why`; `target` is the layer of the `finding`, an id. `was` is what
    the machine said, `becomes` what holds instead: None where the finding was rejected. `names` are what the entities
    are called whose ids stand in the two. `document` is where it holds now: that of `was`, or the one that took its
    place. A merge joins `parties`, the first of which gives the name; a split takes `members`, entities of single
    articles, out of `was` to be `becomes`. An undone correction stays, with `undone_at` and `undone_by`.
    """

    id: str
    at: str
    who: str
    verdict: Verdict
    target: str
    finding: str
    document: str | None = None
    was: Correctable
    becomes: Correctable | None = None
    why: str | None = None
    names: dict[str, str] = msgspec.field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    members: tuple[Entity, ...] = ()
    undone_at: str | None = None
    undone_by: str | None = None
    standing: Force = "stands"

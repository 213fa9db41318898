"""Which records of a layer are wanted, and whether any record could ever be one of them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from rashomon.data import resource
from rashomon.errors import NotFound
from rashomon.model import LAYERS, Account, Claim, Cluster, Event, Realis

# by whose account an event is told that stands in no attribution
NARRATOR = "narrator"
# what no record could ever answer to, unless its layer has the field
_CHECKED = (
    "speaker", "source", "act", "kind", "types", "realis", "actor", "recipient", "asserted_by", "relation", "stance",
)  # fmt: skip
# the fields of records that a selection asks for by another name
_FIELDS = {"actor": "actors", "recipient": "recipients", "asserted_by": "chain", "types": "type"}


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which records of a layer are wanted: those that answer to everything that is not None.

    `document` is an id, the beginning of one, a ref, or the end of one. `outlet`, `source` (the words of the source),
    `speaker` and `entity` (any name of theirs) are sought without regard to case inside longer texts. `search` is a
    query of `View.search`. Of the articles that it finds, or that know the entity, records are wanted on whose spans a
    found word or a mention of the entity stands, or that are about the whole article; of an entity also what it says.
    `since` and `until` are days, months or years: of dates and events those are wanted that can lie between, of all
    else what was published then. `act`, `kind` (the `type` of a timex or event) and `realis` are compared whole;
    `limit` counts records.

    Of events and clusters, `types` are those of which it is one; `actor` and `recipient` are sought in the names of who
    takes part, and in the words where nobody is known. Of a cluster, `realis` is what one account makes of it. Of
    events alone, `asserted_by` is sought in the names of all by whose account it is told, or it is NARRATOR; `cluster`
    is the id, or the beginning of one, of the cluster that they are in.

    `relation` is that of claims, `stance` that of accounts; `claim` is the id, or the beginning of one, of the claim
    whose accounts are wanted. `story` names a story in the same way: what stands in its articles is wanted. Of a claim
    it is enough that one of its accounts stands there, or is by the speaker; of others that are about several
    articles, that one of these is wanted.
    """

    outlet: str | None = None
    document: str | None = None
    speaker: str | None = None
    entity: str | None = None
    source: str | None = None
    search: str | None = None
    since: str | None = None
    until: str | None = None
    act: str | None = None
    kind: str | None = None
    types: tuple[str, ...] = ()
    realis: str | None = None
    actor: str | None = None
    recipient: str | None = None
    asserted_by: str | None = None
    cluster: str | None = None
    claim: str | None = None
    relation: str | None = None
    stance: str | None = None
    story: str | None = None
    limit: int | None = None


def check_selection(layer: str, wanted: Selection) -> None:
    """Raise NotFound, saying what there is, if no record of the layer could ever answer to the selection."""
    for name in _CHECKED:
        value = getattr(wanted, name)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            _check_value(layer, name, one)
    if wanted.cluster is not None and LAYERS[layer] is not Event:
        raise NotFound(f"{layer} records are in no cluster: events are")
    if wanted.claim is not None and LAYERS[layer] is not Account:
        raise NotFound(f"{layer} records are of no claim: accounts are")
    for day in (wanted.since, wanted.until):
        if day is not None and not _is_date(day):
            raise NotFound(f"no date {day!r}; it is to be written as 2023, 2023-07 or 2023-07-11")
    if is_before(wanted.until, wanted.since):
        raise NotFound(f"nothing is between {wanted.since} and {wanted.until}: the second is before the first")


def _check_value(layer: str, name: str, value: str) -> None:
    kind = LAYERS[layer]
    hints = get_type_hints(kind)
    called = _FIELDS.get(name, name)
    field = kind_field(kind) if name == "kind" else called
    if name == "speaker" and kind is Claim:  # its accounts have one
        return
    if field not in hints:
        raise NotFound(f"{layer} records have no {called}; they have: {', '.join(kind.__struct_fields__)}")
    known: tuple[str, ...] = (value,)
    if get_origin(hints[field]) is Literal:
        known = get_args(hints[field])
    elif kind in (Event, Cluster) and field in ("type", "realis"):
        known = event_types() if field == "type" else get_args(Realis)
    if value.casefold() not in map(str.casefold, known):
        raise NotFound(f"no {layer} is of the {called} {value!r}; there are: {', '.join(known)}")


@cache
def event_types() -> tuple[str, ...]:
    """Return the types of events, as PLOVER has them."""
    return tuple(msgspec.json.decode(resource("plover/ontology.json").read_bytes())["types"])


def _is_date(said: str) -> bool:
    """Tell whether these words are a day, a month or a year of the calendar."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said, re.ASCII):
        return False
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True


def kind_field(layer: type[Any]) -> str:
    """Return the field of a kind of record that says of what kind it is."""
    return next((name for name in ("kind", "form") if name in layer.__struct_fields__), "type")


def is_before(one: str | None, other: str | None) -> bool:
    """Compare as far as both are known: no day of July 2023 is before 2023-07, and none after it."""
    known = min(len(one or ""), len(other or ""))
    return (one or "")[:known] < (other or "")[:known]

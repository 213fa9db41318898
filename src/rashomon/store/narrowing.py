"""What a selection names -> the documents and records that it can mean, by index: nothing is walked along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple, get_args

from sqlalchemy import and_, bindparam, func, select, text

from rashomon.model import AnyRecord, Claim, Cluster, Entity
from rashomon.profiles import ItemKind
from rashomon.store.places import OF_SEVERAL, documents_of
from rashomon.store.queries import batches
from rashomon.store.schema import about, item, member, product, profile
from rashomon.store.selection import Selection
from rashomon.store.upkeep import SORTS, bearer, name, shelf

if TYPE_CHECKING:
    from rashomon.store.view import View

# Of so many documents it is asked which records of the pile are about them; beyond, of each record in which documents
# it stands, since then most are wanted
FEW = 500
# Of a sort with so few records it is asked which these are; 50 of a more frequent one are found among some thousands
RARE = 2_000


class Shelved(NamedTuple):
    """By what an article is looked for: `earliest` and `latest` bound the day on which it came out, as far as known."""

    document: str
    ref: str
    outlet: str | None
    earliest: str | None
    latest: str | None


def entities_named(view: View, part: str | None) -> set[str] | None:
    """Return the entities one of whose names holds this, None where none is asked for.

    They are the pile's, and those of current articles that are nobody there.
    """
    if part is None:
        return None
    holding = select(name.c.id).where(func.instr(func.fold(name.c.name), part.casefold()) > 0)
    return {key for (key,) in view._rows(select(bearer.c.entity).where(bearer.c.name.in_(holding)))}


def shelved(view: View, is_wanted: Callable[[Shelved], bool]) -> set[str]:
    """Return the current documents that answer to a test of what they are looked for by."""
    return {one.document for one in read_shelf(view) if is_wanted(one)}


def read_shelf(view: View) -> Iterator[Shelved]:
    """Yield by what each current document is looked for, in canonical order; 10,000 take a fortieth of a second."""
    columns = [shelf.c[field] for field in Shelved._fields]
    yield from map(Shelved._make, view._rows(select(*columns).order_by(shelf.c.ref, shelf.c.document)))


def speakers_in(view: View, documents: Collection[str], limit: int) -> list[tuple[str, int]]:
    """Return who of the pile says most often something in these documents, with the number of those where they do."""
    if not documents:
        return []
    joined = profile.join(member, member.c.profile == profile.c.id)
    articles = func.count(member.c.document.distinct())
    asked = select(profile.c.entity, articles).select_from(joined)
    asked = asked.where(member.c.document.in_(documents), member.c.statements > 0, profile.c.entity.is_not(None))
    asked = asked.group_by(profile.c.entity).order_by(articles.desc(), profile.c.entity).limit(limit)
    return [(entity, int(count)) for entity, count in view._rows(asked)]


def documents_about(view: View, found: AnyRecord) -> Iterator[str]:
    """Yield the current documents that a record of the whole pile is about."""
    if isinstance(found, Entity):
        joined = profile.join(member, member.c.profile == profile.c.id)
        asked = select(member.c.document).select_from(joined).where(profile.c.entity == found.id)
    elif isinstance(found, (Cluster, Claim)):  # what is made of a group has its name
        asked = select(item.c.document).where(item.c.kind.in_(get_args(ItemKind)), item.c.whole == found.id)
    else:
        yield from documents_of(found)
        return
    for (document,) in view._rows(asked):
        yield document


def rare_records(view: View, layer: str, wanted: Selection) -> list[tuple[str, str | None]] | None:
    """Return the records of a sort that is wanted, each with its document, None where there are more than RARE.

    Of such, a walk along the layer soon meets some.
    """
    asked_for: dict[str, list[str]] = {
        "type": [one.upper() for one in (*wanted.types, wanted.kind) if one],
        "act": [wanted.act.lower()] if wanted.act else [],
        "relation": [wanted.relation.lower()] if wanted.relation else [],
    }
    values = asked_for[SORTS[layer]] if layer in SORTS else []
    if not values:
        return None
    # word by word as in the index, or SQLite would not know it again
    asked = text(
        f"SELECT id, document FROM record WHERE layer = '{layer}'"
        f" AND json_extract(json, '$.{SORTS[layer]}') IN :values LIMIT {RARE + 1}"
    ).bindparams(bindparam("values", expanding=True))
    rows = [(row.id, row.document) for row in view._rows(asked, {"values": values})]
    return rows if len(rows) <= RARE else None


def records_about(view: View, layer: str, documents: Collection[str] | None) -> set[str] | None:
    """Return the ids of a layer's records of the pile that are about one of these documents, None for more than FEW."""
    if documents is None or len(documents) > FEW or layer not in (*OF_SEVERAL, "entity"):
        return None
    found: set[str] = set()
    for some in batches(documents):
        if layer == "entity":
            joined = profile.join(member, member.c.profile == profile.c.id)
            of_pile = profile.c.entity.is_not(None)
            asked = [select(profile.c.entity).select_from(joined).where(member.c.document.in_(some), of_pile)]
        else:
            same = and_(product.c.kind == item.c.kind, product.c.whole == item.c.whole)
            made = select(product.c.id).select_from(item.join(product, same))
            asked = [
                made.where(item.c.document.in_(some), product.c.layer == layer),
                select(about.c.id).where(about.c.layer == layer, about.c.document.in_(some)),
            ]
        found |= {key for one in asked for (key,) in view._rows(one.distinct())}
    return found

"""A damaged store -> a sound one, as far as it follows from texts, from what was found in them, and from corrections.

What follows from them is taken out and made anew: the search index, the tables beside the records, and all that joins
articles, which waits for the stages over the corpus (`pipeline.relink`). What was found in a text follows from its
source alone: an article in which that is damaged is to be read again. What persons said is never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, or_, select, text, union, update

from rashomon.errors import StoreError
from rashomon.model import PERSON, Correction, digest
from rashomon.store import corrections, merging, upkeep
from rashomon.store.check import check_row, known_ids, sha256_of
from rashomon.store.database import database_at, plain_errors
from rashomon.store.places import OF_SEVERAL, decode, row_of
from rashomon.store.schema import (
    about,
    apart,
    bag,
    bag_term,
    cast,
    correction,
    decided,
    gathered,
    item,
    item_key,
    kindred,
    likeness,
    link,
    member,
    overruled,
    pair,
    print_page,
    printed,
    product,
    profile,
    record,
    shared_print,
    uncompared,
    ungrouped,
    united,
    unsettled,
    untold,
    untraced,
    unvisited,
)
from rashomon.store.schema import document as documents
from rashomon.store.writer import Writer, await_stages

__all__ = ["Repaired", "repair_store"]

# what the stages over the corpus have made, each before what its rows refer to
_ACROSS = (
    about, apart, bag_term, likeness, bag, cast, decided, gathered, item, item_key, kindred, link, member, pair,
    print_page, printed, product, profile, shared_print, uncompared, ungrouped, united, unsettled, untold, untraced,
    unvisited,
)  # fmt: skip
_MADE_ACROSS = or_(record.c.document.is_(None), record.c.layer.in_(("account", "reference", *OF_SEVERAL)))
# stands before the stages that an article went through: no run has such a stage, so the next one reads it again
_AGAIN = "again"
# the documents in which something holds, or is set aside, by a person's word
_SPOKEN_OF = union(
    select(correction.c.document),
    select(correction.c.origin),
    select(overruled.c.document),
    select(record.c.document).where(record.c.made_by == PERSON),
)


class Repaired(NamedTuple):
    """What was mended, in words, and the articles to be read again: their refs, and the stages they went through."""

    done: list[str]
    again: dict[str, str]


def repair_store(writer: Writer) -> Repaired:
    """Mend an open store in one transaction; the stages over the corpus are to follow.

    Raises StoreError, and changes nothing, where the file itself is damaged, or a correction.
    """
    connection = writer._connection
    with plain_errors(writer.store), connection.begin():
        done = list(_mend_file(connection))
        said = _corrections(connection)
        with upkeep.paused(connection):
            broken, words = _mend_articles(connection)
            for table in _ACROSS:
                connection.execute(delete(table))
            connection.execute(delete(record).where(_MADE_ACROSS))
            broken |= _say_again(connection, said)
            _index_texts(connection)
            for key in connection.execute(select(documents.c.id).where(documents.c.superseded_by.is_(None))).scalars():
                await_stages(connection, key)
        return Repaired([*done, *words], _read_again(connection, broken))


def _mend_file(connection: Connection) -> Iterator[str]:
    """Make the indexes of the file anew if one of them is wrong; raise StoreError if that does not help."""

    def look() -> list[str]:
        damage = database_at(connection).find_damage(connection)
        return [what for what in damage if not what.startswith("document ")]

    if look():
        connection.exec_driver_sql("REINDEX")
        if left := look():
            raise StoreError(
                f"its file is damaged: put a copy in its place (rashomon restore), or read the articles into a new "
                f"store ({left[0]})"
            )
        yield "the indexes of the file were made anew"


def _corrections(connection: Connection) -> list[Correction]:
    """Return what persons say of who is who; raise StoreError if a correction cannot be read."""
    said = []
    for row in connection.execute(select(correction).order_by(correction.c.at, correction.c.id)).mappings():
        try:
            said.append(corrections.correction_of(row))
        except (msgspec.MsgspecError, ValueError) as error:
            raise StoreError(f"correction {row['id']} is damaged, and nobody else can say it: {error}") from error
    return said


def _mend_articles(connection: Connection) -> tuple[set[str], list[str]]:
    """Mend what of articles can be; return the documents of those that are damaged, and what was done."""
    broken, done = set[str](), list[str]()
    lengths, made_by = dict[str, int](), dict[str, list[str]]()
    for key in connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all():
        row = connection.execute(select(documents).where(documents.c.id == key)).mappings().one()
        lengths[key], made_by[key] = len(row["text"]), row["made_by"].split()
        if key != digest(row["ref"], row["text"]):
            broken.add(key)
        elif row["text_sha256"] != (right := sha256_of(row["text"])):
            connection.execute(update(documents).where(documents.c.id == key).values(text_sha256=right))
            done.append(f"document {key}: its digest was made anew")
    known = known_ids(connection.execute)
    rows = connection.execute(select(record).where(~_MADE_ACROSS).execution_options(yield_per=500))
    wrong = [row for row in rows if row.made_by != PERSON and any(check_row(row, known, lengths))]
    for found in wrong:
        broken.add(found.document)
        if not _holds_own(found, made_by.get(found.document, [])):  # it would be in the way of what is read again
            connection.execute(delete(record).where(record.c.layer == found.layer, record.c.id == found.id))
            done.append(f"{found.layer} {found.id}: it cannot be told what it is, and is gone")
    return broken, done


def _holds_own(row: Any, stages: list[str]) -> bool:
    """Tell whether a row can be told to be the record of an article, by a stage that it went through."""
    try:
        found = row_of(decode(row.layer, row.json))
    except (msgspec.MsgspecError, ValueError, KeyError):
        return False
    return (found["id"], found["document"]) == (row.id, row.document) and row.made_by in stages


def _say_again(connection: Connection, said: list[Correction]) -> set[str]:
    """Let what persons say hold, of findings and of who is who; return the documents in which it holds no more."""
    gone = set()
    for row in connection.execute(select(overruled)).all():
        if not _holds_own(row, [row.made_by]):
            connection.execute(delete(overruled).where(overruled.c.layer == row.layer, overruled.c.id == row.id))
            gone.add(row.document)
    for document in sorted(filter(None, connection.execute(_SPOKEN_OF).scalars().all())):
        corrections.reapply(connection, document)
        machine = corrections.machine_of(connection, document)
        # what a correction that held is about was lost with a row of the machine's
        if any((one.target, one.finding) not in machine for one in said if one.document == document == _was_in(one)):
            gone.add(document)
    if of_people := [one for one in said if one.target == "entity" and not one.undone_at]:
        merging.refresh(connection, of_people[-1])
        connection.execute(delete(unsettled))  # all of them are settled anew
    return gone


def _was_in(one: Correction) -> str | None:
    """Return the document in which the machine has found what a correction overrules; None where it does not hold."""
    return getattr(one.was, "document", None) if one.standing == "stands" and not one.undone_at else None


def _index_texts(connection: Connection) -> None:
    connection.execute(text("DELETE FROM search"))
    database = database_at(connection)
    for key in connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all():
        content = connection.execute(select(documents.c.text).where(documents.c.id == key)).scalar_one()
        database.index_text(connection, key, content)


def _read_again(connection: Connection, broken: set[str]) -> dict[str, str]:
    """Let the next run read these documents again, and all that share a ref with another one."""
    again = {}
    columns = (documents.c.id, documents.c.ref, documents.c.made_by)
    current = connection.execute(select(*columns).where(documents.c.superseded_by.is_(None))).all()
    refs = Counter(row.ref for row in current)
    for row in sorted(current):
        stages = row.made_by.removeprefix(f"{_AGAIN} ")
        if row.id in broken or refs[row.ref] > 1 or stages != row.made_by:
            again[row.ref] = stages
            connection.execute(update(documents).where(documents.c.id == row.id).values(made_by=f"{_AGAIN} {stages}"))
    return again

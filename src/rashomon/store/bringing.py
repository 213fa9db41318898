"""A correction that was made in another store -> the same in this one: texts are matched by their digests.

Every function works inside the caller's transaction. Ids hold the ref of an article, which may be another here: so a
finding is sought by its spans, and an entity by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from rashomon.errors import NotFound
from rashomon.model import Correction
from rashomon.store.overruling import find_machines
from rashomon.store.places import lies_within
from rashomon.store.schema import document as documents

__all__ = ["translate"]

_TEXT = select(documents.c.text).where(documents.c.id == bindparam("key"))


def translate(connection: Connection, made: Correction, texts: Mapping[str, str], machine: Any) -> Correction:
    """Return a correction in terms of this store; `texts` are the digests of the texts of the documents that it names.

    `machine` gives the machine's records of a document. Raises NotFound where none of the texts is here, or what is
    said points outside the text.
    """
    local = {key: here for key, digest in texts.items() if (here := _document(connection, digest))}
    plain = {"standing": "stands", "undone_at": None, "undone_by": None}
    if made.document is None:
        members = tuple(_moved(one, local) for one in made.members if one.document in local)
        parties = tuple(
            msgspec.structs.replace(p, entity=_moved(p.entity, local))
            for p in made.parties
            if p.entity.document is None or p.entity.document in local
        )
        if (made.members and not members) or len(parties) == 1:
            raise NotFound(f"correction {made.id} is about articles that are not here")
        return msgspec.structs.replace(made, members=members, parties=parties, **plain)
    origin = getattr(made.was, "document", None)
    if origin not in local:
        raise NotFound(f"correction {made.id} is about an article that is not here")
    was, becomes = _moved(made.was, local), made.becomes and _moved(made.becomes, local)
    length = len(connection.execute(_TEXT, {"key": local[origin]}).scalar_one())
    if not all(lies_within(one, length) for one in (was, becomes) if one):
        raise NotFound(f"correction {made.id} points outside its text, which has {length} characters")
    moved = msgspec.structs.replace(made, document=local[origin], was=was, becomes=becomes, **plain)
    found = find_machines(moved, machine(local[origin]))
    key = found.id if found else made.finding
    return msgspec.structs.replace(moved, finding=key, was=msgspec.structs.replace(was, id=key))


def _document(connection: Connection, digest: str) -> str | None:
    here = select(documents.c.id).where(documents.c.text_sha256 == digest, documents.c.superseded_by.is_(None))
    return connection.execute(here.order_by(documents.c.id)).scalars().first()


def _moved(held: Any, local: Mapping[str, str]) -> Any:
    return msgspec.structs.replace(held, document=local[held.document]) if held.document else held

"""What persons say of who is who in the pile: entities that are one, and entities of articles that are somebody else.

Every function works inside the caller's transaction. Who is split off gets a profile in a block of its own; blocks in
which somebody is merged are settled together (table `united`): the machine says who is who in each of them, and then
those whom a person has joined are one. Both follow from the corrections that are not undone, in the order in which they
were made, and from what the articles know: so they hold whatever is read or linked later, and undoing one leaves
nothing behind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, Correction, Entity, Known, Party, digest
from rashomon.profiles import Profile, Resolved
from rashomon.store.places import decode
from rashomon.store.queries import batches
from rashomon.store.schema import apart, correction, gathered, link, member, profile, record, united, unsettled
from rashomon.store.schema import document as documents

if TYPE_CHECKING:
    from rashomon.store.deciding import Ruling

__all__ = ["decide", "find_apart", "find_ruled", "refresh", "resolve", "set_apart", "whole_of"]

ResolveBlock = Callable[[Sequence[tuple[Profile, int]]], Sequence[Resolved]]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Profile).decode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_SAID = (
    select(correction.c.id, correction.c.json, correction.c.standing)
    .where(correction.c.target == "entity", correction.c.undone_at.is_(None))
    .order_by(correction.c.at, correction.c.id)
)
_STAND = update(correction).where(correction.c.id == _KEY)
_APART = (
    select(documents.c.id, apart.c.entity, apart.c.name, apart.c.block)
    .select_from(documents.join(apart, apart.c.ref == documents.c.ref))
    .where(documents.c.id.in_(_KEYS))
    .order_by(documents.c.id, apart.c.entity)
)
_UNITED = select(united.c.block, united.c.whole).where(united.c.block.in_(_KEYS))
_TOGETHER = select(united.c.whole).where(united.c.whole.in_(_KEYS)).distinct()
_IN_BLOCKS = select(profile.c.id, profile.c.block, profile.c.json).where(profile.c.block.in_(_KEYS))
_MOVE = update(profile).where(profile.c.id == _KEY).values(block=bindparam("into"))
_WAITING = select(unsettled.c.block).where(unsettled.c.block.in_(_KEYS))
_DOCUMENTS_OF = select(member.c.document).where(member.c.profile.in_(_KEYS)).distinct()
_CURRENT_OF = select(documents.c.id).where(documents.c.ref.in_(_KEYS), documents.c.superseded_by.is_(None))
_GATHER_AGAIN = update(gathered).where(gathered.c.document.in_(_KEYS)).values(made_by="")
_LINK_AGAIN = update(link).where(link.c.document.in_(_KEYS)).values(made_by="")
_MEMBER = select(member.c.document, member.c.profile, profile.c.entity.label("whole")).select_from(
    member.outerjoin(profile, profile.c.id == member.c.profile)
)
_KNOWN = (
    select(profile.c.id, profile.c.json).where(profile.c.entity == _KEY, profile.c.articles > 0).order_by(profile.c.id)
)
_ENTITY = select(record.c.json).where(record.c.layer == "entity", record.c.id == _KEY)
_MEMBERS = (
    select(member.c.document, member.c.entity, record.c.json)
    .select_from(
        profile.join(member, member.c.profile == profile.c.id).join(
            record, (record.c.layer == "entity") & (record.c.id == member.c.entity)
        )
    )
    .where(profile.c.entity == _KEY)
    .order_by(member.c.document, member.c.entity)
)


def _own_block(name: str) -> str:
    """Return a block that no machine makes."""
    return f"{PERSON} {name}"


def is_own(block: str) -> bool:
    """Tell whether a block was made by a person's word."""
    return block.startswith(f"{PERSON} ")


# ---- what a person wants ---------------------------------------------------------------------------------------------


def decide(connection: Connection, ruling: Ruling) -> Correction:
    """Return the merge or split that a person wants; raises NotFound and NotPossible as `corrections.correct` does."""
    return _merge(connection, ruling) if ruling.verdict == "merge" else _split(connection, ruling)


def _merge(connection: Connection, ruling: Ruling) -> Correction:
    entities = list(dict.fromkeys(_whole(connection, key) for key in (ruling.finding, *ruling.others)))
    if len(entities) < 2:
        raise NotPossible("a merge needs two entities that are not one yet")
    parties = tuple(Party(entity=one, known=_known(connection, one)) for one in entities)
    keys = [one.id for one in entities]
    return Correction(
        id=digest("correction", ruling.at, ruling.who, "merge", *keys), at=ruling.at, who=ruling.who, verdict="merge",
        target="entity", finding=entities[0].id, was=entities[0], why=ruling.why, parties=parties,
        names={one.id: one.name for one in entities},
    )  # fmt: skip


def _whole(connection: Connection, key: str) -> Entity:
    """Return the entity of this id, or that of the pile which an article's is."""
    found = connection.execute(_ENTITY, {"key": key}).scalar()
    if found is None:
        raise NotFound(f"no entity {key!r}; see: rashomon list entity --format jsonl")
    own: Entity = decode("entity", found)
    if own.document is None:
        return own
    row = connection.execute(_MEMBER.where(member.c.document == own.document, member.c.entity == own.id)).first()
    return _whole(connection, row.whole) if row is not None and row.whole else own


def _known(connection: Connection, one: Entity) -> tuple[Known, ...]:
    """Return what is known of an entity; of one that a single article knows, the profile that it is to have."""
    if one.document is not None:
        alone = _alone(one, _own_block(one.id))
        return (Known(profile=_digest(alone), block=alone.block, name=alone.name),)
    rows = connection.execute(_KNOWN, {"key": one.id}).all()
    known = [(row.id, _decode(row.json)) for row in rows]
    return tuple(Known(profile=key, block=p.block, name=p.name) for key, p in known)


def _alone(one: Entity, block: str) -> Profile:
    return Profile(block=block, kind=one.kind, name=one.name, aliases=tuple(sorted(set(one.aliases) - {one.name})))


def _digest(one: Profile) -> str:
    return digest(_encode(one).decode())


def _split(connection: Connection, ruling: Ruling) -> Correction:
    whole = _whole(connection, ruling.finding)
    rows = connection.execute(_MEMBERS, {"key": whole.id}).all()
    wanted = set(ruling.others)
    taken = [decode("entity", row.json) for row in rows if wanted & {row.document, row.entity}]
    if lost := sorted(wanted - {key for row in rows for key in (row.document, row.entity)}):
        raise NotFound(f"{whole.name} ({whole.id}) is not named in {', '.join(lost)}")
    if not taken or len(taken) == len(rows):
        raise NotPossible(f"{'nothing' if not taken else 'all'} of {whole.name} would be split off: name some articles")
    key = digest("correction", ruling.at, ruling.who, "split", whole.id, *(one.id for one in taken))
    names = Counter(one.name for one in taken)
    name = ruling.name or max(names, key=lambda n: (names[n], n))
    becomes = Entity(id=digest("entity", _own_block(key)), by=PERSON, name=name, kind=whole.kind)
    return Correction(
        id=key, at=ruling.at, who=ruling.who, verdict="split", target="entity", finding=whole.id, was=whole,
        becomes=becomes, why=ruling.why, names={whole.id: whole.name, becomes.id: name}, members=tuple(taken),
    )  # fmt: skip


# ---- what follows from all that is said ------------------------------------------------------------------------------


def refresh(connection: Connection, about: Correction) -> None:
    """Let the tables follow from the corrections, after `about` came or was undone; what it touches is linked anew."""
    said = _said(connection)
    refs = _replace_apart(connection, _apart_by(connection, said))
    touched = _replace_united(connection, _united_by(said)) | {k.block for p in about.parties for k in p.known}
    now = _wholes(connection, touched)
    _unsettle(connection, {now.get(block, block) for block in touched})
    if refs:
        current = connection.execute(_CURRENT_OF, {"keys": sorted(refs)}).scalars().all()
        connection.execute(_LINK_AGAIN, {"keys": current})


def _said(connection: Connection) -> list[Correction]:
    return [decode("correction", row.json) for row in connection.execute(_SAID)]


def _apart_by(connection: Connection, said: Iterable[Correction]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows of `apart`, by ref and entity; of two splits of the same the later one holds."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in said:
        alone = [(p.entity, p.known[0].block) for p in one.parties if p.entity.document is not None]
        for entity, block in (*alone, *((e, _own_block(one.id)) for e in one.members)):
            ref = connection.execute(select(documents.c.ref).where(documents.c.id == entity.document)).scalar()
            if ref is not None:
                found[ref, entity.id] = {"ref": ref, "entity": entity.id, "name": entity.name, "block": block}
    return found


def _replace_apart(connection: Connection, now: Mapping[tuple[str, str], dict[str, Any]]) -> set[str]:
    """Write the rows of `apart`, and return the refs of which one differs."""
    before = {(row["ref"], row["entity"]): dict(row) for row in connection.execute(select(apart)).mappings()}
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    for ref, entity in sorted(changed & before.keys()):
        connection.execute(delete(apart).where(apart.c.ref == ref, apart.c.entity == entity))
    if fresh := [now[key] for key in sorted(changed & now.keys())]:
        connection.execute(insert(apart), fresh)
    return {ref for ref, _ in changed}


def _united_by(said: Iterable[Correction]) -> dict[str, str]:
    """Return the blocks that merges touch, each with the one with which it is settled.

    That is one of whom the person kept: articles in the others are compared anew, and these are mostly fewer.
    """
    wholes: dict[str, str] = {}
    for one in said:
        blocks = list(dict.fromkeys(k.block for party in one.parties for k in party.known))
        joined = {wholes.get(block, block) for block in blocks}
        whole = next((wholes.get(block, block) for block in blocks), "")
        wholes |= dict.fromkeys(blocks, whole)
        wholes |= {block: whole for block, other in wholes.items() if other in joined}
    return wholes


def _replace_united(connection: Connection, now: Mapping[str, str]) -> set[str]:
    """Write which blocks are settled together, move their profiles, and return the blocks that differ."""
    before = {row.block: row.whole for row in connection.execute(select(united))}
    changed = {block for block in before.keys() | now.keys() if before.get(block, block) != now.get(block, block)}
    connection.execute(delete(united))
    if now:
        connection.execute(insert(united), [{"block": b, "whole": w} for b, w in sorted(now.items())])
    stand_in = changed | {before[block] for block in changed & before.keys()}
    rows = connection.execute(_IN_BLOCKS, {"keys": sorted(stand_in)}).all() if changed else ()
    homes = {row.id: (row.block, _decode(row.json).block) for row in rows}
    moved = {key: now.get(home, home) for key, (block, home) in homes.items() if now.get(home, home) != block}
    if moved:
        connection.execute(_MOVE, [{"key": key, "into": block} for key, block in sorted(moved.items())])
        # an item is compared with those that share a block with it
        for some in batches(connection.execute(_DOCUMENTS_OF, {"keys": sorted(moved)}).scalars().all()):
            connection.execute(_GATHER_AGAIN, {"keys": some})
    return changed | stand_in


def _unsettle(connection: Connection, blocks: Collection[str]) -> None:
    waiting = set(connection.execute(_WAITING, {"keys": sorted(blocks)}).scalars())
    if new := sorted(set(blocks) - waiting):
        connection.execute(insert(unsettled), [{"block": block} for block in new])


def _wholes(connection: Connection, blocks: Collection[str]) -> dict[str, str]:
    return {row.block: row.whole for row in connection.execute(_UNITED, {"keys": sorted(blocks)})}


# ---- linking, with what is said --------------------------------------------------------------------------------------


def find_apart(connection: Connection, some: Collection[str]) -> dict[str, list[Any]]:
    """Return of whom in some documents a person says that they are somebody else, by the document."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_APART, {"keys": sorted(some)}):
        found[row.id].append(row)
    return found


def set_apart(said: Sequence[Any], entities: Sequence[Entity], found: Mapping[str, Profile]) -> dict[str, Profile]:
    """Return the profiles of a document's entities, with those in a block of their own whom a person has set apart.

    `said` is what `find_apart` gives for the document.
    """
    now = dict(found)
    for row in said:
        own = {e.id: e for e in entities}
        named = {e.name: e for e in reversed(entities)}
        if one := own.get(row.entity) or named.get(row.name):
            machine = found.get(one.id)
            now[one.id] = msgspec.structs.replace(machine, block=row.block) if machine else _alone(one, row.block)
    return now


def whole_of(connection: Connection, blocks: Collection[str]) -> dict[str, str]:
    """Return with which block each of these is settled."""
    return {block: block for block in blocks} | _wholes(connection, blocks)


def find_ruled(connection: Connection, blocks: Collection[str]) -> set[str]:
    """Return those of some blocks of which persons have said who is who in them."""
    wholes = set(connection.execute(_TOGETHER, {"keys": sorted(blocks)}).scalars())
    return {block for block in blocks if block in wholes or is_own(block)}


def resolve(
    connection: Connection, block: str, keys: Sequence[str], profiles: Sequence[tuple[Profile, int]], by: ResolveBlock
) -> Sequence[Resolved]:
    """Return who is who in a block that is ruled: as the machine says (`by`), and then as persons do.

    `profiles` stand in the order of their digests, `keys`. The corrections get to know whether the machine agrees.
    """
    said = connection.execute(_SAID).all()
    corrections: list[Correction] = [decode("correction", row.json) for row in said]
    split_off = {_own_block(one.id): one.becomes for one in corrections if one.verdict == "split"}
    answers = dict(zip(keys, _by_home(profiles, by, split_off), strict=True))
    counts = {key: count for key, (_, count) in zip(keys, profiles, strict=True)}
    merges = [one for one in corrections if any(key in answers for p in one.parties for key in _live(p, answers))]
    for one in merges:
        now = _machine_says(one, answers)
        if next(row.standing for row in said if row.id == one.id) != now:
            connection.execute(_STAND.values(standing=now), {"key": one.id})
    return list(_joined(answers, merges, counts).values())


def _by_home(profiles: Sequence[tuple[Profile, int]], by: ResolveBlock, split_off: Mapping[str, Any]) -> list[Resolved]:
    """Return who the profiles of several blocks are, each block by itself, in the order given."""
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for at, (one, _) in enumerate(profiles):
        homes[one.block].append(at)
    found: dict[int, Resolved] = {}
    for home, places in homes.items():
        some = [profiles[at] for at in places]
        answers = _one(home, some, split_off.get(home)) if is_own(home) else by(some)
        found |= dict(zip(places, answers, strict=True))
    return [found[at] for at in range(len(profiles))]


def _one(block: str, profiles: Sequence[tuple[Profile, int]], split_off: Entity | None) -> list[Resolved]:
    """Return the one whom all profiles of a person's block are."""
    names = Counter({one.name: count for one, count in profiles if one.name})
    name = split_off.name if split_off else max(names, key=lambda n: (names[n], n), default="")
    kind = split_off.kind if split_off else profiles[0][0].kind
    aliases = {n for one, _ in profiles for n in (one.name, *one.aliases)} - {name, ""}
    whole = Entity(id=digest("entity", block), by=PERSON, name=name, kind=kind, aliases=tuple(sorted(aliases)))
    return [Resolved(profile=one, entity=whole, reason="told apart by a person") for one, _ in profiles]


def _live(party: Party, answers: Mapping[str, Resolved]) -> list[str]:
    """Return the profiles that are still known of a party; if none is, those of the same name in its blocks."""
    known = [k.profile for k in party.known if k.profile in answers]
    named = {(k.block, k.name) for k in party.known}
    return known or [key for key, one in answers.items() if (one.profile.block, one.profile.name) in named]


def _machine_says(one: Correction, answers: Mapping[str, Resolved]) -> str:
    """Return whether the machine joins the parties of a merge by now, or does not even join each of them any more."""
    parties = [{answers[key].entity.id for key in _live(party, answers)} for party in one.parties]
    if any(len(some) > 1 for some in parties):
        return "machine now says otherwise"
    return "machine agrees now" if all(parties) and len(set.union(*parties)) == 1 else "stands"


def _joined(
    answers: Mapping[str, Resolved], merges: Sequence[Correction], counts: Mapping[str, int]
) -> dict[str, Resolved]:
    """Return who is who when the merges are done, one after the other; the first party of each gives the name."""
    entities = {one.entity.id: one.entity for one in answers.values()}
    weight: Counter[str] = Counter()
    for key, one in answers.items():
        weight[one.entity.id] += counts[key]
    into = {key: key for key in entities}
    for merge in merges:
        parties = [{answers[key].entity.id for key in _live(party, answers)} for party in merge.parties]
        first = next(filter(None, parties), set())
        if first:
            best = max(first, key=lambda key: (key == merge.finding, weight[key], key))
            joined = {into[key] for some in parties for key in some}
            into = {key: into[best] if whole in joined else whole for key, whole in into.items()}
    wholes = {key: _as_one(entities[key], [entities[k] for k in into if into[k] == key]) for key in set(into.values())}
    return {key: _answer(one, wholes[into[one.entity.id]]) for key, one in answers.items()}


def _as_one(kept: Entity, several: Sequence[Entity]) -> Entity:
    if len(several) == 1:
        return kept
    names = {name for one in several for name in (one.name, *one.aliases)} - {kept.name}
    others = ", ".join(sorted(one.name for one in several if one is not kept))
    return msgspec.structs.replace(
        kept, by=PERSON, aliases=tuple(sorted(names)), reason=f"joined with {others} by a person"
    )


def _answer(one: Resolved, whole: Entity) -> Resolved:
    if one.entity.id == whole.id:
        return msgspec.structs.replace(one, entity=whole)
    return Resolved(profile=one.profile, entity=whole, score=1.0, reason=f"is {whole.name}, as a person says")

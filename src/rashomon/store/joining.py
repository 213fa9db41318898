"""What articles tell of events -> which events are one, kept up to date a few rows at a time.

Every function works inside the caller's transaction. A telling is what one article says of one event. Tellings stand in
an order of their own (`place`, a pure function of the telling), each names the one before it that is the same event, or
none, and what hangs together so is a cluster. A telling is compared with the first of each of its keys (`FIRST`), so
that its cost does not grow with the reports of one event: when one of these comes, goes or changes, those behind it in
the key wait to choose anew, and nobody else does. A cluster is made when none of its events waits. So what stands there
at the end depends on the articles alone, and not on how they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, union, update

from rashomon.errors import PipelineError
from rashomon.model import Cluster, digest
from rashomon.profiles import Antecedent, EventProfile, Party, Telling
from rashomon.store.linking import layers_of
from rashomon.store.places import row_of
from rashomon.store.schema import gathered, member, profile, record, telling, telling_key, unjoined

Row = Mapping[Any, Any]
# the layers of an article, and the blocks of its entities -> its tellings, each with its place and its keys
FindTellings = Callable[..., Sequence[tuple[Telling, str, Collection[str]]]]
ChooseAntecedent = Callable[[EventProfile, Sequence[EventProfile]], Antecedent | None]
MakeCluster = Callable[[Sequence[Telling]], Cluster]

# the tellings of a key that those behind them are compared with; who says most stands first
FIRST = 24

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Telling).decode

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
_AWAIT = insert(gathered)
_AGAIN = update(gathered).where(gathered.c.document == _KEY).values(made_by="")
_GATHERED = update(gathered).where(gathered.c.document == _KEY).values(made_by=bindparam("by"))
_FORGET_GATHERED = delete(gathered).where(gathered.c.document == _KEY)
_EVENTS_OF = select(telling.c.event).where(telling.c.document == _KEY)
_TELLINGS_OF = select(telling).where(telling.c.document == _KEY)
_KEYS_OF = (
    select(telling_key.c.event, telling_key.c.key)
    .select_from(telling.join(telling_key, telling_key.c.event == telling.c.event))
    .where(telling.c.document == _KEY)
)
_BLOCKS_OF = (
    select(member.c.entity, profile.c.block)
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(member.c.document == _KEY)
)
_CLUSTERS_OF = select(telling.c.cluster).where(telling.c.event.in_(_KEYS), telling.c.cluster.is_not(None)).distinct()
_FORGET_CLUSTERS = delete(record).where(record.c.layer == "cluster", record.c.id.in_(_KEYS))
_FORGET_WAITING = delete(unjoined).where(unjoined.c.event.in_(_KEYS))
_FORGET_KEYS = delete(telling_key).where(telling_key.c.event.in_(_KEYS))
_FORGET_TELLINGS = delete(telling).where(telling.c.event.in_(_KEYS))
_IN_CLUSTERS = select(telling.c.event).where(telling.c.cluster.in_(_KEYS))
_PLACES = select(telling_key).where(telling_key.c.event.in_(_KEYS)).order_by(telling_key.c.key, telling_key.c.place)
_OF_KEY = select(telling_key.c.place, telling_key.c.event).where(telling_key.c.key == _KEY)
_FIRST_OF_KEY = _OF_KEY.order_by(telling_key.c.place).limit(FIRST)
_BEHIND = select(telling_key.c.event).where(telling_key.c.key == _KEY, telling_key.c.place > bindparam("at"))
_WAITING = select(unjoined.c.event).where(unjoined.c.event.in_(_KEYS))
_WAITING_IN = (
    select(telling.c.event)
    .select_from(telling.join(unjoined, unjoined.c.event == telling.c.event))
    .where(telling.c.document == _KEY)
)
_TELLINGS = select(telling).where(telling.c.event.in_(_KEYS)).order_by(telling.c.place)
_WHO_IS_WHO = (
    select(member.c.entity, profile.c.entity.label("whole"))
    .select_from(member.join(profile, profile.c.id == member.c.profile))
    .where(member.c.document.in_(_KEYS), profile.c.entity.is_not(None))
)
_CHOOSE = (
    update(telling)
    .where(telling.c.event == _KEY)
    .values(antecedent=bindparam("whom"), score=bindparam("sure"), reason=bindparam("why"))
)
_PUT = update(telling).where(telling.c.event == _KEY).values(cluster=bindparam("whole"))
_FOREST_COLUMNS = (telling.c.event, telling.c.place, telling.c.antecedent, telling.c.cluster)
_FOREST = union(
    select(*_FOREST_COLUMNS).where(telling.c.event.in_(_KEYS)),
    select(*_FOREST_COLUMNS).where(telling.c.cluster.in_(bindparam("clusters", expanding=True))),
).order_by("place")
_CLUSTERS = select(record).where(record.c.layer == "cluster", record.c.id.in_(_KEYS))
_FORGET_CLUSTER = delete(record).where(record.c.layer == "cluster", record.c.id == _KEY)
_RENAMED = (
    select(telling.c.event)
    .select_from(member.join(telling, telling.c.document == member.c.document))
    .where(member.c.profile.in_(_KEYS), telling.c.json.contains(member.c.entity))
    .distinct()
)


class _Gathered(NamedTuple):
    """A telling as it stands in the store; another stage's is another one, since it may choose in another way."""

    made_by: str
    place: str
    json: str
    keys: frozenset[str]


def await_gathering(connection: Connection, document: str) -> None:
    """Note that it is to be found out what a document tells, of which nothing is known here."""
    connection.execute(_AWAIT, {"document": document, "made_by": ""})


def await_gathering_again(connection: Connection, document: str) -> None:
    """Note that it is to be found out anew what a document tells; till then what is known holds."""
    connection.execute(_AGAIN, {"key": document})


def forget(connection: Connection, document: str) -> None:
    """Take back what a document tells: it is not a current one any more, or its records have changed."""
    _take_back(connection, connection.execute(_EVENTS_OF, {"key": document}).scalars().all())
    connection.execute(_FORGET_GATHERED, {"key": document})


def find_ungathered(connection: Connection, by: str) -> list[str]:
    """Return the documents whose tellings were not found by the stage of this signature."""
    # two ranges of the index, see linking.find_unlinked
    others = or_(gathered.c.made_by < by, gathered.c.made_by > by)
    return sorted(connection.execute(select(gathered.c.document).where(others)).scalars())


def find_unjoined(connection: Connection) -> list[str]:
    """Return the documents with a telling that waits to choose."""
    # an outer join keeps SQLite from walking along all tellings, see queries.py
    waiting = select(telling.c.document).select_from(unjoined.outerjoin(telling)).distinct()
    return sorted(connection.execute(waiting).scalars())


def rename(connection: Connection, profiles: Collection[str]) -> None:
    """Note that these profiles of identity are somebody else now: tellings that name them choose anew."""
    if profiles:
        _await_joining(connection, connection.execute(_RENAMED, {"keys": sorted(profiles)}).scalars().all())


# ---- what an article tells ------------------------------------------------------------------------------------------


def gather_tellings(connection: Connection, document: str, find: FindTellings, needs: Collection[str], by: str) -> None:
    """Let the tellings of a document be those that `find` gives; what stands there and is still so is not touched."""
    blocks = {row.entity: row.block for row in connection.execute(_BLOCKS_OF, {"key": document})}
    found = find(blocks=blocks, **layers_of(connection, document, needs))
    new = {
        one.profile.event: _Gathered(by, place, _encode(one).decode(), frozenset(keys)) for one, place, keys in found
    }
    old = _gathered(connection, document)
    _take_back(connection, [event for event in sorted(old) if old[event] != new.get(event)])
    fresh = [event for event in sorted(new) if new[event] != old.get(event)]
    rows, keys = [], []
    for event in fresh:
        made_by, place, json, shared = new[event]
        rows.append({"event": event, "document": document, "made_by": made_by, "place": place, "json": json})
        keys += [{"event": event, "place": place, "key": key} for key in sorted(shared)]
    for table, several in ((telling, rows), (telling_key, keys)):
        if several:
            connection.execute(insert(table), several)
    _await_joining(connection, fresh)
    connection.execute(_GATHERED, {"key": document, "by": by})


def _gathered(connection: Connection, document: str) -> dict[str, _Gathered]:
    """Return the tellings of a document by their events."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for row in connection.execute(_KEYS_OF, {"key": document}):
        keys[row.event].add(row.key)
    rows = connection.execute(_TELLINGS_OF, {"key": document})
    return {row.event: _Gathered(row.made_by, row.place, row.json, frozenset(keys[row.event])) for row in rows}


def _take_back(connection: Connection, events: Sequence[str]) -> None:
    """Forget tellings: a cluster that loses one is taken apart, and its events wait, with all that could choose it."""
    if not events:
        return
    if clusters := connection.execute(_CLUSTERS_OF, {"keys": events}).scalars().all():
        connection.execute(_FORGET_CLUSTERS, {"keys": clusters})
        _wait(connection, connection.execute(_IN_CLUSTERS, {"keys": clusters}).scalars().all())
    _await_joining(connection, events)
    for statement in (_FORGET_WAITING, _FORGET_KEYS, _FORGET_TELLINGS):
        connection.execute(statement, {"keys": events})


def _await_joining(connection: Connection, events: Sequence[str]) -> None:
    """Let tellings wait, and those compared with them: all behind them in a key of which they are among the first."""
    if not events:
        return
    waiting = set(events)
    # who is behind one of them in a key is behind the earliest of them
    earliest = {row.key: row for row in reversed(connection.execute(_PLACES, {"keys": events}).all())}
    for one in earliest.values():
        first = connection.execute(_FIRST_OF_KEY, {"key": one.key}).all()
        if len(first) < FIRST:
            waiting.update(row.event for row in first if row.place > one.place)
        elif one.place <= first[-1].place:
            waiting.update(connection.execute(_BEHIND, {"key": one.key, "at": one.place}).scalars())
    _wait(connection, waiting)


def _wait(connection: Connection, events: Collection[str]) -> None:
    known = set(connection.execute(_WAITING, {"keys": sorted(events)}).scalars()) if events else set()
    if new := sorted(set(events) - known):
        connection.execute(insert(unjoined), [{"event": event} for event in new])


# ---- which events are one -------------------------------------------------------------------------------------------


def join_document(connection: Connection, document: str, choose: ChooseAntecedent, make: MakeCluster) -> None:
    """Let the tellings of a document that wait choose, and make the clusters of which none waits any more.

    Raises PipelineError when `choose` gives a telling that it was not offered, or `make` a cluster of another name.
    """
    events = connection.execute(_WAITING_IN, {"key": document}).scalars().all()
    before: defaultdict[str, set[str]] = defaultdict(set)
    for key, rows in groupby(connection.execute(_PLACES, {"keys": events}).all(), key=lambda row: str(row.key)):
        first = connection.execute(_FIRST_OF_KEY, {"key": key}).all()
        for row in rows:
            before[row.event].update(other.event for other in first if other.place < row.place)
    known = _tellings(connection, {*events, *(other for others in before.values() for other in others)})
    chosen = {e: choose(known[e].profile, [known[other].profile for other in sorted(before[e])]) for e in events}
    for event, one in chosen.items():
        if one is not None and one.event not in before[event]:
            raise PipelineError(f"event {event} is to be event {one.event}, which shares no key with it or comes later")
    if changed := [
        {"key": e, "whom": one and one.event, "sure": one and one.score, "why": one and one.reason}
        for e, one in chosen.items()
        if one != known[e].antecedent
    ]:
        connection.execute(_CHOOSE, changed)
    connection.execute(_FORGET_WAITING, {"keys": events})
    _regroup(connection, {*events, *(one.event for one in chosen.values() if one)}, make)


def _tellings(connection: Connection, events: Collection[str]) -> dict[str, Telling]:
    """Return tellings by their events, in the order of the pile, with its entities in the place of the articles'."""
    if not events:
        return {}
    rows = connection.execute(_TELLINGS, {"keys": sorted(events)}).all()
    documents = sorted({row.document for row in rows})
    whole = {row.entity: row.whole for row in connection.execute(_WHO_IS_WHO, {"keys": documents})}
    return {row.event: _resolved(row, whole) for row in rows}


def _resolved(row: Any, whole: Mapping[str, str]) -> Telling:
    found = _decode(row.json)
    one = found.profile
    return msgspec.structs.replace(
        found,
        profile=msgspec.structs.replace(
            one, actors=_parties(one.actors, whole), recipients=_parties(one.recipients, whole)
        ),
        source=whole.get(found.source, found.source),
        antecedent=row.antecedent and Antecedent(event=row.antecedent, score=row.score, reason=row.reason),
    )


def _parties(parties: Iterable[Party], whole: Mapping[str, str]) -> tuple[Party, ...]:
    return tuple(msgspec.structs.replace(p, entity=whole.get(p.entity or "", p.entity)) for p in parties)


def _regroup(connection: Connection, events: Collection[str], make: MakeCluster) -> None:
    """Put the events, and all that hang together with them now or did before, into their clusters."""
    clusters = connection.execute(_CLUSTERS_OF, {"keys": sorted(events)}).scalars().all()
    rows = connection.execute(_FOREST, {"keys": sorted(events), "clusters": clusters}).all()
    now: dict[str, str] = {}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:  # who was chosen comes before who chose; a telling that is gone since is nobody's antecedent
        now[row.event] = now.get(row.antecedent) or digest("cluster", row.event)
        groups[now[row.event]].append(row.event)
    if moved := [{"key": row.event, "whole": now[row.event]} for row in rows if row.cluster != now[row.event]]:
        connection.execute(_PUT, moved)
    waiting = set(connection.execute(_WAITING, {"keys": sorted(now)}).scalars())
    whole = [name for name, group in groups.items() if waiting.isdisjoint(group)]
    known = _tellings(connection, [event for name in whole for event in groups[name]])
    made = {name: make([known[event] for event in groups[name]]) for name in whole}
    for name, cluster in made.items():
        if cluster.id != name:
            raise PipelineError(f"the cluster of event {groups[name][0]} is called {cluster.id} instead of {name}")
    _replace_clusters(connection, {*clusters, *groups}, made)


def _replace_clusters(connection: Connection, before: Collection[str], now: Mapping[str, Cluster]) -> None:
    """Let the clusters of these names be those in `now`, and no others."""
    old = {row["id"]: dict(row) for row in connection.execute(_CLUSTERS, {"keys": sorted(before)}).mappings()}
    new = {name: row_of(cluster) for name, cluster in now.items()}
    if gone := [{"key": name} for name, row in sorted(old.items()) if new.get(name) != row]:
        connection.execute(_FORGET_CLUSTER, gone)
    if fresh := [row for name, row in sorted(new.items()) if old.get(name) != row]:
        connection.execute(insert(record), fresh)

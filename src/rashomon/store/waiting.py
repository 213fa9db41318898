"""Items that come, change or go -> which wait to choose anew: those that are compared with them.

An item is compared with the first of each of its keys (`FIRST`), so that its cost does not grow with the reports of one
event: when one of these goes or changes, those behind it in the key wait, and nobody else does. Who is behind one that
comes, but stays with what it has chosen, need not wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, func, insert, select, update

from rashomon.profiles import Grouping
from rashomon.store.items import read_items
from rashomon.store.listed import listed, one_of
from rashomon.store.many import ForMany
from rashomon.store.schema import item, item_key, ungrouped

# the items of a key that those behind them are compared with; who says most stands first
FIRST = 24
# no place is behind this one, the last of all code points
_LAST = "\U0010ffff"

# put together once, see store/linking.py
_KEY: BindParameter[str] = bindparam("key")
_KIND: BindParameter[str] = bindparam("of")
SAME_ITEM = (item.c.kind == ungrouped.c.kind) & (item.c.finding == ungrouped.c.finding)
NEW_WAITING = ForMany(insert(ungrouped), "kind", "finding", "anew")
FORGET_WAITING = delete(ungrouped).where(ungrouped.c.kind == _KIND, one_of(ungrouped.c.finding, "keys"))
_OF_KEY = select(item_key.c.place, item_key.c.finding).where(item_key.c.kind == _KIND, item_key.c.key == _KEY)
_BEHIND = _OF_KEY.where(item_key.c.place > bindparam("at"))
_WAITING = select(ungrouped).where(ungrouped.c.kind == _KIND, one_of(ungrouped.c.finding, "keys"))
_SETTLED = select(item.c.finding).where(
    item.c.kind == _KIND,
    one_of(item.c.finding, "keys"),
    item.c.made_by == bindparam("by"),
    ~exists().where(SAME_ITEM, ungrouped.c.anew),
)
_WAIT_ANEW = update(ungrouped).where(ungrouped.c.kind == _KIND, ungrouped.c.finding == _KEY).values(anew=True)


def _first_of_keys() -> Any:
    """Return the statement for the first items of each of some keys.

    An outer join keeps SQLite to one look into the index a key, see queries.py; the bound is looked up before it.
    """
    asked, there = listed("keys"), item_key.alias("there")
    in_key = (there.c.kind == _KIND) & (there.c.key == asked.c.value)
    bound = select(there.c.place).where(in_key).order_by(there.c.place).limit(1).offset(FIRST - 1).scalar_subquery()
    within = (item_key.c.kind == _KIND) & (item_key.c.key == asked.c.value)
    joined = asked.outerjoin(item_key, within & (item_key.c.place <= func.coalesce(bound, _LAST)))
    return select(item_key.c.key, item_key.c.place, item_key.c.finding).select_from(joined)


_FIRST_OF_KEYS = _first_of_keys()


# places and findings of the first items of a key, in order
_First = Sequence[tuple[str, str]]


def await_choosing(
    connection: Connection, kind: str, findings: Collection[str], places: Collection[tuple[str, str, str]]
) -> None:
    """Let items wait, and those compared with them: all behind them in a key of which they are among the first.

    `places` are key, place and finding for each of their keys.
    """
    earliest: dict[str, str] = {}
    for key, place, _ in places:
        earliest[key] = min(place, earliest.get(key, place))
    wait(connection, kind, {*findings, *_behind(connection, kind, earliest)}, anew=True)


def _behind(connection: Connection, kind: str, earliest: Mapping[str, str]) -> set[str]:
    """Return the items that are compared with one at the earliest of these places, each of another key.

    Who is behind one of several in a key is behind the earliest of them.
    """
    found: set[str] = set()
    for key, first in first_of_keys(connection, kind, earliest).items():
        place = earliest[key]
        if len(first) < FIRST:
            found.update(finding for other, finding in first if other > place)
        elif place <= first[-1][0]:
            behind = connection.execute(_BEHIND, {"of": kind, "key": key, "at": place})
            found.update(row.finding for row in behind)
    return found


def await_newcomers(
    connection: Connection, grouping: Grouping, by: str, keys: Collection[str], new: Collection[str]
) -> None:
    """Let those wait that are compared with new items of a stage, and do not stay with what they have chosen.

    `keys` are those of the new ones, which wait already.
    """
    kind = grouping.kind
    first = first_of_keys(connection, kind, keys)
    before = _new_before(first.values(), new)
    asked = before.keys() & _settled(connection, kind, by, before.keys())
    known = read_items(connection, grouping, asked.union(*(before[finding] for finding in asked)))
    chosen = {finding: {one.finding} if (one := known[finding].antecedent) else set() for finding in asked}
    known |= read_items(connection, grouping, set().union(*chosen.values()) - known.keys())
    near = {finding: [known[other] for other in sorted(before[finding] | chosen[finding])] for finding in asked}
    staying = {finding for finding, others in near.items() if grouping.stays(known[finding], others)}
    wait(connection, kind, (before.keys() - staying) | _beyond(connection, kind, first, new), anew=True)


def _settled(connection: Connection, kind: str, by: str, findings: Collection[str]) -> set[str]:
    """Return those of some items that have chosen, and are of this stage: who reads another's may not know its form."""
    asked = {"of": kind, "by": by, "keys": sorted(findings)}
    return set(connection.execute(_SETTLED, asked).scalars()) if findings else set()


def _new_before(first: Iterable[_First], new: Collection[str]) -> dict[str, set[str]]:
    """Return for each item that is among the first of a key and not new which new ones stand before it in one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for places in first:
        come: list[str] = []
        for _, finding in places:
            if finding in new:
                come.append(finding)
            elif come:
                found[finding].update(come)
    return found


def _beyond(connection: Connection, kind: str, first: Mapping[str, _First], new: Collection[str]) -> set[str]:
    """Return the items behind the first of a key of which a new one is among these: it took the place of another."""
    found: set[str] = set()
    for key, places in first.items():
        if len(places) == FIRST and any(finding in new for _, finding in places):
            behind = connection.execute(_BEHIND, {"of": kind, "key": key, "at": places[-1][0]})
            found.update(row.finding for row in behind)
    return found


def first_of_keys(connection: Connection, kind: str, keys: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the first items of each of some keys, as place and finding, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, place, finding in connection.execute(_FIRST_OF_KEYS, {"of": kind, "keys": sorted(keys)}) if keys else ():
        if key is not None:
            found.setdefault(key, []).append((place, finding))
    for first in found.values():
        first.sort()
    return found


def wait(connection: Connection, kind: str, findings: Collection[str], *, anew: bool) -> None:
    """Note that items wait: `anew` to choose, and not only for what is made of them to be made again."""
    asked = {"of": kind, "keys": sorted(findings)}
    known = {row.finding: row.anew for row in connection.execute(_WAITING, asked)} if findings else {}
    if anew and (idle := sorted(finding for finding, waits_anew in known.items() if not waits_anew)):
        connection.execute(_WAIT_ANEW, [{"of": kind, "key": finding} for finding in idle])
    if new := sorted(set(findings) - known.keys()):
        NEW_WAITING(connection, [(kind, finding, anew) for finding in new])

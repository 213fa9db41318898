"""The people of one block, by what articles call them -> who is who: full names first, then surnames and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from rashomon.link.identity.known import Known, full_name, known
from rashomon.link.identity.letters import fold, sound
from rashomon.link.identity.person import PersonName, compare_people, given_key, parse_person
from rashomon.link.identity.words import classes, country_name, is_given
from rashomon.model import Office
from rashomon.profiles import Profile

__all__ = ["Join", "join_people", "named", "parts_of", "row_of"]

Stands = tuple[str | None, str | None]


class Join(NamedTuple):
    """To whom a profile belongs: the key of the person, how sure that is, and why (None where nothing was decided)."""

    key: str
    score: float = 1.0
    reason: str | None = None


class _People(NamedTuple):
    """The people of a block: their keys by their full names, and what is known of their offices by their keys."""

    full: Mapping[PersonName, Join]
    offices: Mapping[str, frozenset[Stands]]


def named(profile: Profile) -> str:
    """Return the name of a profile; of a bare role, that of who held the office."""
    return profile.name or profile.aliases[0]


def row_of(profile: Profile) -> Known | None:
    """Return what the tables know under the name of a profile; a given name alone is no city, whatever is called so."""
    if profile.kind == "person" and is_given(fold(profile.name)):
        return known(profile.name, "person")
    return known(profile.name) if profile.name else None


def parts_of(profile: Profile) -> tuple[PersonName, Known | None]:
    """Return the parts of the name and the person of the tables whom it means; that one's name counts, if any."""
    row = known(named(profile), "person")
    parsed = parse_person(named(profile), profile.aliases)
    gender = profile.gender or parsed.gender
    if row is not None and (gender == row.detail or not gender or not row.detail):
        return full_name(row), row
    return parsed._replace(gender=gender), None


def join_people(profiles: Iterable[Profile]) -> dict[Profile, Join]:
    """Return who each profile is; the keys are made of names alone, so that they outlive the growth of the pile."""
    # 1. full names   2. surnames alone
    parts = {p: parts_of(p) for p in profiles}
    full = _join_full({name for name, _ in parts.values() if not name.bare})
    people = _People(full, _offices(parts, full))
    joins = {}
    bare: dict[Profile, PersonName] = {}
    for profile, (name, row) in parts.items():
        if name.bare:
            bare[profile] = name
        else:
            joins[profile] = _explain(profile, row, full[name])
    return joins | _join_bare(bare, people)


def _explain(profile: Profile, row: Known | None, join: Join) -> Join:
    """Say why, where more than the name decided: the table of offices, the table of people."""
    if not profile.name:
        office = profile.office or Office()
        whose = office.organisation or country_name(office.country or "", article=True)
        return Join(join.key, 0.9, f"{office.title} of {whose} when the article appeared (table of offices)")
    if row is not None and fold(row.name) != fold(profile.name):
        return Join(join.key, 0.95, f"a name of {row.name} (table of people)")
    return join


def _join_full(names: Collection[PersonName]) -> dict[PersonName, Join]:
    """Join full names that can be one person's; one that could be either of two who differ stays alone."""
    if len(names) < 2:
        return {name: Join(key) for name, key in _keys(names).items()}
    heads: dict[PersonName, PersonName] = {}
    joins: dict[PersonName, Join] = {}
    filed: dict[str | int, list[PersonName]] = defaultdict(list)
    # who is named most fully comes first: what is said of him less fully then fits, or does not
    for name in sorted(names, key=_fullness, reverse=True):
        near = dict.fromkeys(head for key in _sought_under(name) for head in filed[key])
        fitting = [(head, v) for head in near if (v := compare_people(name, head)).same]
        if len(fitting) == 1:
            heads[name], verdict = fitting[0]
            joins[name] = Join("", verdict.score, verdict.reason)
        elif fitting:
            joins[name] = Join("", 1.0, f"could be any of {len(fitting)} people of that name")
        else:
            heads[name] = name
            joins[name] = Join("")
            for key in _filed_under(name):
                filed[key].append(name)
    keys = _keys({heads.get(name, name) for name in joins})
    return {name: join._replace(key=keys[heads.get(name, name)]) for name, join in joins.items()}


# a name is filed under what its given names share with those that can be one with it, so that not all of a surname are
# compared with each other; all are filed under the first of these, those that begin with an initial under the second
_ALL, _INITIAL = "all", "initial"


def _filed_under(name: PersonName) -> list[str | int]:
    initial = [_INITIAL] if len(name.given[0]) == 1 else []
    return [_ALL, *initial, *_given_keys(name)]


def _sought_under(name: PersonName) -> list[str | int]:
    return [_ALL] if len(name.given[0]) == 1 else [_INITIAL, *_given_keys(name)]


def _given_keys(name: PersonName) -> set[str | int]:
    """Return how the given names sound, and the classes of the first: names that share none are two people's."""
    return {f" {sound(given)}" for given in name.given} | classes(name.given[0])


def _fullness(name: PersonName) -> tuple[object, ...]:
    return len(name.given), bool(name.second), bool(name.gender), tuple(map(len, name.given)), name


def _keys(names: Iterable[PersonName]) -> dict[PersonName, str]:
    """Return a key for each: surname, first name and generation, with the rest only where others share these.

    So a key changes only when a namesake comes, not when somebody is named more fully.
    """
    by_key: dict[str, list[PersonName]] = defaultdict(list)
    for name in names:
        by_key["|".join([name.surname, given_key(name.given[0]), name.generation])].append(name)
    keys = {}
    for key, sharing in by_key.items():
        for name in sharing:
            rest = "" if len(sharing) == 1 else "|".join(["", *name.given[1:], name.second, name.gender])
            keys[name] = key + rest
    return keys


def _offices(
    parts: Mapping[Profile, tuple[PersonName, Known | None]], full: Mapping[PersonName, Join]
) -> Mapping[str, frozenset[Stands]]:
    found: dict[str, set[Stands]] = defaultdict(set)
    for profile, (name, _) in parts.items():
        if not name.bare and any(_stands(profile.office)):
            found[full[name].key].add(_stands(profile.office))
    return {key: frozenset(stands) for key, stands in found.items()}


def _stands(office: Office | None) -> Stands:
    return (office.country, office.organisation) if office else (None, None)


def _join_bare(bare: Mapping[Profile, PersonName], people: _People) -> dict[Profile, Join]:
    """Give surnames to the only person they can be; where there are two or more, each stays alone."""
    joins = {}
    told = {name.gender for name in bare.values()} - {""}
    fitting = {name: _fitting(name, people.full) for name in {*bare.values()}}
    for profile, name in bare.items():
        found = sorted(_candidates(profile, fitting[name], people))
        if len(found) == 1:
            joins[profile] = Join(found[0], 0.8, "the only one of that surname in the pile")
        elif found:
            alone = "|".join([name.surname, "", *profile.aliases, name.gender, *map(str, _stands(profile.office))])
            joins[profile] = Join(alone, 1.0, f"any of {len(found)} people of that surname in the pile")
        else:
            gender = name.gender or ("".join(told) if len(told) == 1 else "")
            joins[profile] = Join("|".join([name.surname, "", name.generation, gender]))
    return joins


def _fitting(name: PersonName, full: Mapping[PersonName, Join]) -> set[str]:
    """Return the keys of those who can be of this surname."""
    return {join.key for one, join in full.items() if compare_people(name, one).same}


def _candidates(profile: Profile, keys: set[str], people: _People) -> set[str]:
    """Return the keys of those whose office agrees too; who holds the same office comes before who holds none."""
    stands = _stands(profile.office)
    if not any(stands):
        return keys
    holding = {key for key in keys if stands in people.offices.get(key, ())}
    return holding or {key for key in keys if not people.offices.get(key)}

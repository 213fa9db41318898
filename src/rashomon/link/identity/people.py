"""The people of one block, by what articles call them -> who is who: full names first, then bare surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rashomon.link.identity.known import known
from rashomon.link.identity.person import PersonName, compare_people, parse_person
from rashomon.model import Office, Profile

__all__ = ["Join", "join_people"]


class Join(NamedTuple):
    """To whom a profile belongs: the key of the person, how sure that is, and why (None where nothing was decided)."""

    key: str
    score: float = 1.0
    reason: str | None = None


def join_people(profiles: Sequence[Profile]) -> dict[Profile, Join]:
    """Return who each profile is. The keys are made of names alone, so that they outlive the growth of the pile."""
    # 1. full names   2. surnames alone, roles
    names = {p: _name(p) for p in profiles}
    full = _join_full({n for n in names.values() if not n.bare})
    offices = _offices_of(names, full)
    joins = {}
    for profile, name in names.items():
        if not name.bare and profile.name:
            joins[profile] = full[name]
        elif not name.bare:
            joins[profile] = full[name]._replace(score=0.95, reason=_why_role(profile))
        else:
            joins[profile] = _join_bare(profile, name, full, offices)
    return joins


def _why_role(profile: Profile) -> str:
    office = profile.office or Office()
    return f"{office.title} of {office.country or office.organisation} when the article appeared (table of offices)"


def _name(profile: Profile) -> PersonName:
    """Return the parts of the name; a well-known person's are those of the table."""
    name = profile.name or profile.aliases[0]
    row = known(name, "person")
    parsed = parse_person(name)
    if row is not None and (not row.detail or profile.gender in (None, row.detail)):
        return parse_person(row.name)
    return parsed._replace(gender=profile.gender or parsed.gender)


def _join_full(names: Iterable[PersonName]) -> dict[PersonName, Join]:
    """Join full names that can be one person's; one that could be either of two who differ stays alone."""
    ordered = sorted(names, key=lambda n: (len(n.given), tuple(map(len, n.given)), n), reverse=True)
    joins: dict[PersonName, Join] = {}
    heads: list[PersonName] = []
    for name in ordered:
        fitting = [(head, v) for head in heads if (v := compare_people(name, head)).same]
        if len(fitting) == 1:
            head, verdict = fitting[0]
            joins[name] = Join(joins[head].key, verdict.score, verdict.reason)
        else:
            reason = f"could be any of {len(fitting)} of that name" if fitting else None
            joins[name] = Join(_key(name), 1.0, reason)
            if not fitting:
                heads.append(name)
    return joins


def _key(name: PersonName) -> str:
    return "|".join([name.surname, *name.given, name.generation])


def _offices_of(
    names: Mapping[Profile, PersonName], full: Mapping[PersonName, Join]
) -> Mapping[str, set[tuple[str | None, str | None]]]:
    found: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for profile, name in names.items():
        if not name.bare and profile.office:
            found[full[name].key].add((profile.office.country, profile.office.organisation))
    return found


def _join_bare(
    profile: Profile,
    name: PersonName,
    full: Mapping[PersonName, Join],
    offices: Mapping[str, set[tuple[str | None, str | None]]],
) -> Join:
    keys = sorted({join.key for n, join in full.items() if compare_people(name, n).same})
    if profile.office and len(keys) > 1:
        stands = (profile.office.country, profile.office.organisation)
        keys = [k for k in keys if stands in offices.get(k, ())] or keys
    if len(keys) == 1:
        return Join(keys[0], 0.8, "the only one of that surname in the pile")
    reason = f"{len(keys)} people of that surname in the pile" if keys else None
    return Join("|".join([name.surname, "", name.gender]), 1.0, reason)

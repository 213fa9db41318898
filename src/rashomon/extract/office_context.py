"""The offices that an article tells -> those that are told without whose they are, completed from the rest of it.

the spokesman of Theresa May      whose she is: GBR
the commander-in-chief            the one whom the article names, if it names only one
the parliament                    that of the only country that the article speaks of
the Ukrainian leader              president, where the table has one on that day
his Spanish counterpart           the office of whoever was named before
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.data.offices import holders
from rashomon.extract.noted import Noted
from rashomon.extract.office_tables import words_of
from rashomon.model import Office, Parse

__all__ = ["Held", "called_leading", "complete", "is_bare"]

_SERVANTS = frozenset({"spokesperson", "chief of staff", "adviser"})
_LEADING = ("president", "prime minister", "supreme leader")


class Held(NamedTuple):
    """The office that a mention stands for, and why where its own words do not say it."""

    office: Office
    reason: str | None = None


def complete(
    parse: Parse,
    noted: Sequence[Noted],
    found: Mapping[int, Held],
    organs: Mapping[int, Office],
    countries: frozenset[str],
) -> dict[int, Held]:
    """Return the offices with what the rest of the article adds; `organs` are bare ones: `the parliament`."""
    offices = dict(found)
    for i in [*found, *found]:  # twice: whom somebody serves may be told by a bare title too
        held = offices[i]
        if is_bare(held.office):
            whose = _of_master(parse, noted, offices, i) or _of_namesake(parse, noted[i], offices, held.office)
            offices[i] = whose or held
    offices = _with_counterparts(noted, offices)
    only = countries | {held.office.country for held in offices.values() if held.office.country}
    if len(only) != 1:
        return offices
    (country,) = only
    reason = "the only country that the article speaks of"
    for i, held in offices.items():
        if is_bare(held.office) and held.office.sector != "JRN" and held.office.title not in words_of("of any firm"):
            offices[i] = Held(replace(held.office, country=country), reason)
    return offices | {i: Held(replace(o, country=country), reason) for i, o in organs.items() if i not in offices}


def is_bare(office: Office) -> bool:
    """Tell whether an office does not say whose it is."""
    return not (office.country or office.organisation)


def _of_master(parse: Parse, noted: Sequence[Noted], found: Mapping[int, Held], i: int) -> Held | None:
    """Return whose spokesman, aide or the like somebody is: of the person named right before `'s`, or after `for`."""
    title, own = found[i].office.title, noted[i]
    if title not in _SERVANTS:
        return None
    for j, held in found.items():
        other, office = noted[j], held.office
        # "'s" and "for" part them by two words at most: a long text has thousands that stand further off
        if other.first != own.first and not own.head + 1 < other.first <= own.head + 3:
            continue
        if other.kind != "person" or j == i or is_bare(office):
            continue
        before = other.first == own.first and list(parse.tag[other.last + 1 : other.last + 2]) == ["POS"]
        joined = list(parse.words[own.head + 1 : other.first])
        if (before and other.last < own.head) or joined in (["for"], ["to"], ["of"], ["for", "the"], ["to", "the"]):
            whose = Office(title=title, country=office.country, organisation=office.organisation, sector=office.sector)
            return Held(whose, "that of whom they serve")
    return None


def _with_counterparts(noted: Sequence[Noted], found: Mapping[int, Held]) -> dict[int, Held]:
    """Give `his Spanish counterpart` the title of the last person before with one; without any, no office."""
    offices, last = {}, None
    for i in sorted(found):
        held = found[i]
        if held.office.title == "counterpart":
            if last is None or is_bare(held.office):
                continue
            title, sector = last.office.title, last.office.sector
            held = Held(replace(held.office, title=title, sector=sector), f"counterpart of the {title} before")
        elif noted[i].kind == "person" and held.office.title:
            last = held
        offices[i] = held
    return offices


def _of_namesake(parse: Parse, own: Noted, found: Mapping[int, Held], office: Office) -> Held | None:
    """Return the one office of the same title that the article tells in full, for `the` holder of it."""
    if own.form != "nominal" or own.plural:
        return None
    if parse.words[own.first].lower() == "its":
        return _inside(found, office)
    if parse.words[own.first].lower() != "the":
        return None
    same = {held.office for held in found.values() if held.office.title == office.title and not is_bare(held.office)}
    return Held(same.pop(), "the only one in the article") if len(same) == 1 else None


def _inside(found: Mapping[int, Held], office: Office) -> Held | None:
    """Return an office inside the only organisation of states in the article: `its secretary general`."""
    named = [held.office for held in found.values() if held.office.title is None]
    whose = {office for office in named if office.organisation and office.country is None}
    if len(whose) != 1:
        return None
    return Held(replace(whose.pop(), title=office.title), "of the only organisation in the article")


def called_leading(held: Held, days: tuple[str, str] | None) -> Held:
    """Return a country's `leader` by the office that leads it, where the table has one holder of that on these days."""
    office = held.office
    if office.title != "leader" or office.country is None or office.organisation or days is None:
        return held
    for title in _LEADING:
        if office.country in words_of(f"led by its {title}") and len(holders(office.country, title, *days)) == 1:
            return Held(replace(office, title=title), f"{title}: the office that leads {office.country}")
    return held

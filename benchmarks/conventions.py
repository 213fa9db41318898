"""Entities of the product -> the chains of NewsWCL50, whose people read a country, its officials and agencies as one.

Its guidelines put a country, its government, its agencies and all its officials but those who are spoken of much into
one chain, and treat parties likewise: "the White House", "American officials" and "the director of the agency" are the
country. Our entities are finer. So that figures compare, whoever acts for a country is read as the country here, by
what our own findings say of them: tables of countries, capitals and agencies, the offices of mentions, nations and
owners in descriptions. Nothing of this is in the product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.extract.tables import roles
from rashomon.link.cast import Figure
from rashomon.link.identity.known import known, metonym
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of

__all__ = ["as_countries"]

# who speaks for a country and is a chain of their own, however seldom named
_HEADS = frozenset({"president", "leader", "premier", "chancellor", "minister", "king", "queen", "dictator", "pope"})
# share of a topic's mentions from which the guidelines give a person a chain
_MUCH = 0.03


def as_countries(
    found: Mapping[str, str], figures: Mapping[str, Sequence[Figure]], offices: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """Return for each given mention the country that its entity acts for, else the entity.

    `found` has the entity of each mention, `figures` those of each entity, `offices` the countries of their offices.
    """
    often = Counter(found.values())
    countries = {e: c for e, told in figures.items() if (c := _own_country(told) or _most(offices.get(e, Counter())))}
    for _ in range(2):  # the adviser of the president of a country
        surnames = {name.split()[-1].lower(): e for e, told in figures.items() for f in told for name in f.names[:1]}
        for e, told in figures.items():
            if e not in countries and (code := _of_country(told, surnames, countries)):
                countries[e] = code
    return {
        key: countries[e] if e in countries and _speaks_for(figures[e], often[e] / len(found)) else e
        for key, e in found.items()
    }


def _own_country(told: Sequence[Figure]) -> str:
    """Return the country that the names name: itself, its people, its capital, an agency of it."""
    votes: Counter[str] = Counter(code for f in told if f.kind != "person" for name in f.names if (code := _code(name)))
    votes.update(code for f in told for d in f.descriptions if (code := country_of(d.head) or country_of(d.head + "s")))
    return _most(votes)


def _most(votes: Counter[str]) -> str:
    return votes.most_common(1)[0][0] if votes else ""


def _code(name: str) -> str:
    folded = fold(name).removeprefix("the ")
    code = country_of(folded) or country_of(folded.removesuffix("s"))
    if code:
        return code
    speaks = metonym(name)
    listed = known(name)
    return speaks.country if speaks else listed.detail if listed and listed.kind == "organisation" else ""


def _of_country(told: Sequence[Figure], surnames: Mapping[str, str], countries: Mapping[str, str]) -> str:
    """Return the country that the descriptions tell: its name, or the name of somebody who acts for it."""
    votes: Counter[str] = Counter()
    for f in told:
        for d in f.descriptions:
            if f.kind == "other" and d.head not in roles():
                continue
            for name in d.of:
                code = name if name.isupper() and len(name) == 3 else countries.get(surnames.get(name, ""), "")
                votes.update([code] if code else [])
    return _most(votes)


def _speaks_for(told: Sequence[Figure], share: float) -> bool:
    """Tell whether the guidelines see the country in them: all but people spoken of much, and heads of states."""
    person = any(f.names and f.kind == "person" for f in told)
    heads = {d.head for f in told for d in f.descriptions}
    return not person or (share < _MUCH and not heads & _HEADS)

"""Words for an actor -> the one country they belong to, as ISO 3166 alpha-3: "the Ukrainian navy" is UKR."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.data import table
from rashomon.model import Entity, Mention, Office, Participant

__all__ = ["actor_of", "country_of"]

_ENDS = frozenset({"of", "in", "from", "for", "to", "with", "against", "on", "and", "'s", ","})
_GENITIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")


def actor_of(
    participant: Participant, text: str, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> Office | None:
    """Return what an actor or recipient stands for at the article's date; None where nothing tells.

    1. the office of a mention in its words, or of another mention of the same entity: "NATO Secretary General Roe" is
    NATO's and no country's   2. the country of its words, with the sector of "jets" or "police"   3. the same of its
    entity's name.
    `mentions` and `entities` are those of the article.
    """
    # few mentions have an office, and an article has many mentions: that is asked first
    held = [m for m in mentions if m.office is not None and m.entity == participant.entity is not None]
    if held:
        return min(held, key=lambda m: not participant.span.holds(m.span)).office
    for words in (participant.span.of(text), *(e.name for e in entities if e.id == participant.entity)):
        country = country_of(words)
        if country is not None:
            return Office(country=country, sector=_sector_of(words))
    return None


def _sector_of(words: str) -> str | None:
    """Return the sector of those who act for a state, and of their machines: "Russian missiles" are MIL."""
    lower = words.lower()
    return next((sector for ending, sector in _organs() if lower.endswith(f" {ending}")), None)


@cache
def _organs() -> Sequence[tuple[str, str]]:
    """Return words for organs and groups that act for a state with their sectors, the longest first."""
    rows = [(row[2], row[1]) for row in table("offices/bodies.tsv")]
    return sorted(
        ((words, sector) for listed, sector in rows for words in listed.split("; ")), key=lambda row: -len(row[0])
    )


def country_of(words: str) -> str | None:
    """Return the country that words name, or whose adjective, genitive or "of" phrase they stand in; None if unsure.

    A country, its people, its capital where that stands for its government ("Kyiv", "the Kremlin"), an organisation
    that is part of a state. Two countries ("US and Israeli jets") are none, and so are "US-led", "Russian-backed", and
    a country's name before another name: "Jordan Peterson" is no state.
    """
    found = _GENITIVE.sub(" 's", words).replace(",", " ,").split()
    start = _first_name(found)
    end, country = _longest(found, start)
    if country is None:
        return _of_phrase(found)
    rest = found[end:]
    if rest and rest[0] in ("and", "or", ",", "&") and any(_longest(rest, i)[1] for i in range(1, len(rest))):
        return None
    is_adjective = " ".join(found[start:end]) in _adjectives()
    is_name = rest and rest[0][0].isupper() and not is_adjective
    return None if is_name else country


def _first_name(words: Sequence[str]) -> int:
    """Return where the first name begins, past "at least two senior"; the end where another phrase begins before it."""
    for i, word in enumerate(words):
        if word in _ENDS:
            break
        if word[0].isupper() and word not in ("The", "A", "An") and not (i == 0 and _opens(words)):
            return i
    return len(words)


def _opens(words: Sequence[str]) -> bool:
    """Tell whether a capital is only that of the beginning: "Three Ghanaian warplanes", but not "BBC Russian"."""
    return not words[0].isupper() and " ".join(words[1:2]) in _adjectives() and "".join(words[2:3]).islower()


def _of_phrase(words: Sequence[str]) -> str | None:
    """Return the country at the end: "the parliament of Ukraine"."""
    for i in range(1, len(words) - 1):
        if words[i] == "of":
            start = i + 1 + (words[i + 1] == "the")
            end, country = _longest(words, start)
            return country if end == len(words) else None
    return None


def _longest(words: Sequence[str], start: int) -> tuple[int, str | None]:
    """Return where the longest name that starts at a word ends, and its country, None if there is none."""
    for end in range(min(len(words), start + 7), start, -1):
        country = _names().get(" ".join(words[start:end]))
        if country:
            return end, country
    return start, None


@cache
def _names() -> Mapping[str, str]:
    rows = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in table("identity/countries.tsv")]
    named = {name: country for first, country, others in rows for name in (first, *others.split("; ")) if name}
    seats = {row[0]: row[1] for row in table("identity/metonyms.tsv") if row[2] == "government"}
    del seats["Brussels"]  # in news the seat of the EU and of NATO rather than of Belgium
    organs: dict[str, str] = {}
    for row in table("offices/organisations.tsv"):
        name, country, _, _, others = (*row, "", "", "", "")[:5]
        organs |= dict.fromkeys((name, *others.split("; ")), country) if country else {}
    every = {**organs, **seats, **_adjectives(), **named}
    return {name.removeprefix("the "): country for name, country in every.items() if name}


@cache
def _adjectives() -> Mapping[str, str]:
    """Return adjectives and names of peoples, singular and plural."""
    rows = [row for row in table("names/nationalities.tsv") if len(row) > 1 and row[1]]
    plurals = {f"{row[0]}s": row[1] for row in rows if not row[0].endswith(("s", "h", "se"))}
    return {row[0]: row[1] for row in rows} | plurals

"""`the country`, `his nation`, `the two leaders`, `both sides` -> the countries and heads of state that they mean.

No stage takes `the country` for a mention, since it is nobody who speaks; whom it means, the words before it tell: the
country that was named last in its line, or that of the person whose it is. Two that are not named again are mostly the
last two heads of state that were, or their countries.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Mention, Span

__all__ = ["Lands", "find_lands"]

# an adjective with a capital tells the country itself; `that his country` is two things
_ONE = re.compile(
    r"\b((?i:the|this|that|his|her|its|their)) "
    r"(?:(?!the\b|his\b|her\b|its\b|their\b|our\b|a\b)[a-z]+ ){0,2}(?:country|nation|kingdom)\b(?! of\b)"
)
_TWO = re.compile(
    r"\b(?:(?i:the|our|their|these) two|[Bb]oth) (?:[a-z]+ )?"
    r"(countries|nations|leaders|presidents|sides|governments)\b"
)
_NOUNS_OF_ONE = (" country", " nation", " kingdom")
_NOUNS_OF_TWO = (" countries", " nations", " leaders", " presidents", " sides", " governments")
_OWNERS = frozenset({"his", "her", "its", "their"})
_PEOPLE = frozenset({"leaders", "presidents"})
# characters between a country and the words that mean it again; farther, another may be meant
_REACH = 150


class Lands(NamedTuple):
    """What a story tells: the entity of the pile of each country by code, and the country of each head of state."""

    entities: Mapping[str, str]
    heads: Mapping[str, str]
    homes: Mapping[str, str]


def find_lands(
    text: str, mention: Sequence[Mention], pile: Mapping[str, str], lands: Lands
) -> Iterator[tuple[Span, str]]:
    """Yield spans of an article with whom they mean in the pile; two that mean two are given twice."""
    named = [(m.span, code) for m in mention if m.form == "name" and (code := country_of(fold(m.span.of(text))))]
    heads = [(m.span, e) for m in mention if m.form != "nominal" and (e := pile.get(m.entity or "", "")) in lands.heads]
    owners = {m.span.start: pile.get(m.entity or "", "") for m in mention if m.form == "pronoun"}
    for match in _matches(_ONE, text, _NOUNS_OF_ONE):
        if match[1].lower() in _OWNERS:
            code = lands.homes.get(owners.get(match.start(), ""), "")
        else:
            code = _last_in_line(text, match.start(), named)
        if code in lands.entities:
            yield Span(*match.span()), lands.entities[code]
    for match in _matches(_TWO, text, _NOUNS_OF_TWO):
        two = _last_two(match.start(), heads)
        if match[1].lower() not in _PEOPLE:
            two = [lands.entities[lands.heads[e]] for e in two if lands.heads[e] in lands.entities]
        if len(set(two)) == 2:
            yield from ((Span(*match.span()), entity) for entity in sorted(two))


def _matches(pattern: re.Pattern[str], text: str, nouns: Sequence[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that stays in its line and holds one of these words."""
    # to look for a word is nothing beside the pattern, which is tried at every place
    there = [noun for noun in nouns if noun in text]
    start = 0
    for line in text.split("\n") if there else ():
        end = start + len(line)
        if any(noun in line for noun in there):
            yield from pattern.finditer(text, start, end)
        start = end + 1


def _last_in_line(text: str, place: int, named: Sequence[tuple[Span, str]]) -> str:
    """Return the country that was named last before a place, in its line and not too far away, else nothing."""
    at = bisect_left([span.start for span, _ in named], place) - 1
    line = max(text.rfind("\n", 0, place), place - _REACH)
    return named[at][1] if at >= 0 and named[at][0].start > line else ""


def _last_two(place: int, heads: Sequence[tuple[Span, str]]) -> list[str]:
    before = [entity for span, entity in heads if span.start < place]
    return list(dict.fromkeys(reversed(before)))[:2]

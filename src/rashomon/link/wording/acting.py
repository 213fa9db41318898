"""Descriptions of those who act for a country -> the country: `the Halvian authorities`, `Premier Roe's government`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from rashomon.data import table
from rashomon.data.countries import country_of
from rashomon.link.cast.phrases import describe, singular
from rashomon.link.identity import words as names
from rashomon.link.identity.letters import fold
from rashomon.link.wording.page import Page
from rashomon.model import EntityKind, Mention, Span

__all__ = ["Countries"]

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
# words between a nation and the noun, both included: `Halvian military intelligence agency`
_REACH = 5


class Countries:
    """What many articles tell of countries: who they are in the pile, and for which somebody holds an office."""

    def __init__(self) -> None:
        self._named: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._bodies: set[str] = set()

    def learn(self, page: Page) -> None:
        """Note the countries that an article names, and the countries of the people in it."""
        for m in page.mentions:
            entity = page.entity_of(m)
            if entity is None:
                continue
            if m.form == "name" and m.kind == "place" and (code := names.country_of(fold(m.span.of(page.text)))):
                self._named[code][entity] += 1
            elif m.kind == "organisation" and m.form == "name":
                self._bodies.add(entity)
            elif m.kind == "person" and m.office is not None and m.office.country:
                self._of[entity][m.office.country] += 1

    def acting(self, page: Page) -> Iterator[tuple[str, Span]]:
        """Yield descriptions of those who act for a country or an organisation, and the place.

        First comes the country's code, or the id of who governs it, or of the organisation.
        """
        seen: set[int] = set()
        for m in page.mentions:
            if m.form == "nominal" and (found := describe(m.span.of(page.text))) is not None:
                seen.add(m.span.end)
                if "former" in found.words:
                    continue
                kinds = _nouns().get(found.head, frozenset())
                if whose := _country(m, page) if kinds & {"whole", "part"} else None:
                    yield whose, m.span
                elif "whole" in kinds and (owner := _owner(m, page, "person")):
                    yield owner, m.span
                if "staff" in kinds and (owner := _owner(m, page, "organisation")):
                    yield owner, m.span
        yield from ((code, span) for code, span in _nation_and_noun(page) if span.end not in seen)

    def entity(self, whose: str) -> str | None:
        """Return the entity of the pile for what `acting` gives, None where no article names the country."""
        code = _most(self._of[whose]) if whose in self._of else whose
        if code in self._named:
            return _most(self._named[code])
        return whose if whose in self._bodies else None


def _country(mention: Mention, page: Page) -> str | None:
    held = mention.office.country if mention.office else None
    return held or country_of(mention.span.of(page.text))


def _owner(mention: Mention, page: Page, kind: EntityKind) -> str | None:
    """Return the person or body whose somebody is: `his government`, `the Roe administration`."""
    inside = (m for m in page.mentions if m.span != mention.span and mention.span.holds(m.span) and m.kind == kind)
    return next((entity for m in inside if (entity := page.entity_of(m)) is not None), None)


def _nation_and_noun(page: Page) -> Iterator[tuple[str, Span]]:
    """Yield what no stage takes for somebody: `Halvian intelligence`, `Halvia's state media`."""
    for line in re.finditer(r"[^\n.,;:!?()“”\"]+", page.text):
        words = [Span(line.start() + m.start(), line.start() + m.end()) for m in _WORD.finditer(line[0])]
        for i, first in enumerate(words):
            if not first.of(page.text)[0].isupper():
                continue
            for last in reversed(words[i + 1 : i + _REACH]):
                noun = singular(last.of(page.text))
                phrase = Span(first.start, last.end)
                if _nouns().get(noun, frozenset()) & {"whole", "part"} and (code := country_of(phrase.of(page.text))):
                    yield code, phrase
                    break


def _most(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda one: (-counted[one], one))


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    rows = table("wording/acting.tsv")
    return {word: frozenset(r[0] for r in rows if word in r[1].split()) for row in rows for word in row[1].split()}

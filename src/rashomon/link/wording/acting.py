"""Descriptions of those who act for a country -> the country: `the Halvian authorities`, `Premier Roe's government`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from rashomon.data import table
from rashomon.data.countries import country_of
from rashomon.link.cast.phrases import describe
from rashomon.link.identity import words as names
from rashomon.link.identity.letters import fold
from rashomon.link.wording.page import Page
from rashomon.model import Mention, Span

__all__ = ["Countries"]


class Countries:
    """What many articles tell of countries: who they are in the pile, and for which somebody holds an office."""

    def __init__(self) -> None:
        self._named: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._of: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def learn(self, page: Page) -> None:
        """Note the countries that an article names, and the countries of the people in it."""
        for m in page.mentions:
            entity = page.entity_of(m)
            if entity is None:
                continue
            if m.form == "name" and m.kind == "place" and (code := names.country_of(fold(m.span.of(page.text)))):
                self._named[code][entity] += 1
            elif m.kind == "person" and m.office is not None and m.office.country:
                self._of[entity][m.office.country] += 1

    def acting(self, page: Page) -> Iterator[tuple[str, Span]]:
        """Yield descriptions of those who act for a country: its code, or the id of who governs it, and the place."""
        for m in page.mentions:
            if m.form == "nominal" and (found := describe(m.span.of(page.text))) is not None:
                kind = _nouns().get(found.head)
                whose = kind and (_country(m, page) or (_owner(m, page) if kind == "whole" else None))
                if whose:
                    yield whose, m.span

    def entity(self, whose: str) -> str | None:
        """Return the entity of the pile for what `acting` gives, None where no article names the country."""
        code = _most(self._of[whose]) if whose in self._of else whose
        return _most(self._named[code]) if code in self._named else None


def _country(mention: Mention, page: Page) -> str | None:
    held = mention.office.country if mention.office else None
    return held or country_of(mention.span.of(page.text))


def _owner(mention: Mention, page: Page) -> str | None:
    """Return the person whose government a description tells: `his government`, `the Roe administration`."""
    inside = (m for m in page.mentions if m.span != mention.span and mention.span.holds(m.span) and m.kind == "person")
    return next((entity for m in inside if (entity := page.entity_of(m)) is not None), None)


def _most(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda one: (-counted[one], one))


@cache
def _nouns() -> Mapping[str, str]:
    return {word: row[0] for row in table("wording/acting.tsv") for word in row[1].split()}

"""Descriptions of those who act for a country -> the country: `the Halvian authorities`, `Premier Roe's government`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import groupby, islice

from rashomon.data import table
from rashomon.data.countries import country_of
from rashomon.link.cast.meaning import is_head_of_state
from rashomon.link.cast.phrases import Description, describe
from rashomon.link.identity import words as names
from rashomon.link.identity.letters import fold
from rashomon.link.wording.page import Page
from rashomon.model import Mention, Span

__all__ = ["Countries"]

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_OF_COUNTRY = frozenset({"whole", "part"})
# what joins a description to those whom it is of
_LINK = re.compile(r" (?:of|for|from|to) (?:the )?")
# a stretch without a pause; the points of `U.S.` are none
_STRETCH = re.compile(r"(?:[^\n.,;:!?()“”\"]|(?<=[A-Z])\.|\.(?=\w))+")
# words of the name of a country: `United Arab Emirates`
_LONGEST = 3


class Countries:
    """What many articles tell of countries: who they are in the pile, and who is at their head."""

    def __init__(self) -> None:
        self._named: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._bodies: set[str] = set()

    def learn(self, page: Page) -> None:
        """Note the countries that an article names, and who is at the head of one."""
        for m in page.mentions:
            entity = page.entity_of(m)
            if entity is None:
                continue
            if m.form == "name" and m.kind == "place" and (code := names.country_of(fold(m.span.of(page.text)))):
                self._named[code][entity] += 1
            elif m.kind == "organisation" and m.form == "name":
                self._bodies.add(entity)
            elif m.kind == "person" and m.office is not None and is_head_of_state(m.office) and m.office.country:
                self._of[entity][m.office.country] += 1

    def acting(self, page: Page) -> Iterator[tuple[str, Span]]:
        """Yield descriptions of those who act for a country or an organisation, and the place.

        First comes the country's code, or the id of the country, of a head of state, or of the organisation.
        """
        seen: set[int] = set()
        for m in page.mentions:
            if m.form == "nominal" and (found := describe(m.span.of(page.text))) is not None:
                seen.add(m.span.end)
                kinds = _nouns().get(found.head, frozenset())
                if kinds and "former" not in found.words and _is_of_people(found):
                    yield from ((whose, m.span) for whose in self._whose(m, page, kinds))
        found_by_words = ((code, span) for code, span in _nation_and_noun(page.text) if page.holds(span))
        yield from ((code, span) for code, span in found_by_words if span.end not in seen)

    def _whose(self, mention: Mention, page: Page, kinds: Set[str]) -> Iterator[str]:
        owners = list(_owners(mention, page))
        if kinds & _OF_COUNTRY:
            code = (mention.office.country if mention.office else None) or country_of(mention.span.of(page.text))
            heads = (page.entity_of(m) for m in owners if "whole" in kinds or _owns(m, mention, page))
            whose = code or next((entity for entity in heads if entity is not None), None)
            if whose is not None:
                yield whose
        if "staff" in kinds:
            bodies = (page.entity_of(m) for m in owners if m.kind == "organisation" and m.form == "name")
            yield from islice((entity for entity in bodies if entity is not None), 1)

    def entity(self, whose: str) -> str | None:
        """Return the entity of the pile for what `acting` gives, None where no article names the country."""
        code = _most(self._of[whose]) if whose in self._of else whose
        if code in self._named:
            return _most(self._named[code])
        known = whose in self._bodies or any(whose in named for named in self._named.values())
        return whose if known else None


def _owners(mention: Mention, page: Page) -> Iterator[Mention]:
    """Yield who stands in a description, or joined to its end: `his government`, `the Roe cabinet`, `aides to Roe`."""
    for m in page.mentions:
        joined = m.span.start > mention.span.end and _LINK.fullmatch(page.text, mention.span.end, m.span.start)
        if joined or (m.span != mention.span and mention.span.holds(m.span)):
            yield m


def _owns(owner: Mention, mention: Mention, page: Page) -> bool:
    """Tell `his officials`, `Roe's envoys` and `envoys of Roe` from `Roe campaign officials`."""
    after = page.text[owner.span.end : owner.span.end + 2]
    marked = owner.span.of(page.text).endswith(("'s", "’s")) or after in ("'s", "’s")
    return owner.form == "pronoun" or marked or owner.span.start > mention.span.end


def _is_of_people(found: Description | None) -> bool:
    """Tell `the leaders` from `the leader`, who is somebody, and `state media` from media, which act for themselves."""
    if found is None:
        return False
    of_state = not ({found.head, *found.words} & _words("of the state")) or "state" in found.words
    return of_state and (found.plural or found.head != "leader")


def _nation_and_noun(text: str) -> Iterator[tuple[str, Span]]:
    """Yield what no stage takes for somebody: `Halvian intelligence`, `Halvia's state media`."""
    for words in _phrases(text):
        said = [word.of(text) for word in words]
        for last in range(1, len(words)):
            # the last noun of several: not the state of `state media`
            if _is_of_country(said[last]) and not any(map(_is_of_country, said[last + 1 : last + 2])):
                first = last
                while first and said[first - 1] in _words("beside"):
                    first -= 1
                yield from islice(_from_country(words[:first], words[last], text), 1)


def _from_country(before: Sequence[Span], last: Span, text: str) -> Iterator[tuple[str, Span]]:
    """Yield the country that the last words before a noun name or are the adjective of, the longest name first."""
    for name in before[-_LONGEST:]:
        span = Span(name.start, last.end)
        country = text[name.start : before[-1].end]
        if country[0].isupper() and _is_of_people(describe(span.of(text))) and names.country_of(fold(_bare(country))):
            code = country_of(span.of(text))
            if code:
                yield code, span


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _phrases(text: str) -> Iterator[list[Span]]:
    """Yield the words between pauses and small words, as noun phrases that are read without a parser."""
    for stretch in _STRETCH.finditer(text):
        words = [Span(stretch.start() + m.start(), stretch.start() + m.end()) for m in _WORD.finditer(stretch[0])]
        for is_small, phrase in groupby(words, lambda word: word.of(text).lower() in _words("border")):
            if not is_small:
                yield list(phrase)


def _is_of_country(noun: str) -> bool:
    found = describe(noun)
    return found is not None and bool(_nouns().get(found.head, frozenset()) & _OF_COUNTRY)


def _most(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda one: (-counted[one], one))


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    kinds = ("whole", "part", "staff")
    return {word: frozenset(k for k in kinds if word in _words(k)) for kind in kinds for word in _words(kind)}


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("wording/acting.tsv") if row[0] == kind for word in row[1].split())

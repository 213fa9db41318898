"""The words of one mention and beside it -> the office or organisation that they themselves tell.

French President Ann Roe          president of FRA
the Kremlin's spokesman           spokesperson of the Kremlin, RUS
Polish-born US security adviser   of USA: the word beside the title counts, what somebody was born does not
the former prime minister         no office now, and said so
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.extract.noted import Noted
from rashomon.extract.office_tables import (
    Body,
    Organisation,
    Title,
    bodies,
    countries,
    country_of_place,
    organisations,
    title_length,
    titles,
    words_of,
)
from rashomon.extract.tables import given_names, nationalities
from rashomon.model import Office, Parse

__all__ = ["Reader", "Told"]

_OF = frozenset({"of", "for", "at", "with", "in"})
# between `US` and `president` in `US's sitting 46th president`
_MAX_BETWEEN = 3
_ADJECTIVES = frozenset({"JJ", "JJS", "RB", "RBS", "VBN", "CD"})
_ENDS_PHRASE = frozenset({"IN", "VBD", "VBZ", ",", "CC"})
_SPOKEN_FOR = frozenset({"spokesperson", "chief of staff", "adviser", "official"})
_ARMED = frozenset({"MIL", "COP", "SPY"})
# what is an army of theirs is none of the state's
_STATELESS = frozenset({"REB", "UAF"})
_HEADS = frozenset({"head", "leader", "director"})


class Told(NamedTuple):
    """What words tell of somebody: an office, and whether it is said to be past or still to come."""

    office: Office
    now: bool = True


class _Owner(NamedTuple):
    """Whose office it is: a country, an organisation, an organ of a state; `start` is where its words start."""

    start: int
    country: str | None = None
    organisation: Organisation | None = None
    body: Body | None = None


class Reader:
    """The words of one article without hyphens, in which offices are looked for."""

    def __init__(self, parse: Parse) -> None:
        self.tokens = [i for i, word in enumerate(parse.words) if word not in ("-", "–")]
        self.words = ["'s" if parse.tag[i] == "POS" else parse.words[i] for i in self.tokens]
        self.lower = [word.lower() for word in self.words]
        self.tags = [parse.tag[i] for i in self.tokens]
        self.dep = [parse.dep[i] for i in self.tokens]
        self.heads = [parse.head[i] for i in self.tokens]
        self.hyphens = {k for k, i in enumerate(self.tokens) if i and parse.words[i - 1] in ("-", "–")}
        self._place = {i: k for k, i in enumerate(self.tokens)}
        self._sentence = parse.sentence_of

    def countries(self) -> frozenset[str]:
        """Return the countries that the article names, by name, adjective or capital, or by organisations of theirs."""
        starts = [k for k, word in enumerate(self.words) if word[0].isupper() and not self._is_for_or_against(k)]
        states = (countries().starting(self.words, k) for k in starts)
        organs = (organisations().starting(self.words, k) for k in starts)
        theirs = {found[1][0].country for found in organs if found}
        return frozenset({state[1][0] for state in states if state} | {country for country in theirs if country})

    def read(self, noted: Noted) -> Told | None:
        """Return what the words of a mention and beside it tell, None where that is nothing."""
        if noted.form == "pronoun" or noted.head not in self._place or noted.first not in self._place:
            return None
        first, head, last = (self._place.get(i, self._place[noted.head]) for i in (noted.first, noted.head, noted.last))
        if noted.form != "name" and self._takes_sides(first, last):
            return Told(Office(), now=False)
        if noted.form == "name" and noted.kind == "person":
            return self._before_name(self._place.get(max(noted.first, noted.core), first), last + 1)
        if noted.form == "name":
            return self._organisation(first, last + 1) if noted.kind == "organisation" else None
        return self._around(head) or self._organ_around(head, needs_owner=True)

    def _takes_sides(self, first: int, last: int) -> bool:
        """Tell whether a description says whom somebody is for or against: `pro-Russian forces` are others."""
        return any(self._is_for_or_against(k) for k in range(first + 1, last + 1))

    def _is_for_or_against(self, k: int) -> bool:
        return k in self.hyphens and self.lower[k - 1] in words_of("for or against")

    # -- people

    def _before_name(self, core: int, after: int) -> Told | None:
        """Read the title before a name: `French President`, `President of France`, `Prime Minister Roe of Britain`.

        A title that the parser took for a part of the name counts too: `General Roe`, `Acting President Roe`.
        """
        core += title_length(self.words[core:after])
        owner, end = (None, core) if titles().ending(self.lower, core) else self._owner_after_of(core)
        found = titles().ending(self.lower, end)
        if found is None or not self._together(found[0], core):
            return None
        owner = owner or self._owner_before(found[0]) or self._owner_after(after)
        return self._told(found[0], end, found[1], owner)

    def _owner_after_of(self, core: int) -> tuple[_Owner | None, int]:
        """Return the owner that ends before a name, after `of`, and where the title ends before it."""
        owner = self._owner_ending(core)
        if owner is None:
            return None, core
        k = owner.start - (self.lower[owner.start - 1] == "the" if owner.start else 0)
        if k and self.lower[k - 1] in _OF and titles().ending(self.lower, k - 1):
            return owner, k - 1
        return None, core

    def _around(self, head: int) -> Told | None:
        """Read a description by its head noun: the longest title that holds it, whose it is on either side."""
        longest: tuple[int, int, list[Title]] | None = None
        for end in range(head + 1, min(head + 8, len(self.words)) + 1):
            found = titles().ending(self.lower, end)
            if found and found[0] <= head and self._together(found[0], end - 1):
                size = end - found[0]
                if longest is None or size > longest[1] - longest[0]:
                    longest = (found[0], end, found[1])
        return self._told(*longest, None) if longest else None

    def _told(self, start: int, end: int, meant: Sequence[Title], owner: _Owner | None) -> Told | None:
        """Put title and owner together; the owner stands right before the title, or after it with `of`."""
        deputy = bool(start) and self.lower[start - 1] == "deputy"
        before = self._owner_before(start - deputy)
        now = not self._is_past(start - deputy, end, before)
        owner = owner or before or self._owner_after(end)
        title = _choose(meant, owner)
        if title is not None and title.sector == "JRN" and owner and self._is_posting(owner):
            owner = None
        if owner is None and title is not None:
            owner = self._owner_by_title(title, start, end)
        if title is None or (self._is_elsewhere(end) and title.office in words_of("of any firm")):
            return None
        office = _compose(title, owner)
        if deputy and office.title and not office.title.startswith("deputy"):
            office = replace(office, title=f"deputy {office.title}")
        return Told(office, now)

    def _is_posting(self, owner: _Owner) -> bool:
        """Tell whether an owner is only where a reporter works: `our London correspondent`."""
        return owner.organisation is None and self.words[owner.start] not in nationalities()

    def _is_past(self, start: int, end: int, owner: _Owner | None = None) -> bool:
        """Tell whether words around a title say that it is not held now: `former`, `ex-`, `-elect`.

        `then` and `late` say so only right before it: `late Monday President Roe` is still president.
        """
        if end < len(self.lower) and self.lower[end] in words_of("not yet"):
            return True
        beside = {start - 1, owner.start - 1 if owner else start - 1}
        for k in range(start - 1, max(start - 7, -1), -1):
            if not self._together(k, start) or self.tags[k] in _ENDS_PHRASE:
                return False
            begins = k == 0 or not self._together(k - 1, k)
            if self.lower[k] in words_of("not now") or (
                k in beside and not begins and self.lower[k] in words_of("not then")
            ):
                return True
        return False

    def _is_elsewhere(self, end: int) -> bool:
        """Tell whether `of` and something that is no state follows: the Danish president of a chess federation."""
        if self.lower[end : end + 1] not in (["of"], ["at"]) or self._owner_after(end) is not None:
            return False
        k = end + 1 + (self.lower[end + 1 : end + 2] == ["the"])
        return self.lower[k : k + 1] not in ([word] for word in words_of("the state"))

    # -- owners

    def _owner_before(self, start: int) -> _Owner | None:
        """Return whose office it is by the words before the title, past adjectives that say nothing of it."""
        k = start
        for _ in range(_MAX_BETWEEN + 1):
            if k <= 0 or not self._together(k - 1, start) or self.lower[k - 1] in words_of("made"):
                return None
            owner = self._owner_ending(k - (self.words[k - 1] == "'s"))
            if owner is not None:
                # `Iran-backed leader`: the hyphen after it makes it part of another word
                sides = owner.start and self.lower[owner.start - 1] in words_of("for or against")
                sides = sides or any(word in words_of("of a region") for word in self.lower[k:start])
                return None if sides or (k < start and k in self.hyphens) else owner
            if not self._goes_between(k - 1):
                return None
            k -= 1
        return None

    def _goes_between(self, k: int) -> bool:
        """Tell whether a word may stand between an owner and a title: `Iraq's caretaker prime minister`."""
        if self.lower[k] in words_of("beside a title"):
            return True
        return self.tags[k] in _ADJECTIVES and not self.words[k][0].isupper()

    def _owner_ending(self, end: int) -> _Owner | None:
        organ = bodies().ending(self.lower, end)
        found = organisations().ending(self.words, end)
        state = countries().ending(self.words, end)
        if organ and not found:
            whose = self._owner_before(organ[0])
            if whose is not None and whose.organisation and whose.organisation.sector in _STATELESS:
                return whose
            if whose is not None and whose.country:
                return _Owner(whose.start, whose.country, None, organ[1][0])
        if found and (state is None or found[0] <= state[0]):
            return _Owner(found[0], found[1][0].country, found[1][0])
        if state:
            # Bosnian Serbs are of Bosnia
            is_abroad = self.lower[state[0]] in words_of("people of several states")
            return (self._owner_ending(state[0]) if is_abroad else None) or _Owner(state[0], state[1][0])
        if organ and self.words[organ[0]][0].isupper():
            return _Owner(organ[0], None, None, organ[1][0])
        return None

    def _owner_after(self, end: int) -> _Owner | None:
        """Return whose office it is by what follows `of`: `of the European Commission`, `of Ukraine`."""
        if end + 1 >= len(self.words) or self.lower[end] not in _OF or not self._together(end - 1, end + 1):
            return None
        start = end + 1 + (self.lower[end + 1] in ("the", "its"))
        while start + 1 < len(self.words) and self.lower[start] in words_of("so called"):
            start += 1
        return self._owner_starting(start)

    def _owner_starting(self, start: int) -> _Owner | None:
        found = organisations().starting(self.words, start)
        state = countries().starting(self.words, start)
        if found and (state is None or found[0] >= state[0]):
            return _Owner(start, found[1][0].country, found[1][0])
        after = start if state is None else state[0] + (self.words[state[0] : state[0] + 1] == ["'s"])
        organ = bodies().starting(self.lower, after)
        if organ:
            whose = _Owner(start, state[1][0]) if state else self._owner_after(organ[0])
            if whose is not None and whose.country:
                return _Owner(start, whose.country, None, organ[1][0])
        return _Owner(start, state[1][0]) if state and not self._names_more(state[0]) else None

    def _names_more(self, end: int) -> bool:
        """Tell whether a country only begins the name of something: `the U.S. Institute of Rope`."""
        if end >= len(self.words) or not self.words[end][0].isupper() or not self._together(end - 1, end):
            return False
        belongs = self.dep[end - 1] in ("compound", "amod", "nmod") and self.heads[end - 1] >= self.tokens[end]
        return belongs and self.words[end] not in given_names()

    def _owner_by_title(self, title: Title, start: int, end: int) -> _Owner | None:
        """Return whose office it is where the kind of title tells how that is said: mayors have towns, aides serve."""
        if title.office in words_of("of a place"):
            return self._place_beside(start, end)
        if title.office == "adviser" and self.lower[end : end + 1] == ["to"]:
            return self._owner_starting(end + 1 + (self.lower[end + 1 : end + 2] == ["the"]))
        return None

    def _place_beside(self, start: int, end: int) -> _Owner | None:
        """Return the country of the town or region right before a title or after its `of`: `Leeds mayor`."""
        while start and self.lower[start - 1] in words_of("beside a title"):
            start -= 1
        before = " ".join(self.words[max(0, start - 1) : start])
        after = " ".join(self.words[end + 1 : end + 2]) if self.lower[end : end + 1] == ["of"] else ""
        for name, sure in ((before, False), (after, True)):
            if country := country_of_place(name, sure=sure):
                return _Owner(start, country)
        return None

    # -- organisations

    def _organisation(self, first: int, end: int) -> Told | None:
        """Read the name of an organisation: one that is known, or an organ of a state."""
        k = first + (self.lower[first] == "the")
        known = organisations().starting(self.words, k) or organisations().ending(self.words, end)
        whole = known is not None and (known[0] == end or known[0] <= k)
        if known is not None and known[1][0].country and (owner := self._owner_before(first)):
            whole = whole and owner.country in (None, known[1][0].country)
        if known is not None and whole:
            return Told(_of_organisation(known[1][0]))
        return self._organ_named(k, end) or self._organ_around(end - 1, needs_owner=False)

    def _organ_named(self, first: int, end: int) -> Told | None:
        """Read `Ministry of Defence of Ukraine`, and agencies that nobody knows of a state: `Poland's Ice Agency`."""
        organ = bodies().starting(self.lower, first)
        owner = self._owner_after(organ[0]) if organ and organ[0] < end else None
        if organ and owner:
            return Told(_of_organ(organ[1][0], owner))
        if end - first < 2 or self.lower[end - 1] not in words_of("organ of a state"):
            return None
        named = countries().starting(self.words, first)
        whose = _Owner(first, named[1][0]) if named and named[0] < end - 1 else self._owner_before(first)
        if whose is None or whose.country is None or whose.organisation is not None:
            return None
        return Told(Office(country=whose.country, sector="GOV"))

    def _organ_around(self, head: int, *, needs_owner: bool) -> Told | None:
        """Read an organ of a state, or people who act for one, by its last word or by its head."""
        for end in range(min(head + 7, len(self.words)), head, -1):
            found = bodies().ending(self.lower, end)
            if found and found[0] <= head and self._together(found[0], end - 1):
                owner = self._owner_before(found[0]) or self._owner_after(end)
                if owner is None and (needs_owner or not self.words[found[0]][0].isupper()):
                    return None
                return Told(_of_organ(found[1][0], owner), not self._is_past(found[0], end))
        return None

    def bare_organ(self, noted: Noted) -> Office | None:
        """Return an organ of some state that a description names without saying whose: `the parliament`."""
        if noted.form != "nominal" or noted.head not in self._place or noted.first not in self._place:
            return None
        first, end = self._place[noted.first], self._place[noted.head] + 1
        organ = bodies().ending(self.lower, end)
        if organ is None or self.lower[first] != "the" or organ[0] != first + 1 or not organ[1][0].name:
            return None
        return _of_organ(organ[1][0], None) if not self._is_elsewhere(end) else None

    def _together(self, a: int, b: int) -> bool:
        """Tell whether two words stand in one sentence with no comma or the like between them."""
        first, last = max(0, min(a, b)), min(max(a, b), len(self.tokens) - 1)
        if self._sentence[self.tokens[first]] != self._sentence[self.tokens[last]]:
            return False
        return not any(word in ',;:()"“”—' for word in self.words[first : last + 1])


def _choose(meant: Sequence[Title], owner: _Owner | None) -> Title | None:
    """Return what a title means for this owner, else what it means for anybody."""
    names = {owner.organisation.name if owner.organisation else owner.country} if owner else set()
    for title in meant:
        if title.whose & names:
            return title
    return next((title for title in meant if not title.whose), None) or (
        meant[0] if len(meant) == 1 and owner is None else None
    )


def _compose(title: Title, owner: _Owner | None) -> Office:
    if owner is None:
        only = next(iter(title.whose)) if len(title.whose) == 1 else None
        country = only if only and len(only) == 3 and title.office not in words_of("of any firm") else None
        return Office(title=title.office, country=country, sector=title.sector)
    if owner.organisation is not None:
        return _in_organisation(title, owner.organisation)
    if owner.body is not None:
        spoken_for = title.office in _SPOKEN_FOR and owner.body.name
        own = f"{owner.body.name} {title.office}" if spoken_for else title.office
        return Office(title=own, country=owner.country, sector=owner.body.sector)
    return Office(title=title.office, country=owner.country, sector=title.sector)


def _in_organisation(title: Title, organisation: Organisation) -> Office:
    """Return an office inside an organisation; its head is called by the name of that office."""
    name = organisation.head if title.office in _HEADS and organisation.head else title.office
    sector = title.sector if title.sector in ("MIL", "SPY") and organisation.sector == "GOV" else organisation.sector
    return Office(title=name, country=organisation.country, organisation=organisation.name, sector=sector)


def _of_organ(body: Body, owner: _Owner | None) -> Office:
    """Return an organ of a state, or the organisation that people act for: `Pentagon officials`."""
    if owner is None or owner.organisation is None:
        return Office(country=owner.country if owner else None, organisation=body.name or None, sector=body.sector)
    own = owner.organisation
    sector = body.sector if body.sector in _ARMED else own.sector
    return Office(country=own.country, organisation=own.name, sector=sector)


def _of_organisation(organisation: Organisation) -> Office:
    return Office(country=organisation.country, organisation=organisation.name, sector=organisation.sector)

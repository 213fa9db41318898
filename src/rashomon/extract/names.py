"""The parser's guesses at names -> names with mended borders and kinds.

The parser sees one sentence at a time and has never heard of most towns. Two things it lacks are used here: tables of
places, peoples and given names, and the rest of the article, where the same name often stands with its first name, its
title or a comma and a country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from rashomon.extract.known_people import cut_out_known
from rashomon.extract.name_borders import NOT_A_NAME, Range, cut_headlines, find_ranges
from rashomon.extract.name_sorts import has_article, is_modifier, is_vessel, sort_of
from rashomon.extract.noted import Noted, head_of
from rashomon.extract.tables import cues, given_names, nationalities, places, roles
from rashomon.model import EntityKind, Parse

__all__ = ["find_names", "is_sport"]

_KINDS: Mapping[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nationality",
}  # fmt: skip
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "across", "outside", "inside", "around", "into", "of"}
)
_ACRONYM = 6
# `General Dynamics Land`: in front of the names of companies too
_ALSO_ADJECTIVES = frozenset({"General", "Major", "Chief", "Private", "Principal", "Standard"})
# that many different words of sport in an article, and a country that is not `in` or `from` is its team
_SPORT_WORDS = 6


def find_names(parse: Parse) -> list[Noted]:
    """Return the names of people, organisations, places and peoples in text order, places inside names included."""
    # 1. borders   2. kinds, by the words and by the rest of the article   3. titles   4. names seen elsewhere, places
    ranges, known = cut_out_known(parse, cut_headlines(parse, find_ranges(parse)))
    evidence = _Evidence(parse, ranges)
    names = []
    for r in ranges:
        kind = "person" if (r.first, r.last) in known else evidence.kind_of(r)
        if kind is not None:
            names.append(_noted(parse, r.first, r.last, kind))
            names[-1].guessed = (r.first, r.last) not in known and evidence.is_guess(r)
    titles = {i for name in names for i in range(name.first, name.core)}
    names = [name for name in names if name.core not in titles]
    names += _seen_elsewhere(parse, evidence, {i for name in names for i in range(name.first, name.last + 1)})
    names += [inner for name in names for inner in _places_inside(parse, name)]
    return sorted(names, key=lambda n: (n.first, -n.last))


def is_sport(parse: Parse) -> bool:
    """Tell whether an article is about sport, where the names of countries are those of teams."""
    return sum(word.islower() for word in cues("sport").intersection(parse.words)) >= _SPORT_WORDS


class _Evidence:
    """What the whole article tells of each name."""

    def __init__(self, parse: Parse, ranges: Sequence[Range]) -> None:
        self.parse = parse
        self.people: set[str] = set()
        self.votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
        spelt = set(parse.words)
        self.lower = {word for word in spelt if word.islower()}
        self.capitalised = {word for word in spelt if word.istitle()}
        self.sport = is_sport(parse)
        self._decided: dict[Range, EntityKind | None] = {}
        # whatever else the parser takes them for, initials of a long name stand for it
        self.acronyms = {_initials(parse.words[r.first : r.last + 1]) for r in ranges if r.last > r.first + 1}
        names = [" ".join(parse.words[r.first : r.last + 1]) for r in ranges]
        articles = dict.fromkeys(names, 0)
        for name, r in zip(names, ranges, strict=True):
            articles[name] += 1 if has_article(parse, r) else -1
        # `the Mary Hale`, at least every other time: a ship or a club, whoever it is named after
        self.things = {name for name, balance in articles.items() if balance >= 0}
        self.told: dict[str, Counter[EntityKind]] = defaultdict(Counter)
        for r in ranges:
            self._learn_sort(r)
        for name, r in zip(names, ranges, strict=True):
            kind = self._kind_alone(r)
            if kind is not None:
                self.votes[name][kind] += 1
            if kind == "person" and not self.votes[name]["organisation"]:
                words = parse.words[r.first : r.last + 1]
                self._learn_person([w for w in words if w not in cues("title")], r.label or "PERSON")

    def _kind_alone(self, r: Range) -> EntityKind | None:
        """Return what a name is taken for by what stands there and beside it."""
        kind = self._by_words(r) or (None if self._is_the(r) else _KINDS.get(r.label))
        if kind in (None, "person", "organisation") and self._stands_in(r):
            kind = "place"
        if kind is None and self._is_the(r) and self._speaks(r):
            kind = "organisation"
        if kind == "person" and self._is_which(r):
            kind = "organisation"
        if kind is None and self._is_described_as_person(r):
            kind = "person"
        return kind

    def _learn_sort(self, r: Range) -> None:
        """Learn what the text says that a name is; a ship is also called by what stands behind its `HMS`."""
        sort = sort_of(self.parse, r)
        if sort is not None and _may_name_person(self.parse.words[r.first]):
            bare = r.first + is_vessel(self.parse, r)
            for first in {r.first, bare}:
                self.told[" ".join(self.parse.words[first : r.last + 1])][sort] += 1

    def _is_the(self, r: Range) -> bool:
        """Tell whether the parser takes `the Marn` for a person, who has no article, or for nothing."""
        lone = r.label in ("PERSON", "") and r.first == r.last
        return lone and r.first > 0 and self.parse.tag[r.first - 1] == "DT"

    def is_guess(self, r: Range) -> bool:
        """Tell whether nothing but the parser says of what kind a name is."""
        return self._by_words(r) is None and not self._is_described_as_person(r) and not self._stands_in(r)

    def _learn_person(self, words: Sequence[str], label: str) -> None:
        if 2 <= len(words) <= 4 and (words[0] in given_names() or label == "PERSON"):
            self.people.update((words[0], words[-1]))

    def _is_which(self, r: Range) -> bool:
        """Tell whether a name goes on with `, which`: then it is no person, unless a given name says so."""
        following = self.parse.words[r.last + 1 : r.last + 3]
        return list(following) == [",", "which"] and self.parse.words[r.first] not in given_names()

    def _stands_in(self, r: Range) -> bool:
        """Tell whether a lone unknown word stands after `in`, as places do, and is not an owner."""
        parse = self.parse
        if r.first != r.last or r.first == 0 or parse.words[r.first] in given_names():
            return False
        owner = r.last + 1 < len(parse.words) and parse.tag[r.last + 1] == "POS"
        return parse.words[r.first - 1].lower() == "in" and not owner and parse.dep[r.last] == "pobj"

    def kind_of(self, r: Range) -> EntityKind | None:
        """Return what the name names, None if it names nothing of ours."""
        kind = self._kind(r)
        if kind == "place" and self._is_team_or_government(r):
            return "organisation"
        # of what is behind `the Marn lifeboat` other articles may tell; wars and prizes are nobody
        return None if kind == "other" and self._by_words(r) and not self._is_ship(r) else kind

    def _is_ship(self, r: Range) -> bool:
        """Tell whether a thing is a ship, by the words beside it or by its article."""
        words = self.parse.words[r.first : r.last + 1]
        name = " ".join(words)
        return self.told[name]["other"] > 0 or (
            name in self.things and words[0] in given_names() and _by_cue(words) is None
        )

    def _kind(self, r: Range) -> EntityKind | None:
        words = self.parse.words[r.first : r.last + 1]
        name = " ".join(words)
        if len(words) == 1 and (name in self.people or (name.isupper() and name.capitalize() in self.people)):
            return "person"
        certain = self._by_words(r)
        if certain is not None:
            return certain
        if self._is_described_as_person(r):
            return "person"
        if r.label == "PERSON" and not _may_name_person(name):
            return None
        own = _KINDS.get(r.label)
        if len(words) == 1 and own is not None and self._is_common_word(r):
            return None
        votes = self.votes.get(name)
        if self._is_the(r):
            own = "other" if is_modifier(self.parse, r) and not self._is_common_word(r) else None
        if not votes:
            return own or self._unknown_speaker(r)
        # ties go to the parser's own guess here
        kind, count = votes.most_common(1)[0]
        return own if own is not None and votes[own] == count else kind

    def _is_described_as_person(self, r: Range) -> bool:
        """Tell whether an apposition says so: `Ivo Marr, a former ambassador`, `the ambassador, Ivo Marr`."""
        parse = self.parse
        if parse.dep[r.last] == "appos" and _is_one_person(parse, parse.head[r.last]):
            return True
        for i in range(r.last + 2, min(r.last + 10, len(parse.words))):
            if parse.head[i] == r.last and parse.dep[i] == "appos":
                return _is_one_person(parse, i)
        return False

    def _unknown_speaker(self, r: Range) -> EntityKind | None:
        """Return person for a proper noun that the parser did not take for a name, but that says something."""
        return "person" if self._speaks(r) and not self.parse.words[r.last].isupper() else None

    def _speaks(self, r: Range) -> bool:
        parse = self.parse
        return parse.dep[r.last] == "nsubj" and parse.lemma[parse.head[r.last]] in cues("says") | cues("speaks")

    def _is_common_word(self, r: Range) -> bool:
        """Tell whether a lone word is a common noun in capitals: it stands elsewhere in lower case, or after `the`."""
        word = self.parse.words[r.first]
        if word in places():
            return False
        if word.lower() in self.lower and word not in given_names():
            return True
        return self._is_the(r) and not (is_modifier(self.parse, r) or self._speaks(r))

    def _by_words(self, r: Range) -> EntityKind | None:
        """Return the kind that the words and their neighbours decide, `other` for a thing, None if they do not."""
        if r not in self._decided:
            self._decided[r] = self._decide(r)
        return self._decided[r]

    def _decide(self, r: Range) -> EntityKind | None:
        parse = self.parse
        words = parse.words[r.first : r.last + 1]
        name = " ".join(words)
        before = parse.words[r.first - 1] if r.first else ""
        if name in nationalities():
            return "nationality"
        told = self.told[name]
        if told and sort_of(parse, r) == "other":
            return "other"
        if name in cues("not a name") or all(word in cues("title") for word in words):
            return "other"
        if name in cues("organisation") or name in cues("institution"):
            return "organisation"
        place = places().get(name)
        if place is None and before[:1].isupper() and before in cues("title"):
            return "person"
        if (place and self._is_place_here(r, place.doubtful, before)) or self._has_own_adjective(name):
            return "place"
        if name in self.acronyms and len(name) > 2:
            return "organisation"
        if told:
            return max(sorted(told), key=lambda kind: told[kind])
        by_cue = _by_cue(words)
        if by_cue is None and name in self.things and words[0] in given_names():
            return "organisation" if r.label == "ORG" else "other"
        return by_cue or ("person" if _is_titled(words, r.label) else _by_form(words, r.label))

    def _is_place_here(self, r: Range, doubtful: bool, before: str) -> bool:
        if not doubtful:
            return True
        return before.lower() in _PLACE_PREPOSITIONS and r.label in ("GPE", "LOC")

    def _has_own_adjective(self, name: str) -> bool:
        """Tell whether the article has an adjective made of it: readers of Halvian ships know Halvia for a country."""
        return len(name) > 4 and name.endswith("a") and f"{name}n" in self.capitalised

    def _is_team_or_government(self, r: Range) -> bool:
        """Tell whether a place stands for who acts for it: it speaks, or it plays."""
        parse = self.parse
        verb, before = parse.head[r.last], parse.words[r.first - 1] if r.first else ""
        speaks = parse.dep[r.last] == "nsubj" and parse.lemma[verb] in cues("speaks")
        told = parse.dep[r.last] == "pobj" and parse.words[verb].lower() == "to" and before.lower() == "to"
        according = told and verb > 0 and parse.words[verb - 1].lower() == "according"
        return speaks or according or (self.sport and before.lower() not in _PLACE_PREPOSITIONS)


def _may_name_person(name: str) -> bool:
    """Tell a person from a weapon (`MT-12`) and from an attitude (`pro-Moscow`)."""
    return not any(c.isdigit() for c in name) and not name.startswith(("pro-", "anti-", "Pro-", "Anti-"))


def _is_one_person(parse: Parse, noun: int) -> bool:
    """Tell whether a noun is one person; before a colon it is a label, as in `Source: Reuters`."""
    label = parse.words[noun + 1 : noun + 2] == [":"]
    return parse.tag[noun] == "NN" and not label and roles().get(parse.lemma[noun], ("", ""))[0] == "person"


def _by_cue(words: Sequence[str]) -> EntityKind | None:
    """Return the kind that a telling first or last word gives a name of several words."""
    if len(words) < 2:
        return None
    kinds: tuple[Literal["other", "organisation", "place"], ...] = ("other", "organisation", "place")
    return next(
        (k for k in kinds if words[-1] in cues(f"{k} last") or words[0] in cues(f"{k} first")),
        None,
    )


def _is_titled(words: Sequence[str], label: str) -> bool:
    """Tell whether the words are what somebody is, and two names or more: `Spokeswoman Ada Sorel`."""
    role = roles().get(words[0].lower(), ("", ""))[0] == "person" and words[0] not in given_names()
    names = all(word.istitle() and word.lower() not in roles() for word in words[1:])
    # `Pilot Harbour Films` is an organisation, whatever a pilot may be
    sure = label == "PERSON" or words[0] in cues("title")
    return role and sure and names and len(words) in (3, 4) and words[0] not in _ALSO_ADJECTIVES


def _by_form(words: Sequence[str], label: str) -> EntityKind | None:
    """Return person for a given name with a surname, organisation for an acronym that the parser took for a name."""
    if len(words) > 1 and words[0] in given_names() and words[-1][0].isupper() and "of" not in words:
        return "person"
    if len(words) == 1 and label in ("PERSON", "ORG") and given_names().get(words[0]) in ("m", "f"):
        return "person"
    acronym = len(words) == 1 and words[0].isupper() and words[0].isalpha() and 2 < len(words[0]) <= _ACRONYM
    return "organisation" if acronym and label else None


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word[0].isupper())


def _noted(parse: Parse, first: int, last: int, kind: EntityKind) -> Noted:
    start, core = first, first
    if kind == "person":
        start = _title_start(parse, first)
        while core < last and parse.words[core] in cues("title") and parse.words[core] not in given_names():
            core += 1
        core += core == first and _is_titled(parse.words[first : last + 1], "PERSON")
    name = Noted(start, last, head_of(parse, core, last), kind, "name", core=core)
    name.plural = kind == "nationality" and parse.tag[last] in ("NNPS", "NNS")
    return name


def _title_start(parse: Parse, first: int) -> int:
    """Return where the titles before a name start: `Prime Minister`, `Secretary of State`, `Dr`; capitals only."""
    start = first
    while start and _adjoins(parse, start) and parse.words[start - 1] in cues("title"):
        start -= 1
        if start > 1 and parse.words[start - 1] in ("of", "for", "-") and parse.words[start - 2] in cues("title"):
            start -= 2
    return start


def _adjoins(parse: Parse, token: int) -> bool:
    return parse.starts[token] <= parse.ends[token - 1] + 1


def _seen_elsewhere(parse: Parse, evidence: _Evidence, taken: set[int]) -> Iterator[Noted]:
    """Yield lone capitalised words that the parser took for something else and that name a person of the article."""
    for i, word in enumerate(parse.words):
        if i not in taken and word in evidence.people and word[0].isupper() and parse.entity[i] not in NOT_A_NAME:
            common = parse.pos[i] not in ("PROPN", "NOUN", "ADJ") or (i > 0 and parse.tag[i - 1] == "DT")
            if not common and word.lower() not in roles():
                yield _noted(parse, i, i, "person")


def _places_inside(parse: Parse, name: Noted) -> Iterator[Noted]:
    """Yield the place that ends a longer name: `University of Leeds`, `Bank of England`."""
    if name.kind not in ("organisation", "place"):
        return
    for i in range(name.first + 1, name.last):
        rest = parse.words[i + 1 : name.last + 1]
        state = len(rest) == 3 and rest[0] in cues("state") and rest[1] == "of"
        if parse.words[i] in ("of", "in", ",", "for", "the") and (state or " ".join(rest) in places()):
            yield Noted(i + 1, name.last, head_of(parse, i + 1, name.last), "place", "name", core=i + 1)
            return

"""A pile -> amounts of several articles that count the same thing, side by side.

Only what is comparable stands together: the same thing counted, of which the same is said, in the same unit, at no two
places or times, by articles that name the same people and places. Nothing is said on who is right, and a figure that
was revised later is no contradiction: each stands with the date of its article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Quantity, Span
from rashomon.show.report.gather import Pile, Reading
from rashomon.show.report.outlets import Outlet
from rashomon.show.words import one_line, say_quantity

__all__ = ["Account", "Counted", "compare_numbers"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEEN = r"(?:\s+(?:have|has|had|were|was|are|is|been|being|be|got|who|that|reported|confirmed|feared|still|also))*"
# up to here two articles may give the same figure for different things
_SMALL = 12
# of pairs among 179 articles on 50 shootings in the United States (stories-dev), 79 % of those on one shooting share
# so many names, and so large a part of the shorter list; of those on two shootings 0.1 %
_NAMES, _SHARE = 2, 0.15
_AFTER = re.compile(rf"{_BEEN}\s+(?P<word>[^\W\d_]+)")
_OF_WHOM = re.compile(r"\bof\s+(?:(?:the|its|his|her|their|a|an)\s+)?(?:[^\W\d_]+['’]s?\s+)?$")
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?:\s+(?:the|all|a|of|to|another))?\s*$")


class Account(NamedTuple):
    """An amount as an article gives it.

    `around` are the telling words of its sentence, roughly without endings; `names` whom the article names.
    """

    reading: Reading
    quantity: Quantity
    around: frozenset[str]
    names: frozenset[str]

    @property
    def words(self) -> str:
        """Return the amount in the words of the article."""
        return one_line(self.quantity.span.of(self.reading.document.text))

    @property
    def said(self) -> str:
        """Return the amount as the machine understands it."""
        return say_quantity(self.quantity)

    @property
    def figure(self) -> str:
        """Return what tells it from another amount: what it says, or its words where it is vague."""
        return self.words.casefold() if self.quantity.value is None else self.said


class Counted(NamedTuple):
    """What is counted, in words, and the accounts of it in the order of publication; at least two articles have one."""

    thing: str
    accounts: Sequence[Account]

    @property
    def articles(self) -> int:
        """Return how many articles count it."""
        return len({a.reading.number for a in self.accounts})

    @property
    def figures(self) -> int:
        """Return how many different amounts are given."""
        return len({a.figure for a in self.accounts})

    def by(self, outlet: Outlet) -> list[Account]:
        """Return the accounts that one outlet carries."""
        return [a for a in self.accounts if a.reading.outlet == outlet]


class _Slot(NamedTuple):
    """What must be equal for two amounts to be comparable: the thing counted, what became of it, the unit."""

    thing: str
    fate: str
    unit: str | None

    @property
    def least(self) -> int:
        """Return how many telling words two sentences must share besides: the less the slot says, the more."""
        if not self.thing:
            return 3
        return 1 if self.fate and self.thing not in _words("says nothing alone") else 2


def compare_numbers(pile: Pile) -> list[Counted]:
    """Return what several articles count: where figures differ first, then what most articles count."""
    found: defaultdict[_Slot, list[Account]] = defaultdict(list)
    for reading in pile.readings:
        names = frozenset(m.entity for m in reading.mentions if m.entity and m.form == "name")
        for quantity in sorted(reading.quantities, key=lambda q: q.span):
            slot = _slot_of(reading, quantity)
            if slot:
                found[slot].append(Account(reading, quantity, _around(reading, quantity), names))
    groups = [
        Counted(_name(slot, same), _once(same))
        for slot, accounts in found.items()
        for apart in _apart(accounts)
        for same in _linked(apart, slot.least)
        if len({a.reading.number for a in same}) > 1 and any(a.quantity.value is not None for a in same)
    ]
    return sorted(groups, key=lambda g: (g.figures == 1, -g.articles, -g.figures, g.thing, g.accounts[0].quantity.id))


def _slot_of(reading: Reading, quantity: Quantity) -> _Slot | None:
    """Return what an amount is an amount of; None where that is not said, or not sharply enough, or "several"."""
    said = _WORD.findall(quantity.span.of(reading.document.text).casefold())
    if quantity.of is None or (quantity.value is None and not _words("vague figure") & {*said}):
        return None
    if quantity.unit is None and _is_name(reading, quantity.of):
        return None
    words = [w.casefold() for w in _WORD.findall(quantity.of.of(reading.document.text))]
    fate = next((f for w in words if (f := _fates().get(w))), "") or _fate_around(reading, quantity)
    thing = [_singular(w) for w in _noun(words) if w not in _fates()]
    if not fate and (not thing or thing[-1] in _words("says nothing alone")):
        return None
    return _Slot(" ".join(thing), fate, quantity.unit)


def _is_name(reading: Reading, of: Span) -> bool:
    """Tell whether the thing counted is somebody's or some place's name: "9 Orsa Street" counts nothing."""
    names = (m.span for m in reading.mentions if m.form == "name" and m.kind != "nationality")
    return any(name.overlaps(of) and name.end >= of.end for name in names)


def _noun(words: Sequence[str]) -> list[str]:
    """Return the noun phrase that the words begin with, up to a preposition, determiners left out."""
    noun: list[str] = []
    for word in words:
        if word in _words("ends the noun"):
            break
        if word not in _words("determiner"):
            noun.append(word)
    return noun


def _fate_around(reading: Reading, quantity: Quantity) -> str:
    """Return what the sentence says right before or right behind of the thing counted; "" if nothing is known."""
    assert quantity.of is not None
    text, sentence = reading.document.text, _sentence(reading, quantity.span)
    before = text[sentence.start : min(quantity.span.start, quantity.of.start)]
    after = text[max(quantity.span.end, quantity.of.end) : sentence.end]
    # "four of its 14 crew died": it is the four that died
    if _OF_WHOM.search(before):
        return ""
    for match in (_AFTER.match(after), _BEFORE.search(before)):
        fate = _fates().get(match["word"].casefold()) if match else None
        if fate:
            return fate
    return ""


def _around(reading: Reading, quantity: Quantity) -> frozenset[str]:
    """Return the words of the sentence that tell what it is about, without the amount and the thing counted."""
    sentence = _sentence(reading, quantity.span)
    own = [quantity.span, *([quantity.of] if quantity.of else [])]
    found = (
        (match[0].casefold(), Span(sentence.start + match.start(), sentence.start + match.end()))
        for match in _WORD.finditer(sentence.of(reading.document.text))
    )
    dull = _words("says little") | _words("ends the noun") | _words("determiner") | _fates().keys()
    return frozenset(
        _singular(re.sub("['’]s?$", "", word))
        for word, span in found
        if len(word) > 3 and word not in dull and not any(span.overlaps(o) for o in own)
    )


def _sentence(reading: Reading, span: Span) -> Span:
    """Return the sentence that holds the span, else the span: what is around it is not known then."""
    return next((s.span for s in reading.sentences if s.span.holds(span)), span)


@cache
def _fates() -> Mapping[str, str]:
    return {form: row[0] for row in table("counted/fates.tsv") for form in row[1].split()}


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(next(row[1] for row in table("counted/words.tsv") if row[0] == role).split())


def _singular(noun: str) -> str:
    """Return a noun without the ending of its plural, roughly: what matters is that the same noun stays the same."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def _apart(accounts: Sequence[Account]) -> Iterator[list[Account]]:
    """Yield the accounts that are of no two places and no two times."""
    for same_place in _split(accounts, _place):
        yield from _split(same_place, _time)


def _split(accounts: Sequence[Account], aspect: Callable[[Account], str | None]) -> list[list[Account]]:
    """Part the accounts where two of them say different things; those that say nothing then stand alone."""
    groups: defaultdict[str | None, list[Account]] = defaultdict(list)
    for account in accounts:
        groups[aspect(account)].append(account)
    return [list(accounts)] if len(groups.keys() - {None}) < 2 else list(groups.values())


def _linked(accounts: Sequence[Account], least: int) -> list[list[Account]]:
    """Part the accounts into those that hang together, each with one of the others at least."""
    groups: list[list[Account]] = []
    for account in accounts:
        near = [g for g in groups if any(_hang_together(account, other, least) for other in g)]
        groups = [g for g in groups if g not in near] + [[a for g in near for a in g] + [account]]
    return groups


def _hang_together(one: Account, other: Account, least: int) -> bool:
    """Tell whether articles of one story share so many telling words beside the amounts, or a telling figure."""
    if one.reading is not other.reading and not _one_story(one, other):
        return False
    shared, value = one.around & other.around, one.quantity.value
    telling = isinstance(value, tuple) or (value is not None and value > _SMALL)
    return (
        len(shared) >= least
        or (bool(shared) and one.around == other.around)
        or (telling and value == other.quantity.value)
    )


def _one_story(one: Account, other: Account) -> bool:
    """Tell whether the articles name enough of the same people, organisations and places."""
    both = len(one.names & other.names)
    return both >= _NAMES and both >= _SHARE * min(len(one.names), len(other.names))


def _place(account: Account) -> str | None:
    place = account.quantity.place
    return one_line(place.of(account.reading.document.text)).casefold() if place else None


def _time(account: Account) -> str | None:
    """Return the days for which something was counted, else the words."""
    when = account.quantity.when
    if when is None:
        return None
    timex = next((t for t in account.reading.timexes if t.span.overlaps(when)), None)
    if timex and timex.earliest:
        return f"{timex.earliest} {timex.latest}"
    return one_line(when.of(account.reading.document.text)).casefold()


def _once(accounts: Sequence[Account]) -> list[Account]:
    """Keep an amount that an article gives several times where it first stands."""
    return list({(a.reading.number, a.said, a.words.casefold()): a for a in reversed(accounts)}.values())[::-1]


def _name(slot: _Slot, accounts: Sequence[Account]) -> str:
    """Return what is counted in the words that most articles use, with what became of it."""
    phrases = Counter(
        one_line(a.quantity.of.of(a.reading.document.text)) for a in accounts if a.quantity.of is not None
    )
    phrase = min(phrases, key=lambda p: (-phrases[p], len(p), p))
    said = {_fates().get(w.casefold()) for w in _WORD.findall(phrase)}
    return f"{phrase}, {slot.fate}" if slot.fate and slot.fate not in said else phrase

"""A story -> amounts of several articles that count the same thing, side by side.

Only what is comparable stands together: the same thing counted, of which the same is said, in the same unit, and at no
two places or times. Nothing is said on who is right, and a figure that was revised later is no contradiction: each
stands with the date of its article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.model import Quantity, Span
from rashomon.show.report.gather import Reading, Story, one_line
from rashomon.show.report.outlets import Outlet
from rashomon.show.report.words import say_quantity

__all__ = ["Account", "Counted", "compare_numbers"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEEN = r"(?:\s+(?:have|has|had|were|was|are|is|been|being|be|got|who|that|reported|confirmed|feared|still|also))*"
_AFTER = re.compile(rf"{_BEEN}\s+(?P<word>[^\W\d_]+)")
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?:\s+(?:the|all|a|of|to|another))?\s*$")


class Account(NamedTuple):
    """An amount as an article gives it."""

    reading: Reading
    quantity: Quantity

    @property
    def words(self) -> str:
        """Return the amount in the words of the article."""
        return one_line(self.quantity.span.of(self.reading.document.text))

    @property
    def said(self) -> str:
        """Return the amount as the machine understands it."""
        return say_quantity(self.quantity)


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
        return len({a.said if a.quantity.value is not None else a.words.casefold() for a in self.accounts})

    def by(self, outlet: Outlet) -> list[Account]:
        """Return the accounts that one outlet carries."""
        return [a for a in self.accounts if a.reading.outlet == outlet]


class _Slot(NamedTuple):
    """What must be equal for two amounts to be comparable: a thing, what became of it, a unit."""

    thing: str
    fate: str
    unit: str | None


def compare_numbers(story: Story) -> list[Counted]:
    """Return what several articles count, most widely counted first, then where more figures are given."""
    found: defaultdict[_Slot, list[Account]] = defaultdict(list)
    for reading in story.readings:
        for quantity in sorted(reading.quantities, key=lambda q: q.span):
            slot = _slot_of(reading, quantity)
            if slot:
                found[slot].append(Account(reading, quantity))
    groups = [
        Counted(_name(slot, same), _once(same))
        for slot, accounts in found.items()
        for same in _apart(accounts)
        if len({a.reading.number for a in same}) > 1 and any(a.quantity.value is not None for a in same)
    ]
    return sorted(groups, key=lambda g: (-g.articles, -g.figures, g.thing))


def _slot_of(reading: Reading, quantity: Quantity) -> _Slot | None:
    """Return what an amount is an amount of; None where that is not said, or not sharply enough."""
    if quantity.of is None:
        return None
    text = reading.document.text
    words = [w.casefold() for w in _WORD.findall(quantity.of.of(text))]
    noun = _noun(words)
    fate = next((f for w in words if (f := _fates().get(w))), None) or _fate_around(reading, quantity)
    noun = [w for w in noun if w not in _fates()]
    head = _singular(noun[-1]) if noun else ""
    if fate:
        return _Slot(head, fate, quantity.unit)
    # without a word on what became of it, the whole of what is said to be counted must be the same
    whole = " ".join(_singular(w) for w in words if w not in _words("determiner"))
    return None if head in ("", *_words("says nothing alone")) else _Slot(whole, "", quantity.unit)


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
    """Return what the sentence says of the thing counted right before or right behind it; "" if nothing known."""
    assert quantity.of is not None
    text, sentence = reading.document.text, _sentence(reading, quantity.span)
    start, end = min(quantity.span.start, quantity.of.start), max(quantity.span.end, quantity.of.end)
    before = _BEFORE.search(text[sentence.start : start])
    after = _AFTER.match(text[end : sentence.end])
    for match in (after, before):
        fate = _fates().get(match["word"].casefold()) if match else None
        if fate:
            return fate
    return ""


def _sentence(reading: Reading, span: Span) -> Span:
    return next((s.span for s in reading.sentences if s.span.holds(span)), Span(0, len(reading.document.text)))


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

"""An amount in its sentence -> whether it is none: a date, a time, an age, an ordinal, a score, part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.extract.quantity.amounts import Amount
from rashomon.extract.quantity.lexemes import Lexeme, context_words

__all__ = ["is_no_quantity"]

_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_CLOCK_MARKS = frozenset({"/", ":"})
# what may follow an age in commas, or end the sentence after it
_AFTER_AGE = frozenset({"", ",", ".", ";", ")", "-", "--", "–", "—", "and", "was", "were", "is", "who", "of", "from"})
_MOST_ITEMS = 20
_LONG = 4  # digits: names have fewer, as a rule
# lexemes between the number of a house and the word for street
_ADDRESS_REACH = 5
_OLDEST = 120  # years; nobody known was older than 122
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_CLOCK = re.compile(r"[0-2]?\d\.[0-5]\d")
# how far from a result the word for winning or voting may stand, in lexemes
_RESULT_REACH = 4


class _Setting(NamedTuple):
    """An amount between its neighbours; the texts are in lower case, "" beyond the sentence."""

    lexemes: Sequence[Lexeme]
    amount: Amount

    @property
    def number(self) -> Lexeme:
        """Return the first lexeme of the bare number."""
        return self.lexemes[self.amount.number]

    def text(self, i: int) -> str:
        """Return the text of lexeme `i`."""
        return self.lexemes[i].low if 0 <= i < len(self.lexemes) else ""

    def before(self, back: int = 1) -> str:
        """Return the text before the bare number, modifiers included."""
        return self.text(self.amount.number - back)

    def after(self, ahead: int = 0) -> str:
        """Return the text behind the amount."""
        return self.text(self.amount.end + ahead)

    def is_glued(self, i: int) -> bool:
        """Tell whether lexeme `i` is there and has no white space before it."""
        return 0 < i < len(self.lexemes) and self.lexemes[i].glued

    def is_plain(self) -> bool:
        """Tell whether there is neither unit nor scale nor modifier: nothing but a number."""
        return not self.amount.kind and self.amount.first == self.amount.number and not self.amount.numeral.scaled


def is_no_quantity(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether the number is a date, a time, a duration, an age, an ordinal, a score or part of a name."""
    setting = _Setting(lexemes, amount)
    return any(rule(setting) for rule in _RULES)


def _sticks_before(at: _Setting) -> bool:
    """Tell whether letters or marks stick to the number from the left: M1, F-16, 24/7, 10:30, #5, 555-1234."""
    first = at.amount.number
    if not at.is_glued(first) or at.lexemes[first - 1].has("currency", "before"):
        return False
    before = at.before()
    if before in _HYPHENS:
        return at.is_glued(first - 1) and at.amount.first == first
    return before in ("/", ":", "#", ".", "@", "_", "’", "'") or before[-1].isalnum()


def _sticks_after(at: _Setting) -> bool:
    """Tell whether letters or marks stick to the number from the right: 1st, 90s, 12B, 24/7, 10:30, 3-D."""
    end, digits = at.amount.end, at.lexemes[at.amount.end - 1].has("digits")
    if not at.is_glued(end):
        return False
    after, more = at.after(), end + 1
    if after in _CLOCK_MARKS and at.is_glued(more):
        return at.lexemes[more].has("digits") or not at.amount.kind
    if after in _HYPHENS and at.is_glued(more):
        return at.lexemes[more].has("digits") or (digits and len(at.text(more)) == 1) or at.text(more) in _SIDES
    return digits and (after[0].isalnum() or after in ("'", "’"))


_SIDES = frozenset({"way", "sided", "dimensional", "time", "star", "tier", "fold", "handed", "faced"})


def _is_time(at: _Setting) -> bool:
    """Tell whether it counts time, or is a clock time or a day of a month."""
    if at.amount.kind:
        return at.amount.kind == "time"
    months, end = context_words("month"), at.amount.end
    month_before = at.before(2) if at.before() in (".", ",") else at.before()
    if month_before in months and at.lexemes[at.amount.number - 1 - (month_before != at.before())].text[0].isupper():
        return True
    if at.after() in months and at.lexemes[end].text[0].isupper():
        return True
    if isinstance(at.amount.value, tuple) and _YEAR.fullmatch(at.after()):  # "8-18 2014"
        return True
    if _CLOCK.fullmatch(at.number.text) and at.after() in context_words("after clock"):
        return True
    for i in range(end, min(end + 3, len(at.lexemes))):  # "three long years", "two-and-a-half-hour"
        if at.lexemes[i].has("time"):
            return at.text(i) not in ("second", "quarter")
        if at.text(i)[0].isalpha() and at.text(i) not in context_words("before time"):
            return False
    return False


def _is_age(at: _Setting) -> bool:
    """Tell whether it is an age: "aged 34", "Lay, 69,", "34, of Rinsa", "8 yo", "children under 5"."""
    amount = at.amount
    if amount.kind or amount.numeral.scaled or amount.numeral.fraction:
        return False
    start = amount.first - 1
    listed = _before_list(at, start)
    if at.text(listed) in context_words("before age"):  # "ages 19, 22 and 23"
        return True
    if _is_age_of_two(at) or (listed != start and at.text(listed) == "," and _is_group(at, listed - 1)):
        return True  # "two others, 19 and 20"
    if at.before() == "than" and at.before(2) in ("younger", "older"):
        return True
    if at.text(start) in context_words("before age") or at.after() in context_words("after age"):
        return True
    if at.text(start) == "of" and at.text(start - 1) in context_words("before age"):  # "over the age of six"
        return True
    if at.before() in ("over", "under", "above", "below") and at.text(start) in context_words("people of an age"):
        return True
    if at.text(start) != "," or not at.number.has("digits") or not isinstance(amount.value, float):
        return False
    named = start > 0 and at.lexemes[start - 1].text[0].isupper() and at.after() in _AFTER_AGE
    return 0 < amount.value < _OLDEST and (named or at.after() in (",", ""))


def _is_age_of_two(at: _Setting) -> bool:
    """Tell whether it is the first age of "a 26- and 31-year-old" or the one of "both 31"."""
    if at.before() == "both" and _closes(at):
        return True
    i = at.amount.end + (at.after() in _HYPHENS)
    if at.text(i) not in ("and", "or", "to") or i + 3 >= len(at.lexemes) or not at.lexemes[i + 1].has("digits"):
        return False
    return at.text(i + 2) in _HYPHENS and at.text(i + 3).startswith("year")


def _is_group(at: _Setting, i: int) -> bool:
    """Tell whether a lexeme names several people: "others", "men"; one of their ages may follow it."""
    return at.after() in (",", ".", ";", "") and (
        at.text(i) == "others" or at.text(i) in context_words("people of an age")
    )


def _before_list(at: _Setting, i: int) -> int:
    """Return the index before the first number of a list that ends before `i`: that of "ages" in "ages 19, 22 and"."""
    while at.text(i) in (",", "and", "or"):
        number = i - 2 if at.text(i) != "," and at.text(i - 1) == "," else i - 1
        if number < 0 or not at.lexemes[number].has("digits"):
            break
        i = number - 1
    return i


def _is_score(at: _Setting) -> bool:
    """Tell whether it is the result of a match or a vote: "3-1", "won by 52 to 48"."""
    amount = at.amount
    if amount.kind:
        return False
    near = {at.text(i) for i in range(amount.first - _RESULT_REACH, amount.end + _RESULT_REACH - 1)}
    of_match = not near.isdisjoint(context_words("match"))
    if isinstance(amount.value, tuple):
        return of_match
    words = context_words("match")
    ahead = amount.end + (at.after() in words)  # "71 votes to 28"
    back = amount.number - 2 - (at.before(2) in words)
    for link, other in ((ahead, ahead + 1), (amount.number - 1, back)):
        numbers = 0 <= other < len(at.lexemes) and at.lexemes[other].has("digits", "unit")
        if numbers and at.text(link) in ("-", "–", "to"):
            return of_match or at.text(link) != "to"
    return False


def _is_telephone(at: _Setting) -> bool:
    """Tell whether it belongs to a telephone number: 555-1234, (847) 360-9001, 226-TIPS (8477), 911."""
    if not at.is_plain():
        return False
    end, bracketed = at.amount.end, at.before() in "([" and at.after() in (")", "]")
    if bracketed and len(at.number.text) == 3 and end + 1 < len(at.lexemes) and at.lexemes[end + 1].has("digits"):
        return True
    if at.after() in _HYPHENS and at.is_glued(end) and at.is_glued(end + 1) and at.lexemes[end + 1].text.isupper():
        return len(at.lexemes[end - 1].text) == 3
    if bracketed and at.before(3) in _HYPHENS and at.lexemes[at.amount.number - 2].text.isupper():
        return True
    if at.number.text in ("911", "999") and (_closes(at) or at.after() in context_words("after 911")):
        return True
    ends = [lexeme.text for lexeme in at.lexemes[at.amount.number : at.amount.end]]
    return [len(end) for end in ends] == [3, 1, 4] and ends[1] in _HYPHENS and at.is_plain() and _closes(at)


def _is_named(at: _Setting) -> bool:
    """Tell whether the number is part of a name: Flight 370, UAZ 469, 1200 block of Main Street, 720 ILCS."""
    if at.after() in context_words("statute"):
        return True
    return at.is_plain() and (_is_mark(at) or _is_title(at) or _is_numbered(at) or _ends_name(at))


def _is_numbered(at: _Setting) -> bool:
    """Tell whether the words beside it make it a number in a series: Flight 370, No. 12, [12], Image 2 of 44."""
    before, start = at.before(), at.amount.number - 1
    if at.number.has("digits", "unit", "tens") and before in context_words("before name"):
        return True
    if before == "[" and at.after() in ("]", ",") and at.number.has("digits"):  # a reference
        return True
    if before == "of" and at.before(3) in context_words("before name") and at.lexemes[start - 1].has("digits"):
        return True
    if before == "." and at.before(2) in ("no", "nos", "pp"):
        return True
    behind = f"{at.after()} {at.after(1)}"
    return any(behind.startswith(word) for word in context_words("behind name"))


def _ends_name(at: _Setting) -> bool:
    """Tell whether it ends a name, or begins an address: UAZ 469, "Wave 4", "the Group of Seven"."""
    before, start = at.before(), at.amount.number - 1
    digits = len(at.number.text) if at.number.text.isdigit() else 0
    named = start >= 0 and at.lexemes[start].text.istitle() and before not in context_words("function")
    if 0 < digits < _LONG and named and _closes(at):
        return True  # "Wave 4", but "Hungary 40,000"
    if digits and (_is_address(at) or (digits > _LONG and _closes(at))):  # "text 40388"
        return True
    if before == "of" and (at.before(2) == "round" or at.number.text.istitle()):
        return True
    capitals = start >= 0 and at.lexemes[start].text.isupper() and at.number.has("digits")
    short = capitals and len(before) <= 4 and before.isalpha() and before not in ("i", "a")
    return short and before not in context_words("abbreviated state") and not at.after().isupper()


def _is_mark(at: _Setting) -> bool:
    """Tell whether it is the mark of an item of a list: "(2) placed in fear"."""
    few = at.number.has("digits") and isinstance(at.amount.value, float) and at.amount.value <= _MOST_ITEMS
    return few and at.before() == "(" and at.after() == ")" and at.after(1).isalpha() and at.after(1) != "and"


def _is_title(at: _Setting) -> bool:
    """Tell whether it begins a name: "the 20 Stars Deli"."""
    end = at.amount.end
    while end < len(at.lexemes) and at.lexemes[end].text.istitle():
        end += 1
    name = end >= at.amount.end + 2 and not at.text(end - 1).endswith("s")
    return name and at.before() == "the" and (not at.text(end).isalpha() or at.text(end) in context_words("function"))


def _is_address(at: _Setting) -> bool:
    """Tell whether a street follows: "4120 Larch Avenue", "500 W. Main St."."""
    if at.after() in ("n", "s", "e", "w") and at.after(1) == ".":  # "3747 S. 2700 West"
        return True
    if at.text(at.amount.number - 2) in ("n", "s", "e", "w") and at.before() == ".":
        return True
    for i in range(at.amount.end, min(at.amount.end + _ADDRESS_REACH, len(at.lexemes))):
        if at.text(i) in context_words("street") and i > at.amount.end:
            return True
        if not (at.lexemes[i].text[0].isupper() or at.text(i) == "."):
            return False
    return False


def _closes(at: _Setting) -> bool:
    """Tell whether nothing follows that the number could count."""
    if at.after() in _HYPHENS and at.is_glued(at.amount.end):
        return False
    return not at.after()[:1].isalpha() or at.after() in context_words("function")


def _is_year(at: _Setting) -> bool:
    """Tell whether four bare digits are a year: nothing that is counted follows."""
    amount = at.amount
    if not at.is_plain() or not _YEAR.fullmatch(at.number.text):
        return False
    if amount.end != amount.number + 1:
        return isinstance(amount.value, tuple)
    return at.before() in context_words("before year") or not at.after()[:1].isalpha()


def _is_era(at: _Setting) -> bool:
    """Tell whether it is a year by its era: "about 347 AD"."""
    return at.after() in ("ad", "bc", "bce", "ce") and not at.amount.kind


def _is_pointer(at: _Setting) -> bool:
    """Tell whether "one", "the two" or "half" counts nothing: "no one", "one of the men", "the two sides"."""
    amount, word = at.amount, at.number.low
    if amount.numeral.end - amount.numeral.first > 1 or amount.bounded:
        return False
    if at.before() == "of" and at.before(2) in context_words("parent") and _closes(at):  # "a mother of four"
        return True
    if at.before() == "but" and at.before(2) == "all":
        return True  # "all but four lines" counts the others
    if word == "two" and at.before() == "the":
        return at.before(2) != "of"  # "the two sides" are both; "one of the two crews" is one of 2
    if word == "one":
        aside = at.before() == "for" and at.after() == ","
        return aside or at.before() in context_words("before one") or at.after() in context_words("after one")
    parted = at.after() in _HYPHENS and at.is_glued(amount.end)  # "half-brothers"
    return word == "half" and (parted or at.before() in context_words("before half"))


def _is_often(at: _Setting) -> bool:
    """Tell whether it says how often ("was warned three times"), gives the points of a game, or a calibre."""
    amount = at.amount
    if amount.unit == "mm" and at.after() in context_words("arms"):  # a calibre
        return True
    if amount.unit == "point" and at.number.low == "one" and at.before() == "at":
        return True
    if amount.unit == "point":
        words = {lexeme.low for lexeme in at.lexemes}
        return bool(words & context_words("match")) and not words & context_words("index")
    counts = at.lexemes[amount.end - 1].low == "times"
    return amount.unit == "times" and counts and at.after().split(" ")[0] not in context_words("after times")


_RULES = (
    _sticks_before,
    _sticks_after,
    _is_time,
    _is_age,
    _is_score,
    _is_telephone,
    _is_named,
    _is_year,
    _is_era,
    _is_pointer,
    _is_often,
)

"""The lexemes of a sentence -> amounts: numbers and ranges with the words around them that say how exact, and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.quantity.lexemes import Lexeme, context_words
from rashomon.extract.quantity.numerals import Numeral, may_begin, read_numeral
from rashomon.model import Bound, Span

__all__ = ["Amount", "find_amounts"]

_DASHES = frozenset({"-", "–", "—", "‑", "−"})
# what may stand before a number and be a part of it, beside currencies: "minus 31 degrees", "a mile and a half"
_BEGINNINGS = frozenset({"minus", "a", "an"})
# how many phrases may stand before a number: "at least about 20"
_MOST_BOUNDS = 2
_MILLION = 1e6
_UNITS = ("currency", "ratio", "people", "measure", "time")


class Amount(NamedTuple):
    """A number or range as it stands in a sentence: lexemes `first` up to `end`, the bare number from `number` on.

    `kind` is that of its unit (currency, ratio, people, measure, time) or "".
    """

    first: int
    number: int
    end: int
    span: Span
    value: float | tuple[float, float] | None
    bound: Bound
    unit: str | None
    kind: str
    numeral: Numeral
    bounded: bool


class _Part(NamedTuple):
    """A number with its currency or unit: one end of a range, or all there is."""

    first: int
    end: int
    numeral: Numeral
    unit: tuple[str, str] | None


def find_amounts(lexemes: Sequence[Lexeme]) -> Iterator[Amount]:
    """Yield all numbers of a sentence that could be amounts, in text order, without overlap."""
    # 1. the number or the range   2. bounds before and behind it
    i = 0
    while i < len(lexemes):
        low = _read_part(lexemes, i) if _may_begin(lexemes[i]) else None
        if low is None:
            i += 1
            continue
        high = _read_high(lexemes, i, low)
        amount = _make(lexemes, low, high)
        yield amount
        i = amount.end


def _may_begin(lexeme: Lexeme) -> bool:
    return may_begin(lexeme) or lexeme.low in _BEGINNINGS or lexeme.text in _DASHES


def _read_part(lexemes: Sequence[Lexeme], i: int) -> _Part | None:
    """Read "$1.5 million", "20 km", "90 %", "EUR 5", "300", "twice"."""
    if "multiple" in lexemes[i].senses:
        return _read_multiple(lexemes, i)
    if i + 1 < len(lexemes) and (lexemes[i].low == "minus" or _is_minus(lexemes, i)):
        return _read_negative(lexemes, i)
    if (mixed := _read_unit_and_half(lexemes, i)) is not None:
        return mixed
    sign = lexemes[i].senses.get("currency") if i + 1 < len(lexemes) and _is_sign(lexemes[i]) else None
    numeral = read_numeral(lexemes, i + 1, money=True) if sign else read_numeral(lexemes, i)
    if numeral is None:
        return None
    end, unit = _read_unit(lexemes, numeral) or (numeral.end, None)
    if sign is not None and (unit is None or unit != ("currency", sign)):
        end, unit = numeral.end, ("currency", sign)
    return _Part(i, *_read_rate(lexemes, end, numeral, unit))


def _is_minus(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether a dash sticks to the number behind it, and to nothing before it: "-31 degrees"."""
    return lexemes[i].text in _DASHES and not lexemes[i].glued and lexemes[i + 1].glued and i > 0


def _read_negative(lexemes: Sequence[Lexeme], i: int) -> _Part | None:
    """Read "minus 31 degrees" and "-2.5 %"; without such a unit the dash is a dash."""
    part = _read_part(lexemes, i + 1)
    if part is None or not part.numeral.value or part.unit is None:
        return None
    if part.unit != ("ratio", "percent") and part.unit[1] not in ("degree", "°C", "°F"):
        return None
    return part._replace(first=i, numeral=part.numeral._replace(first=i, value=-part.numeral.value))


def _read_unit_and_half(lexemes: Sequence[Lexeme], i: int) -> _Part | None:
    """Read "a mile and a half"."""
    if lexemes[i].low not in ("a", "an") or i + 4 >= len(lexemes) or not lexemes[i + 1].has("measure"):
        return None
    part = {"half": 0.5, "quarter": 0.25}.get(lexemes[i + 4].low)
    if part is None or lexemes[i + 2].low != "and" or lexemes[i + 3].low != "a":
        return None
    return _Part(i, i + 5, Numeral(i, i + 5, 1 + part, words=True), ("measure", lexemes[i + 1].senses["measure"]))


def _read_multiple(lexemes: Sequence[Lexeme], i: int) -> _Part | None:
    """Read "twice" and "double" before what they multiply; "twice a week" and "to double" are none."""
    multiplies = lexemes[i].low.endswith("fold") or (
        i + 1 < len(lexemes) and lexemes[i + 1].low in context_words("after times")
    )
    if not multiplies:
        return None
    return _Part(i, i + 1, Numeral(i, i + 1, float(lexemes[i].senses["multiple"]), words=True), ("ratio", "times"))


def _read_rate(
    lexemes: Sequence[Lexeme], end: int, numeral: Numeral, unit: tuple[str, str] | None
) -> tuple[int, Numeral, tuple[str, str] | None]:
    """Take in "a day", "per tonne" behind a unit: (end, numeral, unit)."""
    if unit is None or unit[0] == "time" or end + 1 >= len(lexemes):
        return end, numeral, unit
    each = lexemes[end + 1]
    if _is_then(lexemes, end + 2):  # "from 3.6 % a month earlier"
        return end, numeral, unit
    if lexemes[end].low in ("a", "an", "per", "/") and each.has("time", "measure") and not each.has("scale"):
        name = each.senses.get("measure") or each.low.removesuffix("s")
        return end + 2, numeral, (unit[0], f"{unit[1]}/{name}")
    return end, numeral, unit


def _is_then(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether a word makes the time before it a moment: "a month earlier", not "a day before the war"."""
    word = lexemes[i].low if i < len(lexemes) else ""
    ends = i + 1 >= len(lexemes) or not lexemes[i + 1].text[0].isalnum()
    return word in ("earlier", "ago") or (word in ("before", "later") and ends)


def _is_sign(lexeme: Lexeme) -> bool:
    """Tell whether a currency is written the way that stands before its number: $, US$, EUR, Rs."""
    return not lexeme.text.isalpha() or lexeme.text.isupper() or lexeme.text == "Rs"


def _read_unit(lexemes: Sequence[Lexeme], numeral: Numeral) -> tuple[int, tuple[str, str]] | None:
    """Return where the unit behind a number ends and what it is: (kind, name)."""
    i = numeral.end
    if i + 1 < len(lexemes) and lexemes[i].text in _DASHES and lexemes[i + 1].glued:
        i += 1
    elif i + 1 < len(lexemes) and lexemes[i].low == "of" and (numeral.value is None or lexemes[i + 1].has("currency")):
        i += 1  # "dozens of people", "millions of dollars"
    elif i + 1 < len(lexemes) and numeral.fraction and lexemes[i].low in ("a", "an", "of"):
        i += lexemes[i + 1].has("measure", "ratio")  # "half a mile", "half a percentage point"
    if i >= len(lexemes) or (lexemes[i].glued and not _sticks(lexemes, i)):
        return None
    for kind in _UNITS:
        name = lexemes[i].senses.get(kind)
        if name is not None and _is_spelt(lexemes, i, kind, name):
            return i + 1, (kind, name)
    return None


def _sticks(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether a lexeme without white space before it ends there: "40km", not "40 kms/h" or "3D"."""
    return i + 1 >= len(lexemes) or not lexemes[i + 1].glued or not lexemes[i + 1].text[0].isalnum()


def _is_spelt(lexemes: Sequence[Lexeme], i: int, kind: str, name: str) -> bool:
    """Tell whether a short form is in the case that makes it a unit: "5 m" and "EUR", not "5 M" and "try"."""
    text = lexemes[i].text
    if kind == "currency" and text.upper() == name and text.isalpha():
        return text.isupper()
    if len(text) == 1 and text.isalpha():
        return text == name and (lexemes[i].glued or text in "mt")
    return True


# ---- ranges ------------------------------------------------------------------------------------------------------


def _read_high(lexemes: Sequence[Lexeme], i: int, low: _Part) -> _Part | None:
    """Return the upper end of a range that `low` begins, its scale and unit shared by both; None if it is none."""
    link = low.end
    if link + 1 >= len(lexemes) or low.numeral.value is None or low.numeral.fraction:
        return None
    between = i > 0 and lexemes[i - 1].low == "between"
    if not (
        lexemes[link].text in _DASHES or lexemes[link].low in ("to", "or") or (between and lexemes[link].low == "and")
    ):
        return None
    high = _read_part(lexemes, link + 1)
    if high is None or high.numeral.value is None or not _fits(lexemes, low, high, link):
        return None
    value = _lower(low, high)
    return high if value < high.numeral.value else None


def _lower(low: _Part, high: _Part) -> float:
    """Return the lower end, in the scale of the upper one: the 1.5 of "1.5-2 million"."""
    value, top = low.numeral.value or 0.0, high.numeral.value or 0.0
    if high.numeral.scaled and not low.numeral.scaled:
        for scale in (1e12, 1e9, 1e6, 1e3, 100.0, 12.0):
            if top >= scale and value < top / scale:
                return value * scale
    return value


def _fits(lexemes: Sequence[Lexeme], low: _Part, high: _Part, link: int) -> bool:
    """Tell whether two numbers are the ends of one range: same unit, or one that the second gives for both."""
    rate = low.unit and high.unit and high.unit[1].startswith(f"{low.unit[1]}/")  # "$30m and $45m a week"
    if low.unit is not None and high.unit != low.unit and not rate:
        return False
    if lexemes[link].low == "or":  # "two or three", not "5 or 600"
        return (
            low.unit is None and not high.numeral.scaled and (high.numeral.value or 0) - (low.numeral.value or 0) <= 10
        )
    if lexemes[link].low == "to":
        return not (low.first > 0 and lexemes[low.first - 1].low == "from" and _changes(lexemes, low.first))
    return True


# how far before "from 5 to 10" the verb may stand, in lexemes
_REACH = 8


def _changes(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether a word of change stands before: "rose from 5 to 10" are two amounts, not a range."""
    return any(lexeme.low in context_words("change") for lexeme in lexemes[max(0, i - _REACH) : i])


# ---- bounds ------------------------------------------------------------------------------------------------------


def _make(lexemes: Sequence[Lexeme], low: _Part, high: _Part | None) -> Amount:
    last = high or low
    unit = _as_money(lexemes, last, _of_shares(lexemes, last.unit or low.unit))
    first, before = _bounds_before(lexemes, low.first)
    end, after, unit = _bounds_after(lexemes, last, unit)
    if high is not None and first > 0 and lexemes[first - 1].low == "between":
        first -= 1
    bounds = [bound for bound in (*before, *after) if bound != "exact"]
    value = low.numeral.value if high is None else (_lower(low, high), high.numeral.value or 0.0)
    return Amount(
        first=first,
        number=low.numeral.first,
        end=end,
        span=Span(lexemes[first].start, lexemes[end - 1].end),
        value=_as_counted(lexemes, low, value, unit),
        bound=_strongest(bounds, vague=low.numeral.vague),
        unit=unit[1] if unit else None,
        kind=unit[0] if unit else "",
        numeral=last.numeral,
        bounded=bool(bounds),
    )


def _of_shares(lexemes: Sequence[Lexeme], unit: tuple[str, str] | None) -> tuple[str, str] | None:
    """Read points as percentage points where the sentence speaks of shares."""
    words = {lexeme.low for lexeme in lexemes}
    if unit == ("ratio", "point") and words & context_words("shares") and not words & context_words("index"):
        return "ratio", "percentage point"
    return unit


def _as_money(lexemes: Sequence[Lexeme], last: _Part, unit: tuple[str, str] | None) -> tuple[str, str] | None:
    """Read pounds as sterling by the million, and where the sentence speaks of money."""
    if unit is None or unit[1].split("/")[0] != "lb" or not lexemes[last.numeral.end].low.startswith("pound"):
        return unit
    millions = last.numeral.scaled and (last.numeral.value or 0) >= _MILLION
    if millions or any(lexeme.has("currency") or lexeme.low in context_words("money") for lexeme in lexemes):
        return "currency", unit[1].replace("lb", "GBP", 1)
    return unit


def _strongest(bounds: Sequence[str], *, vague: bool) -> Bound:
    """Return the bound that says most: "at least about 20" is at least."""
    for bound in ("at_least", "at_most"):
        if bound in bounds:
            return bound
    return "about" if bounds or vague else "exact"


def _as_counted(
    lexemes: Sequence[Lexeme], low: _Part, value: float | tuple[float, float] | None, unit: tuple[str, str] | None
) -> float | tuple[float, float] | None:
    """Read "1.500 people" and "€1.500" as 1500: what is counted in whole has no three decimals."""
    digits = lexemes[low.numeral.first].senses.get("digits", "")
    whole = unit is None or unit[0] in ("currency", "people")
    groups = digits.split(".")
    if whole and isinstance(value, float) and len(groups) == 2 and len(groups[1]) == 3 and groups[0].strip("0"):
        return value if low.numeral.scaled else value * 1000
    return value


def _bounds_before(lexemes: Sequence[Lexeme], first: int) -> tuple[int, list[str]]:
    """Return where the phrases before a number start, and their bounds."""
    bounds: list[str] = []
    while first > 0 and len(bounds) < _MOST_BOUNDS:
        article = 1 if lexemes[first - 1].low in ("a", "an") and first > 1 else 0  # "up to a 100 men"
        bound = lexemes[first - 1 - article].senses.get("before")
        if bound is None or _is_particle(lexemes, first - 1 - article):
            break
        first -= 1 + article
        bounds.append(bound)
    return first, bounds


def _is_particle(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether a word belongs to what stands before it: "spread over six hectares", "is short of 20 nurses"."""
    before = lexemes[i - 1].low if i > 0 else ""
    kind = {"short of": "run short"}.get(lexemes[i].low, "spread over")
    return lexemes[i].low in ("over", "under", "above", "below", "short of") and before in context_words(kind)


def _bounds_after(
    lexemes: Sequence[Lexeme], last: _Part, unit: tuple[str, str] | None
) -> tuple[int, list[str], tuple[str, str] | None]:
    """Return where the phrase behind a number ends, its bound, and the unit that may stand behind it in turn."""
    end = last.end
    at = end + 1 if end + 1 < len(lexemes) and lexemes[end].text in _DASHES and lexemes[end + 1].glued else end
    bound = lexemes[at].senses.get("after") if at < len(lexemes) else None
    if bound is None or (lexemes[at].low == "plus" and _counts_on(lexemes, at)) or (bound == "exact" and at == end):
        return end, [], unit
    end = at + 1
    if unit is None and (suffix := _read_unit(lexemes, last.numeral._replace(end=end))) is not None:
        end, unit = suffix
    return end, [bound], unit


def _counts_on(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether something follows "plus" that is added: "5 plus 3", "5 people plus a dog"."""
    return not lexemes[i].glued and i + 1 < len(lexemes) and lexemes[i + 1].text[0].isalnum()

"""Lexemes -> the number that starts at one of them: digits, words, fractions, scales, vague words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.extract.quantity.lexemes import Lexeme, context_words

__all__ = ["Numeral", "read_digits", "read_numeral"]

_HYPHENS = frozenset({"-", "‐", "‑"})
# a letter is a scale only right behind digits, and that of a billion only behind money
_LETTER_SCALES = frozenset({"k", "m", "b"})
# "a dozen", "half a million", "many hundreds"
_BEGIN_WITHOUT_SENSE = frozenset({"a", "an", "half", "quarter", "many"})
_HUNDRED = 100.0
_ROUND = (10.0, 100.0)  # of "nine in ten"; "two in three" may be two in three places
_DIGITS = 15  # that a float holds for sure


class Numeral(NamedTuple):
    """A number from lexeme `first` up to `end`; `vague` tells that it is not exact, a value of None that there is none.

    `scaled` tells that a scale word belongs to it, `fraction` that it is a part of a whole, `words` that it is not
    written in digits.
    """

    first: int
    end: int
    value: float | None
    scaled: bool = False
    fraction: bool = False
    words: bool = False
    vague: bool = False


def may_begin(lexeme: Lexeme) -> bool:
    """Tell whether a number can begin with a lexeme: most words are in no table, and cannot."""
    return bool(lexeme.senses) or lexeme.low in _BEGIN_WITHOUT_SENSE


def read_numeral(lexemes: Sequence[Lexeme], i: int, money: bool = False) -> Numeral | None:
    """Return the longest number that starts at lexeme `i`, or None; `money` tells that a currency stands before it."""
    if i >= len(lexemes) or not may_begin(lexemes[i]):
        return None
    return (
        _read_vague(lexemes, i)
        or _read_fraction(lexemes, i)
        or _read_figure(lexemes, i, money)
        or _read_words(lexemes, i)
    )


def read_digits(text: str) -> float | None:
    """Return the value of digits with separators, English (1,500.5) or continental (1.500,5); None if they are neither.

    A single group of three after a dot is a decimal here ("1.500" is 1.5): the caller knows what is counted.
    """
    plain = re.sub(r"[ \u00a0\u2009\u202f'’]", "", text)
    for thousands, decimal in ((",", "."), (".", ",")):
        group = re.escape(thousands)
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{re.escape(decimal)}\d+)?", plain)
        if grouped and not (thousands == "." and plain.count(".") == 1 and "," not in plain):
            return float(plain.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return float(plain.replace(",", "."))
    return None


def _at(lexemes: Sequence[Lexeme], i: int) -> Lexeme | None:
    return lexemes[i] if 0 <= i < len(lexemes) else None


def _is(lexemes: Sequence[Lexeme], i: int, *texts: str) -> bool:
    lexeme = _at(lexemes, i)
    return lexeme is not None and lexeme.low in texts


def _sense(lexemes: Sequence[Lexeme], i: int, sense: str) -> str | None:
    lexeme = _at(lexemes, i)
    return None if lexeme is None else lexeme.senses.get(sense)


def _past_hyphen(lexemes: Sequence[Lexeme], i: int) -> int:
    """Return the index after a hyphen inside a word, or `i` itself."""
    if i + 1 < len(lexemes) and lexemes[i].text in _HYPHENS and lexemes[i].glued and lexemes[i + 1].glued:
        return i + 1
    return i


# ---- scales: "2 million", "1.5bn", "3 hundred thousand", "quarter-million" ---------------------------------------


def _read_scales(lexemes: Sequence[Lexeme], i: int, value: float, money: bool = False) -> tuple[int, float, bool]:
    """Return where the scale words from `i` on end, `value` times them, and whether there were any."""
    scaled = False
    while (scale := _scale(lexemes, j := _past_hyphen(lexemes, i), money)) is not None:
        # 4.1 times a billion is not 4099999999.9999995
        i, value, scaled = j + 1, float(f"{value * scale:.{_DIGITS}g}"), True
    return i, value, scaled


def _scale(lexemes: Sequence[Lexeme], i: int, money: bool) -> float | None:
    """Return the scale at `i`; a letter is one only right behind its number, or behind that of money."""
    scale = _sense(lexemes, i, "scale")
    if scale is None:
        return None
    lexeme = lexemes[i]
    if lexeme.low in _LETTER_SCALES and not money and (not lexeme.glued or lexeme.low == "b" or _is_metre(lexemes, i)):
        return None
    return float(scale)


def _is_metre(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Tell whether "m" stands for metres: nothing that could be counted by the million follows it."""
    after = _at(lexemes, i + 1)
    counts = (
        after is not None
        and after.text[0].isalpha()
        and not after.glued
        and after.low not in context_words("after metres")
    )
    return lexemes[i].text == "m" and not counts


# ---- digits ------------------------------------------------------------------------------------------------------


def _read_figure(lexemes: Sequence[Lexeme], i: int, money: bool) -> Numeral | None:
    """Read "1,500", "2½", "2 1/2", "1.5 million", "5k"."""
    digits = _sense(lexemes, i, "digits")
    value = read_digits(digits) if digits else None
    if value is None:
        return None
    end = i + 1
    if (sign := _sense(lexemes, end, "sign")) is not None:
        value, end = value + float(sign), end + 1
    elif (part := _slashed(lexemes, end)) is not None and not lexemes[end].glued and value == int(value):
        value, end = value + part, end + 3
    elif (half := _and_part(lexemes, end)) is not None:
        value, end = value + half[1], half[0]
    end, value, scaled = _read_scales(lexemes, end, value, money)
    return Numeral(i, end, value, scaled)


def _slashed(lexemes: Sequence[Lexeme], i: int) -> float | None:
    """Return the value of "1/2" at `i`."""
    above, below = _sense(lexemes, i, "digits"), _sense(lexemes, i + 2, "digits")
    if above and below and _is(lexemes, i + 1, "/") and lexemes[i + 1].glued and lexemes[i + 2].glued:
        a, b = read_digits(above), read_digits(below)
        if a and b and a < b <= 16 and not _is(lexemes, i + 3, "/"):
            return a / b
    return None


def _and_part(lexemes: Sequence[Lexeme], i: int) -> tuple[int, float] | None:
    """Read "and a half", "and three quarters" behind a number: (end, value)."""
    if not _is(lexemes, i, "and"):
        return None
    return _parts(lexemes, i + 2 if _is(lexemes, i + 2, "half") else i + 1)


# ---- fractions ---------------------------------------------------------------------------------------------------


def _read_fraction(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Read "two-thirds", "a third", "half", "half a million", "¾", "3/4", "nine out of ten", "one in five"."""
    value, end = None, i
    if (sign := _sense(lexemes, i, "sign")) is not None:
        value, end = float(sign), i + 1
    elif (slashed := _slashed(lexemes, i)) is not None:
        value, end = slashed, i + 3
    elif (share := _share(lexemes, i)) is not None:
        return share
    elif (parts := _parts(lexemes, i)) is not None:
        end, value = parts
    if value is None:
        return None
    # 1. "half a million", "quarter of a million"   2. "half-million"
    over = end + 1 if _is(lexemes, end, "of") and _is(lexemes, end + 1, "a") else end
    over = over + 1 if _is(lexemes, over, "a", "an") else over
    end_scaled, scaled_value, scaled = _read_scales(lexemes, over, value)
    if scaled:
        return Numeral(i, end_scaled, scaled_value, scaled=True, words=True)
    return Numeral(i, end, value, fraction=True, words=True)


def _parts(lexemes: Sequence[Lexeme], i: int) -> tuple[int, float] | None:
    """Read "two-thirds", "a third", "one quarter", "half": (end, value)."""
    if _is(lexemes, i, "half"):
        return i + 1, 0.5
    if _is(lexemes, i, "quarter"):
        over = i + 3 if _is(lexemes, i + 1, "of") else _past_hyphen(lexemes, i + 1)
        return (i + 1, 0.25) if _scale(lexemes, over, False) is not None else None
    count = 1.0 if _is(lexemes, i, "a", "an") else _number(_sense(lexemes, i, "unit"))
    at = _past_hyphen(lexemes, i + 1)
    part = _number(_sense(lexemes, at, "part"))
    if not count or part is None or count > part or (count > 1) != lexemes[at].low.endswith("s"):
        return None
    # "a fifth" is a part only of something; "a third man" comes after a second
    if at == i + 1 and count == 1 and not _is(lexemes, at, "quarter") and not _ends_part(lexemes, at + 1):
        return None
    return at + 1, count / part


def _ends_part(lexemes: Sequence[Lexeme], i: int) -> bool:
    if i >= len(lexemes) or not lexemes[i].text[0].isalpha() or lexemes[i].has("before"):
        return True
    return lexemes[i].low in context_words("after part")


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _share(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Read "one in five" and "nine out of ten", which are shares and not counts."""
    few = _sense(lexemes, i, "unit") or _sense(lexemes, i, "digits")
    a = read_digits(few) if few else None
    if not a:
        return None
    into = i + 2 if _is(lexemes, i + 1, "in") else i + 3 if _is(lexemes, i + 1, "out") else 0
    into += 1 if into and _is(lexemes, into, "every") else 0
    many = (_sense(lexemes, into, "unit") or _sense(lexemes, into, "digits")) if into else None
    b = read_digits(many) if many else None
    if b is None or not 1 < b <= 1000 or a >= b:
        return None
    if ((a == 1 or b in _ROUND) and into == i + 2) or (into > i + 2 and b <= 10) or _is(lexemes, into - 1, "every"):
        return Numeral(i, into + 1, a / b, fraction=True, words=True)
    return None


# ---- words -------------------------------------------------------------------------------------------------------


def _read_words(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Read "twenty-three", "two hundred and five thousand", "a dozen", "two and a half million"."""
    # `group` is what the next thousand or million multiplies, `room` what may still be added to it
    total, group, room, end, scaled = 0.0, 0.0, math.inf, i, False
    if _is(lexemes, i, "a", "an") and _scale(lexemes, i + 1, money=False) is not None:
        group, room, end = 1.0, 0.0, i + 1
    while (word := _next_word(lexemes, end, started=end > i, scaled=scaled)) is not None:
        at, sense, value = word
        if sense != "scale" and value < room:
            group, room = group + value, 10.0 if sense == "tens" else 0.0
        elif sense == "scale" and group:
            group, room, scaled = group * value, value if value >= _HUNDRED else 0.0, True
            if value > _HUNDRED:
                total, group = total + group, 0.0
        elif sense == "scale" and scaled and value > _HUNDRED:  # "a thousand billion"
            total *= value
        else:
            break
        end = at + 1
        if not scaled and (half := _and_part(lexemes, end)) is not None:
            end, group, room = half[0], group + half[1], 0.0
    return Numeral(i, end, total + group, scaled=scaled, words=True) if end > i else None


def _next_word(lexemes: Sequence[Lexeme], i: int, *, started: bool, scaled: bool) -> tuple[int, str, float] | None:
    """Return the number word that goes on at `i`, past a hyphen or an "and": (index, sense, value)."""
    at = _past_hyphen(lexemes, i) if started else i
    linked = scaled and _is(lexemes, i, "and")
    at = i + 1 if linked else at
    for sense in ("unit", "tens") if linked else ("scale", "unit", "tens"):
        value = _number(_sense(lexemes, at, sense))
        if value is not None and (sense != "scale" or _scale(lexemes, at, False) is not None):
            return at, sense, value
    return None


# ---- vague -------------------------------------------------------------------------------------------------------


def _read_vague(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "several hundred", "a few", "a couple of dozen", "a handful"."""
    many = i + 1 if _is(lexemes, i, "many") else i
    if _sense(lexemes, many, "vague") == "tens":
        end = many + 1
        while _is(lexemes, end, "of") and _sense(lexemes, end + 1, "vague") == "tens":
            end += 2
        if lexemes[end - 1].low == "tens" and not _is(lexemes, end, "of"):
            return None
        return Numeral(i, end, None, words=True, vague=True)
    few = i + 1 if _is(lexemes, i, "a") else i
    if _sense(lexemes, few, "vague") != "few" or (few == i and lexemes[i].low != "several"):
        return None
    of = few + 2 if _is(lexemes, few + 1, "of") else few + 1
    end, _, scaled = _read_scales(lexemes, of, 1.0)
    couple = 2.0 if lexemes[few].low == "couple" and not scaled else None
    return Numeral(i, end if scaled else few + 1, couple, scaled=scaled, words=True, vague=True)

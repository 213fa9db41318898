"""An amount in its sentence -> why it is no quantity: dates, times, ages, ordinals, scores, names with numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.extract.quantity.amounts import Amount
from rashomon.extract.quantity.lexemes import Lexeme, context_words

__all__ = ["is_no_quantity"]

_ORDINALS = frozenset({"st", "nd", "rd", "th", "s", "d", "’s", "'s"})
_AFTER_AGE = frozenset({"", ",", ".", ";", ")", "and", "was", "were", "is", "who", "of", "from"})
_OLDEST = 120  # years; nobody known was older than 122
_HYPHENS = frozenset({"-", "‐", "‑", "–"})


def is_no_quantity(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether the number is a date, a time, a duration, an age, an ordinal, a score or part of a name."""
    return any(
        rule(lexemes, amount)
        for rule in (_is_glued, _is_time, _is_age, _is_score, _is_named, _is_year, _is_idiom, _is_often)
    )


def _text(lexemes: Sequence[Lexeme], i: int) -> str:
    return lexemes[i].low if 0 <= i < len(lexemes) else ""


def _is_glued(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether letters or marks stick to the number: 1st, 90s, M1, F-16, 24/7, 10:30, #5, 555-1234."""
    first, end = amount.number, amount.end
    before, after = _text(lexemes, first - 1), _text(lexemes, end)
    if first > 0 and lexemes[first].glued and not lexemes[first - 1].has("currency", "before"):
        if before in ("/", ":", "#", ".", "@", "_", "’", "'") or before[-1].isalnum():
            return True
        if before in _HYPHENS and first > 1 and lexemes[first - 1].glued and amount.first == first:
            return True
    if end < len(lexemes) and lexemes[end].glued:
        if after in ("/", ":") and end + 1 < len(lexemes) and lexemes[end + 1].glued:
            return lexemes[end + 1].has("digits") or amount.kind == ""
        if after[0].isalnum() or after in ("'", "’"):
            return lexemes[amount.end - 1].has("digits")
        if after in _HYPHENS and end + 1 < len(lexemes) and lexemes[end + 1].glued:
            return lexemes[end + 1].has("digits") or (
                lexemes[amount.end - 1].has("digits") and len(_text(lexemes, end + 1)) == 1
            )
    return after in _ORDINALS and lexemes[end].glued


def _is_time(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether it counts time, or is a clock time or a day of a month."""
    end, first = amount.end, amount.number
    if amount.kind == "time":
        return True
    if _text(lexemes, first - 1).rstrip(".") in context_words("month") and lexemes[first - 1].text[0].isupper():
        return amount.kind == ""
    if _text(lexemes, end) in context_words("month") and lexemes[end].text[0].isupper() and not amount.kind:
        return True
    for at in range(end, min(end + 3, len(lexemes))):  # "three long years", "two-and-a-half-hour"
        if lexemes[at].has("time"):
            return not amount.kind and _text(lexemes, at) not in ("second", "quarter")
        if lexemes[at].text[0].isalpha() and _text(lexemes, at) not in context_words("before time"):
            return False
    return False


def _is_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether it is an age: "aged 34", "Lay, 69,", "34, of Rinsa", "a 5-month-old"."""
    if amount.kind or amount.numeral.scaled or amount.numeral.fraction:
        return False
    first, end = amount.first, amount.end
    if _text(lexemes, first - 1) in context_words("before age") or _text(lexemes, end) in ("years-old", "year-olds"):
        return True
    value = amount.value
    if _text(lexemes, first - 1) != "," or not lexemes[amount.number].has("digits") or not isinstance(value, float):
        return False
    named = first > 1 and lexemes[first - 2].text[0].isupper() and _text(lexemes, end) in _AFTER_AGE
    return 0 < value < _OLDEST and (named or _text(lexemes, end) == "," or end == len(lexemes))


def _is_score(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether it is the result of a match or a vote: 3-1, 52 to 48."""
    numbers = [k for k in range(amount.number, amount.end) if lexemes[k].has("digits", "unit", "tens")]
    near = {_text(lexemes, k) for k in range(amount.first - 4, amount.end + 3) if k != amount.number}
    if isinstance(amount.value, tuple) and not amount.kind:
        return bool(near & context_words("match"))
    follows = _text(lexemes, amount.end) in ("-", "–", "to") and amount.end + 1 < len(lexemes)
    if not amount.kind and follows and lexemes[amount.end + 1].has("digits", "unit"):
        return lexemes[amount.end].text != "to" or bool(near & context_words("match"))
    before = _text(lexemes, amount.number - 1) in ("-", "–", "to") and amount.number > 1
    if not amount.kind and before and lexemes[amount.number - 2].has("digits", "unit"):
        return lexemes[amount.number - 1].text != "to" or bool(near & context_words("match"))
    return not numbers and False


def _is_named(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether the number is part of a name: Flight 370, No. 12, Leopard 2, 1200 block of Main Street."""
    if amount.kind or amount.first != amount.number:
        return False
    before = _text(lexemes, amount.number - 1)
    plain = lexemes[amount.number].has("digits", "unit", "tens")
    if plain and before in context_words("before name") and not amount.numeral.scaled:
        return True
    if before == "." and _text(lexemes, amount.number - 2) in ("no", "nos", "pp"):
        return True
    behind = " ".join(_text(lexemes, k) for k in range(amount.end, amount.end + 2))
    return any(behind.startswith(word) for word in context_words("behind name"))


def _is_year(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether four bare digits are a year: nothing that is counted follows."""
    text = lexemes[amount.number].text
    if amount.kind or amount.first != amount.number or not re.fullmatch(r"1[5-9]\d\d|20\d\d", text):
        return False
    if amount.end != amount.number + 1:
        return isinstance(amount.value, tuple)
    return (
        _text(lexemes, amount.number - 1) in context_words("before year")
        or not _text(lexemes, amount.end)[:1].isalpha()
    )


def _is_idiom(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether "one" or "two" is a pronoun or part of an idiom: "no one", "one of the men", "one day"."""
    if amount.numeral.end - amount.numeral.first > 1 or amount.bounded:
        return False
    if _text(lexemes, amount.end - 1) == "two" and _text(lexemes, amount.first - 1) == "the":
        return _text(lexemes, amount.first - 2) != "of"  # "the two sides" are both, "one of the two crews" is not
    if _text(lexemes, amount.first - 1) == "of" and lexemes[amount.number].text.istitle():
        return True  # "the Group of Seven"
    word, before, after = _text(lexemes, amount.number), _text(lexemes, amount.number - 1), _text(lexemes, amount.end)
    if word == "one":
        return before in context_words("before one") or after in context_words("after one")
    return word == "half" and before in ("first", "second", "other", "better", "latter", "in", "this", "last", "per")


def _is_often(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Tell whether it says how often: "was warned three times"; and whether points are those of a game."""
    if amount.unit == "point":
        return any(lexeme.low in context_words("match") for lexeme in lexemes)
    after = _text(lexemes, amount.end)
    return (
        amount.unit == "times" and lexemes[amount.end - 1].low == "times" and after not in context_words("after times")
    )

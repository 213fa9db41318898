"""The words of a parse -> one letter a token for the grammar, and the value that each word of time has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.extract.timex.lexicon import Entry, phrases
from rashomon.model import Parse

__all__ = ["CLASSES", "CONTINUED", "KIND_OF", "OTHER", "Marked", "mark"]

# the classes that digits fall into, beside those of the lexicon
_OF_DIGITS = ("num", "ord", "year", "decade", "clock", "slashed")
CONTINUED = "~"
OTHER = "."


def _letters() -> dict[str, str]:
    kinds = {entry.kind for entries in phrases().values() for _, entry in entries}
    return {kind: chr(0xE000 + k) for k, kind in enumerate(sorted(kinds.union(_OF_DIGITS)))}


CLASSES = _letters()
KIND_OF = {letter: kind for kind, letter in CLASSES.items()} | {CONTINUED: "", OTHER: ""}

# as long as a number of days or years may be; ASCII digits only, since values are made of them
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?|[0-9]{1,9}(?:\.[0-9]{1,6})?")
_DIGITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:1[0-9]|20)[0-9]{2}"), "year"),
    (re.compile(r"0[0-9][0-5][0-9]"), "clock"),
    (_NUMBER, "num"),
    (re.compile(r"([0-9]+)(?:st|nd|rd|th)"), "ord"),
    (re.compile(r"((?:mid-|early-|late-)?(?:1[0-9]|20)?[0-9]0)['’]?s"), "decade"),
    (
        re.compile(r"(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?::[0-5][0-9])?(?:[ap]\.?m\.?)?|(?:1[0-2]|[1-9])[ap]\.?m\.?"),
        "clock",
    ),
    (re.compile(r"(?:mid-)(1[0-9][0-9][0-9]|20[0-9][0-9])"), "year"),
    (
        re.compile(
            r"[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9][0-9])|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:T.*)?"
        ),
        "slashed",
    ),
)


class Marked(NamedTuple):
    """A letter a token (`CONTINUED` for the later words of a phrase) and its value, "" where it has none."""

    letters: str
    values: Sequence[str]


def mark(parse: Parse) -> Marked:
    """Classify every token; a phrase is marked at its first word, a number of several words too."""
    letters, values = [OTHER] * len(parse.words), [""] * len(parse.words)
    lower = [w.lower() for w in parse.words]
    known, after = phrases(), 0
    for token, word in enumerate(lower):
        # most words are none of time, and no number
        if token < after or (word not in known and word.isalpha()):
            continue
        length, entry = _entry_at(parse, lower, token)
        after = token + length
        if entry is not None:
            letters[token], values[token] = CLASSES[entry.kind], entry.value
            letters[token + 1 : after] = CONTINUED * (length - 1)
    return Marked("".join(letters), values)


def _entry_at(parse: Parse, lower: Sequence[str], token: int) -> tuple[int, Entry | None]:
    """Return how many tokens the phrase, number or date that starts here has, and what it is."""
    word = lower[token]
    known = phrases().get(word)
    if known is None:
        digits = word[0].isdigit() or word[-1].isdigit() or word.endswith("0s")
        return _digits(lower, token) if digits else (1, None)
    for words, entry in known:
        if (len(words) == 1 or tuple(lower[token : token + len(words)]) == words) and _fits(parse, token, entry):
            if entry.kind in ("num", "scale"):
                return _number(lower, token)
            if entry.kind == "a" and _worth(lower[token + 1 : token + 2])[0] == "scale":
                length, number = _number(lower, token + 1)
                return length + 1, number
            return len(words), entry
    return 1, None


def _fits(parse: Parse, token: int, entry: Entry) -> bool:
    """Tell whether a word that also means something else is a word of time here: May, March, second, Sat., fall."""
    word, pos = parse.words[token], parse.pos[token]
    if entry.kind == "month" and _is_person(parse, token) and not _next_to_number(parse, token):
        return False
    if entry.kind in ("often", "ref") and pos == "PROPN":
        return False  # the Daily News, News Now
    if entry.kind == "month" and len(word) == 3 and word != "May":
        return word[0].isupper() and _next_to_number(parse, token)  # Jan is also a name
    if entry.kind in ("month", "weekday", "weekdays", "holiday"):
        return word[0].isupper() and (pos not in ("VERB", "AUX") or word not in ("May", "March", "Mar"))
    return entry.kind != "season" or pos not in ("VERB", "AUX")


def _is_person(parse: Parse, token: int) -> bool:
    """Tell whether a month is a name: August Lind, August and Arie."""
    beside = parse.words[token + 1 : token + 2] == ["and"] and token + 2 < len(parse.words)
    return parse.entity[token] == "PERSON" or (beside and parse.entity[token + 2] == "PERSON")


def _next_to_number(parse: Parse, token: int) -> bool:
    return any(w[0].isdigit() for w in (*parse.words[max(0, token - 1) : token], *parse.words[token + 1 : token + 2]))


def _digits(lower: Sequence[str], token: int) -> tuple[int, Entry | None]:
    word = lower[token]
    for pattern, kind in _DIGITS:
        match = pattern.fullmatch(word)
        if match:
            value = match[1] if match.groups() else word
            if kind == "num":
                return _number(lower, token)
            return 1, Entry(kind, value)
    return 1, None


def _worth(words: Sequence[str]) -> tuple[str, float]:
    """Return whether the first word is a `num` or a `scale`, and its value; ("", 0) for any other, or none."""
    word = words[0] if words else "."
    if word[0].isdigit():
        return ("num", float(word.replace(",", ""))) if _NUMBER.fullmatch(word) else ("", 0.0)
    for phrase, entry in phrases().get(word, ()):
        if len(phrase) == 1 and entry.kind in ("num", "scale"):
            return entry.kind, float(entry.value)
    return "", 0.0


def _number(lower: Sequence[str], token: int) -> tuple[int, Entry]:
    """Read a number of one or more words: twenty four, a hundred and thirty, 2 1/2, nineteen ninety-six."""
    parts: list[tuple[str, float]] = []
    at = token
    while at < len(lower):
        kind, worth = _worth(lower[at : at + 1])
        if kind and (not parts or kind == "scale" or _joins(parts[-1], worth)):
            parts.append((kind, worth))
            at += 1
        elif lower[at] in ("-", "and") and parts and at + 1 < len(lower) and _goes_on(lower, at, parts):
            at += 1
        else:
            break
    if at < len(lower) and lower[at] == "1/2":
        return at + 1 - token, Entry("num", _plain(_total(parts) + 0.5))
    spoken = _spoken_year([w for k, w in parts if k == "num"]) if not lower[token][0].isdigit() else None
    if spoken and len(parts) == len([p for p in parts if p[0] == "num"]):
        return at - token, Entry("year", str(spoken))
    return at - token, Entry("num", _plain(_total(parts)))


def _goes_on(lower: Sequence[str], at: int, parts: Sequence[tuple[str, float]]) -> bool:
    kind, worth = _worth(lower[at + 1 : at + 2])
    if lower[at] == "-":
        return kind == "num" and not lower[at + 1][0].isdigit() and _joins(parts[-1], worth)
    return kind == "num" and parts[-1][0] == "scale" and worth < parts[-1][1]


def _joins(last: tuple[str, float], worth: float) -> bool:
    """Tell whether a number word goes on from the last: after a scale, after tens, or as in "nineteen ninety"."""
    if last[0] == "scale":
        return worth < last[1]
    tens = last[1] >= 20 and last[1] % 10 == 0 and last[1] < 100
    return (tens and 0 < worth < 10) or (10 < last[1] <= 20 and 10 <= worth < 100)


def _spoken_year(numbers: Sequence[float]) -> int | None:
    """Return 1996 for nineteen, ninety, six."""
    if len(numbers) in (2, 3) and 11 <= numbers[0] <= 20 and numbers[1] >= 10:
        return int(numbers[0] * 100 + sum(numbers[1:]))
    return None


def _total(parts: Sequence[tuple[str, float]]) -> float:
    total = group = 0.0
    for kind, worth in parts:
        if kind == "num":
            group += worth
        elif worth == 100 or worth == 12:
            group = max(group, 1) * worth
        else:
            total, group = total + max(group, 1) * worth, 0.0
    return total + group


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)

"""A number of four digits in its sentence -> whether it is a year: no house, street, station, telephone or flight."""

from __future__ import annotations

from rashomon.extract.timex.marking import CLASSES, Marked
from rashomon.model import Parse

__all__ = ["follows_digits", "is_year"]

# what a bare year stands after, in brackets or otherwise
_BEFORE = frozenset({"in", "since", "by", "of", "from", "until", "to", "between", "before", "after", "during", "("})
# behind these no house has its number: in 2008 Wall Street fell
_TIMES = frozenset({"in", "since", "by", "until", "during"})
# what makes "the 1994 Old Square trial" no address
_DETERMINERS = frozenset({"DET", "PRON", "PART"})
# numbers below it are years only where a preposition or "the" says so: stations, military times and houses are many
_SURE_FROM = 1500
# words between the number and "Street" in an address
_MAX_STREET = 4


def is_year(parse: Parse, marked: Marked, token: int) -> bool:
    """Tell whether a number that could be a year is one, by the words around it."""
    if _has_kind(marked, token - 1, "numbered") or follows_digits(parse, token):
        return False
    if parse.dep[token] == "conj" and _has_kind(marked, parse.head[token] - 1, "numbered"):
        return False  # resolutions 1368 and 1373
    following = token + 1
    while _word(parse, following) in ("-", "–") or _word(parse, following).isdigit():
        following += 1
    if _word(parse, following) in ("block", "blocks") or _has_kind(marked, following, "make"):
        return False
    if _is_address(parse, marked, token):
        return False
    before = _word(parse, token - 1)
    if before in ("at", "@"):
        return False
    return int(marked.values[token]) >= _SURE_FROM or before in _BEFORE or _is_determined(parse, token)


def follows_digits(parse: Parse, token: int) -> bool:
    """Tell whether a hyphen or dot joins the number to digits before it: 555-0134-1140."""
    joined = token >= 2 and parse.starts[token] == parse.ends[token - 1] and parse.words[token - 1] in ("-", ".", "–")
    before = parse.words[token - 2] if joined else ""
    return before.isdigit() and len(before) == 3


def _word(parse: Parse, token: int) -> str:
    return parse.words[token].lower() if 0 <= token < len(parse.words) else ""


def _has_kind(marked: Marked, token: int, kind: str) -> bool:
    return 0 <= token < len(marked.letters) and marked.letters[token] == CLASSES[kind]


def _is_address(parse: Parse, marked: Marked, token: int) -> bool:
    """Tell whether a street is named after the number: 1202 West Graham Road, but not the 1994 Old Square trial."""
    if _is_determined(parse, token) or _word(parse, token - 1) in _TIMES:
        return False
    for following in range(token + 1, min(len(parse.words), token + 2 + _MAX_STREET)):
        if _has_kind(marked, following, "street") and following > token + 1:
            return True
        if not (parse.words[following][0].isupper() or parse.words[following][0].isdigit()):
            return False
    return False


def _is_determined(parse: Parse, token: int) -> bool:
    return token > 0 and parse.pos[token - 1] in _DETERMINERS

"""A trigger in its sentence and the times of its text -> whether it is told of another time, or of every so often."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.realis_cues import Effect
from rashomon.extract.event.realis_lexicon import find_operator
from rashomon.extract.event.realis_path import VERBS
from rashomon.model import Span, Timex

__all__ = ["find_times"]

# a year before this one is told of as history where nothing else dates the article
_HISTORY_BEFORE = 2016
# so many years before the article begins its past: "last year" is still news
_LONG_AGO = 2
_UNITS = frozenset({"year", "decade", "century", "generation", "age"})
_BACKWARDS = frozenset({"ago", "earlier", "before", "after", "previously", "back", "on"})


def find_times(syntax: Syntax, trigger: int, way: Collection[int], timexes: Sequence[Timex]) -> Iterator[Effect]:
    """Yield what the times of a sentence make of an event; `way` are the governors of the trigger.

    `why` of each ends in whose time it is: own, above (of a governor), or other (of another clause).
    """
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    reach = Span(parse.starts[first], parse.ends[end - 1])
    today = _today(syntax, timexes)
    for timex in timexes:
        if not timex.span.overlaps(reach):
            continue
        tokens = [t for t in range(first, end) if timex.span.overlaps(parse.span(t, t))]
        if not tokens:
            continue
        whose = _whose(syntax, tokens, trigger, way)
        year = _year(timex)
        if year is not None and year <= today - _LONG_AGO:
            yield Effect("historical", f"year-{whose}", 0, tokens[0], tokens[-1])
        if timex.type == "SET":
            yield Effect("habitual", f"set-{whose}", 0, tokens[0], tokens[-1])
    yield from _of_words(syntax, trigger, way, range(first, end))


def _of_words(syntax: Syntax, trigger: int, way: Collection[int], sentence: range) -> Iterator[Effect]:
    """Yield "twenty years ago", "a year after", and words of another age or of repetition."""
    parse = syntax.parse
    for token in sentence:
        if token == trigger:
            continue
        lemma = parse.lemma[token].lower()
        if lemma in _UNITS and token + 1 in sentence and parse.words[token + 1].lower() in _BACKWARDS:
            word = parse.words[token + 1].lower()
            begin = (
                token - 1 if token - 1 in sentence and parse.pos[token - 1] in ("NUM", "DET", "ADJ", "ADV") else token
            )
            kind = "ago" if word in ("ago", "back", "previously") else "years-after"
            yield Effect(
                "historical", f"{kind}-{_whose(syntax, [token, token + 1], trigger, way)}", 0, begin, token + 1
            )
        for pos in "he":
            hit = find_operator(syntax, token, pos)
            if hit is not None:
                yield Effect(hit.operator.affirmed, f"word-{_whose(syntax, [token], trigger, way)}", 0, token, token)


def _whose(syntax: Syntax, tokens: Sequence[int], trigger: int, way: Collection[int]) -> str:
    """Tell whether a time belongs to the trigger itself, to a governor of it, or to another clause."""
    parse, token = syntax.parse, tokens[-1]
    while True:
        if token == trigger:
            return "own"
        if parse.pos[token] in VERBS and token not in tokens:
            if parse.head[token] == trigger and parse.dep[token] in ("acl", "relcl"):
                return "own"
            return "above" if token in way else "other"
        if parse.head[token] == token:
            return "other"
        token = parse.head[token]


def _today(syntax: Syntax, timexes: Sequence[Timex]) -> int:
    """Return the year of the article: the latest of those that no words spell out, as "Monday" was dated by it."""
    written = {w for w in syntax.parse.words if re.fullmatch(r"[12]\d{3}", w)}
    years = [(str(year), year) for t in timexes if (year := _year(t)) is not None]
    dated = [year for text, year in years if text not in written]
    return max(dated) if dated and max(dated) > 2000 else max([year for _, year in years] + [_HISTORY_BEFORE])


def _year(timex: Timex) -> int | None:
    """Return the year of a value; of a decade or a century ("198", "19") its last."""
    found = re.match(r"(\d{2,4})", timex.value or "")
    return int(found[1].ljust(4, "9")) if found else None

"""A trigger in its sentence and the times of its text -> whether it is told of another time, or of every so often."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import compress, groupby
from typing import NamedTuple

from rashomon.extract.event.realis_effects import Effect, Reading
from rashomon.extract.event.realis_lexicon import Hit, Sentences, find_operator, operators_of
from rashomon.extract.event.realis_path import VERBS
from rashomon.model import Timex

__all__ = ["Times", "find_times"]

# a year before this one is told of as history where nothing else dates the article
_HISTORY_BEFORE = 2016
# so many years before the article begins its past: "last year" is still news
_LONG_AGO = 2
_UNITS = frozenset({"year", "decade", "century", "generation", "age"})
_BACKWARDS = frozenset({"ago", "earlier", "before", "after", "previously", "back", "on", "since"})


class _Word(NamedTuple):
    """A word that speaks of time, whatever the trigger: with its operators, of years back, of what comes again."""

    token: int
    is_back: bool
    hits: tuple[tuple[str, Hit], ...]
    is_again: bool


class Times:
    """What one article says of time, worked out once for all its triggers, and how those were read so far."""

    def __init__(self, syntax: Sentences, timexes: Sequence[Timex]) -> None:
        self.syntax = syntax
        self.told: dict[int, list[tuple[Timex, int | None, list[int]]]] = {}
        for timex in timexes:
            year = _year(timex)
            for sentence, tokens in _by_sentence(syntax, timex):
                self.told.setdefault(sentence, []).append((timex, year, tokens))
        self.today = _today(syntax, timexes)
        self._words: dict[int, list[_Word]] = {}
        # of triggers of one word: what the sentence says of them is the same for whoever asks
        self.readings: dict[int, Reading] = {}

    def words(self, sentence: int) -> list[_Word]:
        """Return the words of time of a sentence, in text order."""
        if sentence not in self._words:
            self._words[sentence] = list(_words_of(self.syntax, range(*self.syntax.parse.sentences[sentence])))
        return self._words[sentence]


def _by_sentence(syntax: Sentences, timex: Timex) -> Iterator[tuple[int, list[int]]]:
    """Yield the tokens of a time, sentence by sentence."""
    first = bisect_right(syntax.parse.ends, timex.span.start)
    tokens = range(first, bisect_left(syntax.parse.starts, timex.span.end))
    for sentence, inside in groupby(tokens, key=syntax.sentence.__getitem__):
        yield sentence, list(inside)


def find_times(times: Times, trigger: int, way: Collection[int]) -> Iterator[Effect]:
    """Yield what the times of a sentence make of an event; `way` are the governors of the trigger.

    `why` of each ends in whose time it is: own, above (of a governor), or other (of another clause).
    """
    syntax, parse = times.syntax, times.syntax.parse
    _, end = parse.sentences[syntax.sentence[trigger]]
    for timex, year, tokens in times.told.get(syntax.sentence[trigger], ()):
        whose = _whose(syntax, tokens, trigger, way)
        if year is not None and year <= times.today - _LONG_AGO:
            yield Effect("historical", f"year-{whose}", 0, tokens[0], tokens[-1])
        if timex.type == "DATE" and _is_futurate(syntax, trigger, tokens[0], end - 1):
            yield Effect("planned", f"ahead-{whose}", 0, tokens[0], tokens[-1])
        if timex.type == "SET":
            yield Effect("habitual", f"set-{whose}", 0, tokens[0], tokens[-1])
    yield from _of_words(times, trigger, way)


def _is_futurate(syntax: Sentences, trigger: int, day: int, stop: int) -> bool:
    """Tell whether a present tense speaks of a day to come: "the ban takes effect on Monday"; headlines do not."""
    parse = syntax.parse
    verb = trigger if parse.pos[trigger] in VERBS else parse.head[trigger]
    present = parse.tag[verb] in ("VBZ", "VBP") and not syntax.has(verb, "aux", "auxpass", "acomp", "attr")
    named = day > 0 and parse.lower[day - 1] in ("on", "from", "at", "by")
    return present and named and not parse.words[stop][0].isalnum()


def _words_of(syntax: Sentences, sentence: range) -> Iterator[_Word]:
    """Yield the words of a sentence that speak of time."""
    lower, lemma = syntax.parse.lower, syntax.parse.lemma
    told = list(map(_of_time, lower[sentence.start : sentence.stop], lemma[sentence.start : sentence.stop]))
    for token, (kinds, in_calendar) in zip(compress(sentence, told), filter(None, told), strict=True):
        found = [(kind, find_operator(syntax, token, pos)) for pos, kind in kinds]
        hits = tuple((kind, hit) for kind, hit in found if hit is not None) if found else ()
        is_back = lemma[token] in _UNITS and token + 1 in sentence and lower[token + 1] in _BACKWARDS
        is_again = in_calendar and _comes_again(syntax, token, sentence)
        if is_back or hits or is_again:
            yield _Word(token, is_back, hits, is_again)


@lru_cache(maxsize=1 << 14)
def _of_time(word: str, lemma: str) -> tuple[tuple[tuple[str, str], ...], bool] | None:
    """Return which operators of time a word begins, and whether it is a day, a season or a unit; None if neither."""
    operators = operators_of(word, lemma)
    kinds = tuple((pos, kind) for pos, kind in _KINDS.items() if pos in operators)
    in_calendar = lemma in _COMES_AGAIN or word.rstrip("s") in _DAYS
    return (kinds, in_calendar) if kinds or in_calendar else None


def _of_words(times: Times, trigger: int, way: Collection[int]) -> Iterator[Effect]:
    """Yield "twenty years ago", "a year after", and words of another age, of repetition, or of what is to come."""
    syntax, number = times.syntax, times.syntax.sentence[trigger]
    for word in times.words(number):
        token = word.token
        if token == trigger:
            continue
        if word.is_back:
            yield _years_back(syntax, token, trigger, way, range(*syntax.parse.sentences[number]))
        for kind, hit in word.hits:
            if _speaks_of_time(syntax, token, kind, trigger):
                whose = _whose(syntax, [token], trigger, way)
                yield Effect(hit.operator.affirmed, f"{kind}-{whose}", 0, hit.tokens[0], hit.tokens[-1])
        if word.is_again:
            yield Effect("habitual", f"again-{_whose(syntax, [token], trigger, way)}", 0, token, token)


# kinds of words in realis.tsv that speak of time
_KINDS = {"h": "era", "e": "often", "x": "word", "y": "ahead", "f": "fiction"}


# what a novel or an exercise does with what happens in it
_SHOWS = frozenset(
    {"show", "see", "imagine", "simulate", "depict", "tell", "portray", "assume", "describe", "feature", "have"}
)


def _speaks_of_time(syntax: Sentences, token: int, kind: str, trigger: int) -> bool:
    """Tell whether a word of repetition or fiction is about the event: not "each other", "weekly paper", "a film"."""
    parse = syntax.parse
    dep, head = parse.dep[token], parse.head[token]
    if kind == "fiction":
        inside = dep == "pobj" and parse.lower[head] in ("in", "during", "for", "under")
        shown = dep == "nsubj" and parse.lemma[head] in _SHOWS and syntax.is_below(trigger, head)
        return (inside or shown) and parse.pos[trigger] in VERBS
    if kind != "often":
        return True
    if dep == "det" and parse.lemma[token] in ("every", "each"):
        above = parse.lower[parse.head[head]]
        return parse.dep[head] == "npadvmod" or (
            parse.dep[head] == "pobj" and above in ("at", "in", "on", "after", "before")
        )
    return dep not in ("amod", "compound") or head == trigger or parse.dep[head] in ("attr", "pobj")


def _years_back(syntax: Sentences, unit: int, trigger: int, way: Collection[int], sentence: range) -> Effect:
    parse = syntax.parse
    word = parse.lower[unit + 1]
    counted = unit - 1 in sentence and parse.pos[unit - 1] in ("NUM", "DET", "ADJ", "ADV")
    kind = "ago" if word in ("ago", "back", "previously") else "anniversary"
    whose = _whose(syntax, [unit, unit + 1], trigger, way)
    if whose == "other" and min(unit, unit - counted) == sentence.start:
        whose = "own"  # the parser hangs what a sentence begins with here and there
    governor = parse.head[unit + 1] if parse.head[unit + 1] != unit else parse.head[unit]
    own = parse.head[governor] == trigger or (word == "since" and parse.dep[trigger] == "advcl")
    if kind == "anniversary" and own:
        whose = "own"  # "a hundred years before the bridge was built, ferrymen blocked"
    return Effect("historical", f"{kind}-{whose}", 0, unit - 1 if counted else unit, unit + 1)


def _comes_again(syntax: Sentences, token: int, sentence: range) -> bool:
    """Tell whether words say "season after season", or name days or hours of the week in the plural."""
    parse, word = syntax.parse, syntax.parse.lower[token]
    if token + 2 in sentence and parse.lower[token + 1] in ("after", "by", "in"):
        return parse.lower[token + 2] == word and parse.lemma[token] in _COMES_AGAIN
    if parse.tag[token] not in ("NNS", "NNPS") or word == (lemma := parse.lemma[token]):
        return False
    return lemma in _DAYS or word.rstrip("s") in _DAYS


_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend", "evening", "morning",
     "afternoon", "night", "summer", "winter", "spring", "autumn"}
)  # fmt: skip
_COMES_AGAIN = _DAYS | _UNITS | {"day", "week", "month", "season", "time"}


def _whose(syntax: Sentences, tokens: Sequence[int], trigger: int, way: Collection[int]) -> str:
    """Tell whether a time belongs to the trigger itself, to a governor of it, or to another clause."""
    parse, token = syntax.parse, tokens[-1]
    while True:
        if token == trigger:
            return "own"
        if parse.dep[trigger] == "relcl" and token == parse.head[trigger]:
            return "own"
        if parse.pos[token] in VERBS and token not in tokens:
            return _of_verb(syntax, token, tokens, trigger, way)
        if parse.head[token] == token:
            return "other"
        token = parse.head[token]


def _of_verb(syntax: Sentences, verb: int, tokens: Sequence[int], trigger: int, way: Collection[int]) -> str:
    """Tell whose a time is that hangs on another verb than the trigger."""
    parse = syntax.parse
    if parse.head[verb] == trigger and parse.dep[verb] in ("acl", "relcl"):
        return "own"
    if parse.head[verb] == trigger and parse.dep[verb] == "advcl" and parse.lower[tokens[0]] in _WHENEVER:
        return "own"
    same = parse.dep[trigger] == "conj" and parse.head[trigger] == verb and not syntax.has(trigger, "npadvmod")
    cleft = verb in way and parse.lemma[verb] == "be" and any(parse.lower[c] == "it" for c in syntax.children[verb])
    return "own" if same or cleft else "above" if verb in way else "other"


_WHENEVER = frozenset({"whenever", "every", "each"})


def _today(syntax: Sentences, timexes: Sequence[Timex]) -> int:
    """Return the year of the article: the latest of those that no words spell out, as "Monday" was dated by it."""
    written = {w for w in syntax.parse.words if len(w) == 4 and w.isdecimal() and w[0] in "12"}
    years = [(str(year), year) for t in timexes if (year := _year(t)) is not None]
    dated = [year for text, year in years if text not in written]
    return max(dated) if dated and max(dated) > 2000 else max([year for _, year in years] + [_HISTORY_BEFORE])


def _year(timex: Timex) -> int | None:
    """Return the year of a value; of a decade or a century ("198", "19") its last."""
    found = re.match(r"(\d{2,4})", timex.value or "")
    return int(found[1].ljust(4, "9")) if found else None

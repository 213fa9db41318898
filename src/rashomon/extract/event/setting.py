"""An event in its sentence -> where and when: the places and times that stand there, and which of them are its own.

A time may belong to the saying and not to what is said ("said on Monday that ... had shelled ..."), a place to another
event or to a person. What decides is how the grammar goes from the trigger to the words, which preposition leads there
and what else stands between; linear models weigh it (`events/place_weights.tsv`, `events/time_weights.tsv`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, product
from typing import Any, NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.lexicon import cue_of, lemma_of
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.evidence import Kinds
from rashomon.extract.event.linear import chance_of, weights_of
from rashomon.extract.event.participants import phrase
from rashomon.extract.stretches import Stretches
from rashomon.model import Span, Timex

__all__ = ["ANSWERS", "Option", "Scene", "Trigger"]

ANSWERS = ("yes", "no")
_VERBS = frozenset({"VERB", "AUX"})
_MAX_CLIMB = 6
# a sum that is this much below zero stays so, in whatever order it is added up
_MARGIN = 1e-6
# what makes evidence that often comes together, and of what: groups of it, in the order in which they are weighed
Groups = tuple[tuple[Any, ...], ...]


class Trigger(NamedTuple):
    """The head of a trigger, all its words, and the type of the event."""

    token: int
    words: tuple[int, ...]
    type: str


class Option(NamedTuple):
    """A place or time that may be an event's: its head, its words, and what speaks for and against it."""

    token: int
    span: Span
    groups: Groups

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return all that speaks."""
        return tuple(chain.from_iterable(make(*of) for make, *of in self.groups))


class _Leader(NamedTuple):
    """What a place or time hangs on: by which word, and whether it tells of a saying."""

    token: int
    link: str
    is_cue: bool


class _Object(NamedTuple):
    """The object of a verb or a preposition: where it stands, what it hangs on, and what that hangs on in turn."""

    token: int
    start: int
    end: int
    above: int
    is_led: bool
    leader: _Leader


class Scene:
    """One article with its triggers, asked where and when each event is."""

    def __init__(self, syntax: Syntax, kinds: Kinds, timexes: Sequence[Timex], triggers: Sequence[int]) -> None:
        self.syntax, self.parse, self.kinds = syntax, syntax.parse, kinds
        self.settings = Stretches(t.span for t in timexes)
        self.triggers = sorted(triggers)
        self._verbs_before = list(accumulate((pos == "VERB" for pos in self.parse.pos), initial=0))
        self._objects: dict[int, list[_Object]] = {}
        self._phrases: dict[int, Span] = {}
        self._weights: dict[tuple[int, str], tuple[tuple[float, ...], float]] = {}
        self._ways: dict[int, tuple[dict[int, str], str]] = {}
        self._timexes: dict[int, list[tuple[Timex, int, _Leader]]] = {}
        self._of_times: set[int] = set()
        for timex in timexes:
            tokens = self._tokens(timex.span)
            self._of_times.update(tokens)
            if tokens and timex.type in ("DATE", "TIME"):
                top = self._top(tokens)
                inside = self._timexes.setdefault(syntax.sentence[tokens[0]], [])
                inside.append((timex, top, self._leader_of_time(top)))

    def place_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the place of an event, None where none is told; `taken` are its participants."""
        right = []
        for token, leader in self._places(trigger, taken):
            total = _sum("place_weights", *self._standing(trigger, token, leader))
            weights, itself = self._weights_of_place(trigger.type, token, leader.link)
            # most are out of the question, whatever stands between
            if total + itself + _most_between() < -_MARGIN:
                continue
            for weight in chain(_weigh("place_weights", *self._between(trigger, token)), weights):
                total += weight
            if (sure := chance_of(total)) is not None:
                right.append((sure, self._phrase(token)))
        return _best(right)

    def time_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the time of an event, None where none is told."""
        if self.syntax.sentence[trigger.token] not in self._timexes:
            return None
        right = []
        for _, span, groups in self.times(trigger, taken):
            total = 0.0
            for weight in chain.from_iterable(_weigh("time_weights", *group) for group in groups):
                total += weight
            if (sure := chance_of(total)) is not None:
                right.append((sure, span))
        return _best(right)

    def places(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield what hangs on a preposition in the sentence, and the object of the trigger, unless it is taken."""
        for token, leader in self._places(trigger, taken):
            groups = (*self._common(trigger, token, leader), *self._of_place(trigger.type, token, leader.link))
            yield Option(token, self._phrase(token), groups)

    def _places(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[tuple[int, _Leader]]:
        sentence = self.syntax.sentence[trigger.token]
        if sentence not in self._objects:
            self._objects[sentence] = list(self._objects_of(sentence))
        for token, start, end, above, is_led, leader in self._objects[sentence]:
            if token in trigger.words or not (is_led or above in trigger.words):
                continue
            for span in taken:
                if span.start < end and start < span.end:
                    break
            else:
                yield token, leader

    def _objects_of(self, sentence: int) -> Iterator[_Object]:
        """Yield the objects of prepositions and of verbs in a sentence; times are none."""
        parse = self.parse
        first, end = parse.sentences[sentence]
        for token, dep in enumerate(parse.dep[first:end], first):
            if dep not in ("pobj", "dobj"):
                continue
            above = parse.head[token]
            is_led = dep == "pobj" and parse.dep[above] in ("prep", "agent", "prt")
            if (is_led or dep == "dobj") and token not in self._of_times:
                link = parse.lower[above] if is_led else "object"
                leader = self._leader(self._chain(above) if is_led else above, link)
                yield _Object(token, parse.starts[token], parse.ends[token], above, is_led, leader)

    def _phrase(self, token: int) -> Span:
        if token not in self._phrases:
            self._phrases[token] = phrase(self.syntax, token, self.settings)
        return self._phrases[token]

    def times(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield the dates and times of day of the sentence."""
        inside = self._timexes.get(self.syntax.sentence[trigger.token], ())
        for timex, token, leader in inside:
            if any(s.holds(timex.span) for s in taken):
                continue
            nearer = any(abs(h - trigger.token) < abs(token - trigger.token) for _, h, _ in inside)
            groups = (
                *self._common(trigger, token, leader),
                (_of_time, len(timex.value or ""), timex.type, leader.link, nearer),
            )
            yield Option(token, timex.span, groups)

    def _leader_of_time(self, token: int) -> _Leader:
        above = self.parse.head[token]
        if self.parse.dep[token] in ("pobj", "pcomp"):
            return self._leader(self._chain(above), self.parse.lower[above])
        return self._leader(above, self.parse.dep[token])

    def _leader(self, token: int, link: str) -> _Leader:
        is_cue = cue_of(lemma_of(self.parse, token), self.parse.pos[token]) is not None
        return _Leader(token, link, is_cue)

    def _chain(self, preposition: int) -> int:
        """Return the word that a preposition hangs on, past other prepositions ("from behind")."""
        token = self.parse.head[preposition]
        while self.parse.dep[token] == "prep" and self.parse.head[token] != token:
            token = self.parse.head[token]
        return token

    def _common(self, trigger: Trigger, token: int, leader: _Leader) -> Groups:
        """Return how trigger and word stand to each other, however the word is to be read."""
        return self._standing(trigger, token, leader), self._between(trigger, token)

    def _standing(self, trigger: Trigger, token: int, leader: _Leader) -> tuple[Any, ...]:
        at = trigger.token
        is_noun = self.parse.pos[at] not in _VERBS
        saying = leader.is_cue and leader.token not in trigger.words
        side = "before" if token < at else "behind"
        return _standing, self._path(trigger, leader), side, leader.link, trigger.type, is_noun, saying

    def _between(self, trigger: Trigger, token: int) -> tuple[Any, ...]:
        at = trigger.token
        low, high, side = (token, at, "before") if token < at else (at, token, "behind")
        others = bisect_left(self.triggers, high) - bisect_right(self.triggers, low)
        verbs = self._verbs_before[high] - self._verbs_before[low + 1]
        if len(trigger.words) > 1:
            verbs -= sum(low < t < high and self.parse.pos[t] == "VERB" for t in trigger.words)
        return _between, others, verbs, (high - low).bit_length(), side

    def _of_place(self, kind: str, token: int, link: str) -> Groups:
        what, lemma = self.kinds.of(token), self.parse.lemma[token]
        if what in ("thing", "name", "group", "organisation") and lemma in _place_nouns():
            what = "place noun"
        mention = self.kinds.by_token.get(token)
        named = mention is not None and mention.form == "name"
        return (_of_thing, what, link, kind), (_of_word, lemma, named, link)

    def _weights_of_place(self, kind: str, token: int, link: str) -> tuple[tuple[float, ...], float]:
        """Return what speaks of a place by itself, whatever the trigger of this type, and the sum of it."""
        if (token, kind) not in self._weights:
            of_thing, of_word = self._of_place(kind, token, link)
            weights = (*_weigh("place_weights", *of_thing), *_weigh("place_weights", *of_word))
            self._weights[token, kind] = weights, sum(weights)
        return self._weights[token, kind]

    def _path(self, trigger: Trigger, leader: _Leader) -> str:
        """Return how the grammar leads from a trigger to the word that a place or time hangs on."""
        if leader.token in trigger.words:
            return "own"
        head, dep = self.parse.head, self.parse.dep
        lower, token = "", leader.token
        for _ in range(_MAX_CLIMB):
            above = head[token]
            if above in trigger.words:
                return _below(lower, dep[token])
            if head[above] == above:
                break
            lower, token = dep[token], above
        if trigger.token not in self._ways:
            self._ways[trigger.token] = self._ways_above(trigger.token)
        ways, beside = self._ways[trigger.token]
        return ways.get(leader.token, beside)

    def _ways_above(self, trigger: int) -> tuple[dict[int, str], str]:
        """Return how the grammar leads up from a trigger to each word above it, and to all others."""
        ways: dict[int, str] = {}
        above: list[str] = []
        token = trigger
        while self.parse.head[token] != token and len(above) < _MAX_CLIMB:
            above.append(self.parse.dep[token])
            token = self.parse.head[token]
            ways[token] = "above:" + ">".join(above[:3])
        return ways, "beside:" + (above[-1] if above else "root")

    def _tokens(self, span: Span) -> range:
        return range(bisect_right(self.parse.ends, span.start), bisect_left(self.parse.starts, span.end))

    def _top(self, tokens: range) -> int:
        """Return which of some tokens hangs on one outside, the last where several do."""
        out = [t for t in tokens if self.parse.head[t] not in tokens or self.parse.head[t] == t]
        return out[-1] if out else tokens[-1]


@cache
def _below(lower: str, upper: str) -> str:
    """Return how the grammar leads down: its last two steps tell enough."""
    return f"below:{lower}>{upper}" if lower else f"below:{upper}"


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(noun for row in table("events/places.tsv") for noun in row[1].split())


# ---- what speaks -------------------------------------------------------------------------------------------------


def _standing(path: str, side: str, link: str, kind: str, is_noun: bool, saying: bool) -> Iterator[str]:
    yield "bias"
    yield f"path={path}"
    yield f"path={path}:{side}"
    yield f"path={path}:{link}"
    yield f"link={link}:{side}"
    yield f"type={kind}:{link}"
    yield f"noun={is_noun}:{path}"
    if saying:
        yield f"saying:{path}"
        yield "saying"


def _between(others: int, verbs: int, distance: int, side: str) -> Iterator[str]:
    yield f"events between={min(others, _MOST_EVENTS)}"
    yield f"verbs between={min(verbs, _MOST_VERBS)}:{side}"
    yield f"distance={min(distance, _FURTHEST)}:{side}"


# more of them, or further off, is all one
_MOST_EVENTS, _MOST_VERBS, _FURTHEST = 2, 3, 5


@cache
def _most_between() -> float:
    """Return how much what stands between can speak for a place at most: what counts of it is a small number each."""
    ways = product(range(_MOST_EVENTS + 1), range(_MOST_VERBS + 1), range(_FURTHEST + 1), ("before", "behind"))
    return max(sum(_weigh("place_weights", _between, *way)) for way in ways)


def _of_thing(what: str, link: str, kind: str) -> Iterator[str]:
    yield f"what={what}"
    yield f"what={what}:{link}"
    yield f"what={what}:{kind}"


def _of_word(lemma: str, named: bool, link: str) -> Iterator[str]:
    yield f"word={lemma}"
    yield f"named={named}:{link}"


def _of_time(size: int, kind: str, link: str, several: bool) -> Iterator[str]:
    yield f"size={min(size, 12)}:{link}"
    yield f"type of time={kind}:{link}"
    yield f"nearer={several}"


# the same few thousand ways to stand make up most of any text
@lru_cache(maxsize=1 << 15)
def _weigh(weights: str, make: Callable[..., Iterator[str]], *of: Any) -> tuple[float, ...]:
    """Return how much each piece of evidence speaks for an option."""
    return weights_of(weights, make(*of), ANSWERS[0])


@lru_cache(maxsize=1 << 14)
def _sum(weights: str, make: Callable[..., Iterator[str]], *of: Any) -> float:
    """Return the sum of what `_weigh` returns, for what comes first of all that speaks."""
    total = 0.0
    for weight in weights_of(weights, make(*of), ANSWERS[0]):
        total += weight
    return total


def _best(found: Sequence[tuple[float, Span]]) -> Span | None:
    """Return the likeliest, as the longest of those that hold it."""
    if not found:
        return None
    best = max(found, key=lambda pair: pair[0])[1]
    return max((span for _, span in found if span.holds(best)), key=lambda span: span.end - span.start)

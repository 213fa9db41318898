"""An event in its sentence -> where and when: the places and times that stand there, and which of them are its own.

A time may belong to the saying and not to what is said ("said on Monday that ... had shelled ..."), a place to another
event or to a person. What decides is how the grammar goes from the trigger to the words, which preposition leads there
and what else stands between; linear models weigh it (`events/place_weights.tsv`, `events/time_weights.tsv`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from rashomon.data import table
from rashomon.extract.attribution.lexicon import cue_of, lemma_of
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.evidence import Kinds
from rashomon.extract.event.linear import classify
from rashomon.extract.event.participants import phrase
from rashomon.extract.stretches import Stretches
from rashomon.model import Span, Timex

__all__ = ["ANSWERS", "Option", "Scene", "Trigger"]

ANSWERS = ("yes", "no")
_Told = TypeVar("_Told")
_VERBS = frozenset({"VERB", "AUX"})
_MAX_CLIMB = 6


class Trigger(NamedTuple):
    """The head of a trigger, all its words, and the type of the event."""

    token: int
    words: tuple[int, ...]
    type: str


class Option(NamedTuple):
    """A place or time that may be an event's: its head, its words, and what speaks for and against it."""

    token: int
    span: Span
    evidence: tuple[str, ...]


class _Object(NamedTuple):
    """The object of a verb or a preposition: what it hangs on, by which word, and what that hangs on in turn."""

    token: int
    above: int
    is_led: bool
    link: str
    leader: int


class Scene:
    """One article with its triggers, asked where and when each event is."""

    def __init__(self, syntax: Syntax, kinds: Kinds, timexes: Sequence[Timex], triggers: Sequence[int]) -> None:
        self.syntax, self.parse, self.kinds = syntax, syntax.parse, kinds
        self._timexes: dict[int, list[tuple[Timex, int]]] = {}
        for timex in timexes:
            if timex.type in ("DATE", "TIME") and (tokens := self._tokens(timex.span)):
                self._timexes.setdefault(syntax.sentence[tokens[0]], []).append((timex, self._top(tokens)))
        self.settings = Stretches(t.span for t in timexes)
        self.triggers = sorted(triggers)
        self._verbs_before = list(accumulate((pos == "VERB" for pos in self.parse.pos), initial=0))
        self._objects: dict[int, list[_Object]] = {}
        self._phrases: dict[int, Span] = {}

    def place_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the place of an event, None where none is told; `taken` are its participants."""
        right = _likely("place_weights", self._places(trigger, taken))
        return _best((sure, self._phrase(token)) for sure, token in right)

    def time_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the time of an event, None where none is told."""
        return _best(_likely("time_weights", ((o.span, o.evidence) for o in self.times(trigger, taken))))

    def places(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield what hangs on a preposition in the sentence, and the object of the trigger, unless it is taken."""
        for token, evidence in self._places(trigger, taken):
            yield Option(token, self._phrase(token), tuple(evidence))

    def _places(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[tuple[int, list[str]]]:
        sentence = self.syntax.sentence[trigger.token]
        if sentence not in self._objects:
            self._objects[sentence] = list(self._objects_of(sentence))
        for token, above, is_led, link, leader in self._objects[sentence]:
            if token in trigger.words or not (is_led or above in trigger.words):
                continue
            start, end = self.parse.starts[token], self.parse.ends[token]
            if not any(s.start < end and start < s.end for s in taken):
                yield token, self._common(trigger, token, leader, link) + self._of_place(trigger, token, link)

    def _objects_of(self, sentence: int) -> Iterator[_Object]:
        """Yield the objects of prepositions and of verbs in a sentence; times are none."""
        parse = self.parse
        for token in range(*parse.sentences[sentence]):
            dep, above = parse.dep[token], parse.head[token]
            is_led = dep == "pobj" and parse.dep[above] in ("prep", "agent", "prt")
            if (is_led or dep == "dobj") and not self.settings.touch(parse.span(token, token)):
                link = parse.words[above].lower() if is_led else "object"
                yield _Object(token, above, is_led, link, self._chain(above) if is_led else above)

    def _phrase(self, token: int) -> Span:
        if token not in self._phrases:
            self._phrases[token] = phrase(self.syntax, token, self.settings)
        return self._phrases[token]

    def times(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield the dates and times of day of the sentence."""
        inside = self._timexes.get(self.syntax.sentence[trigger.token], ())
        for timex, token in inside:
            if any(s.holds(timex.span) for s in taken):
                continue
            led = self.parse.dep[token] in ("pobj", "pcomp")
            above = self.parse.head[token]
            link = self.parse.words[above].lower() if led else self.parse.dep[token]
            leader = self._chain(above) if led else above
            nearer = any(abs(h - trigger.token) < abs(token - trigger.token) for _, h in inside)
            evidence = (*self._common(trigger, token, leader, link), *_of_time(timex, link, several=nearer))
            yield Option(token, timex.span, evidence)

    def _chain(self, preposition: int) -> int:
        """Return the word that a preposition hangs on, past other prepositions ("from behind")."""
        token = self.parse.head[preposition]
        while self.parse.dep[token] == "prep" and self.parse.head[token] != token:
            token = self.parse.head[token]
        return token

    def _common(self, trigger: Trigger, token: int, leader: int, link: str) -> list[str]:
        """Return how trigger and word stand to each other, however the word is to be read."""
        path = self._path(trigger, leader)
        side = "before" if token < trigger.token else "behind"
        cue = cue_of(lemma_of(self.parse, leader), self.parse.pos[leader])
        saying = cue is not None and leader not in trigger.words
        low, high = sorted((token, trigger.token))
        others = bisect_left(self.triggers, high) - bisect_right(self.triggers, low)
        verbs = self._verbs_before[high] - self._verbs_before[low + 1]
        verbs -= sum(low < t < high and self.parse.pos[t] == "VERB" for t in trigger.words)
        return [
            "bias",
            f"path={path}",
            f"path={path}:{side}",
            f"path={path}:{link}",
            f"link={link}:{side}",
            f"type={trigger.type}:{link}",
            f"noun={self.parse.pos[trigger.token] not in _VERBS}:{path}",
            *((f"saying:{path}", "saying") if saying else ()),
            f"events between={min(others, 2)}",
            f"verbs between={min(verbs, 3)}:{side}",
            f"distance={min((high - low).bit_length(), 5)}:{side}",
        ]

    def _of_place(self, trigger: Trigger, token: int, link: str) -> list[str]:
        what, lemma = self.kinds.of(token), self.parse.lemma[token].lower()
        if what in ("thing", "name", "group", "organisation") and lemma in _place_nouns():
            what = "place noun"
        mention = self.kinds.by_token.get(token)
        return [
            f"what={what}",
            f"what={what}:{link}",
            f"what={what}:{trigger.type}",
            f"word={lemma}",
            f"named={mention is not None and mention.form == 'name'}:{link}",
        ]

    def _path(self, trigger: Trigger, leader: int) -> str:
        """Return how the grammar leads from a trigger to the word that a place or time hangs on."""
        if leader in trigger.words:
            return "own"
        below: list[str] = []
        token = leader
        for _ in range(_MAX_CLIMB):
            below.append(self.parse.dep[token])
            token = self.parse.head[token]
            if token in trigger.words:
                return "below:" + ">".join(below[-2:])
            if self.parse.head[token] == token:
                break
        above: list[str] = []
        token = trigger.token
        for _ in range(_MAX_CLIMB):
            if self.parse.head[token] == token:
                break
            above.append(self.parse.dep[token])
            token = self.parse.head[token]
            if token == leader:
                return "above:" + ">".join(above[:3])
        return "beside:" + (above[-1] if above else "root")

    def _tokens(self, span: Span) -> range:
        return range(bisect_right(self.parse.ends, span.start), bisect_left(self.parse.starts, span.end))

    def _top(self, tokens: range) -> int:
        """Return which of some tokens hangs on one outside, the last where several do."""
        out = [t for t in tokens if self.parse.head[t] not in tokens or self.parse.head[t] == t]
        return out[-1] if out else tokens[-1]


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(noun for row in table("events/places.tsv") for noun in row[1].split())


def _of_time(timex: Timex, link: str, *, several: bool) -> Iterator[str]:
    size = len(timex.value or "")
    yield f"size={min(size, 12)}:{link}"
    yield f"type of time={timex.type}:{link}"
    yield f"nearer={several}"


def _likely(weights: str, options: Iterable[tuple[_Told, Sequence[str]]]) -> list[tuple[float, _Told]]:
    """Return those that are likelier right than wrong, each with its probability."""
    judged = ((classify(weights, evidence, ANSWERS), option) for option, evidence in options)
    return [(sure, option) for (answer, sure), option in judged if answer == "yes"]


def _best(right: Iterable[tuple[float, Span]]) -> Span | None:
    """Return the likeliest, as the longest of those that hold it."""
    found = list(right)
    if not found:
        return None
    best = max(found, key=lambda pair: pair[0])[1]
    return max((span for _, span in found if span.holds(best)), key=lambda span: span.end - span.start)

"""An event in its sentence -> where and when: the places and times that stand there, and which of them are its own.

A time may belong to the saying and not to what is said ("said on Monday that ... had shelled ..."), a place to another
event or to a person. What decides is how the grammar goes from the trigger to the words, which preposition leads there
and what else stands between; linear models weigh it (`events/place_weights.tsv`, `events/time_weights.tsv`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.attribution.lexicon import cue_of, lemma_of
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.evidence import Kinds
from rashomon.extract.event.linear import classify
from rashomon.extract.event.participants import phrase
from rashomon.model import Span, Timex

__all__ = ["ANSWERS", "Option", "Scene", "Trigger"]

ANSWERS = ("yes", "no")
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


class Scene:
    """One article with its triggers, asked where and when each event is."""

    def __init__(self, syntax: Syntax, kinds: Kinds, timexes: Sequence[Timex], triggers: Sequence[int]) -> None:
        self.syntax, self.parse, self.kinds = syntax, syntax.parse, kinds
        self.timexes = [t for t in timexes if t.type in ("DATE", "TIME")]
        self.settings = [t.span for t in timexes]
        self.triggers = sorted(triggers)

    def place_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the place of an event, None where none is told; `taken` are its participants."""
        return _best("place_weights", self.places(trigger, taken))

    def time_of(self, trigger: Trigger, taken: Sequence[Span]) -> Span | None:
        """Return the words for the time of an event, None where none is told."""
        return _best("time_weights", self.times(trigger, taken))

    def places(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield what hangs on a preposition in the sentence, and the object of the trigger, unless it is taken."""
        for token in self._sentence(trigger.token):
            dep, above = self.parse.dep[token], self.parse.head[token]
            led = dep == "pobj" and self.parse.dep[above] in ("prep", "agent", "prt")
            if not led and not (dep == "dobj" and above in trigger.words):
                continue
            here = self.parse.span(token, token)
            if token in trigger.words or any(s.overlaps(here) for s in (*taken, *self.settings)):
                continue
            link = self.parse.words[above].lower() if led else "object"
            leader = self._chain(above) if led else above
            evidence = (*self._common(trigger, token, leader, link), *self._of_place(trigger, token, link))
            yield Option(token, phrase(self.syntax, token, self.settings), evidence)

    def times(self, trigger: Trigger, taken: Sequence[Span]) -> Iterator[Option]:
        """Yield the dates and times of day of the sentence."""
        sentence = self._sentence(trigger.token)
        inside = [t for t in self.timexes if self._tokens(t.span) and self._tokens(t.span)[0] in sentence]
        heads = [self._top(t.span) for t in inside]
        for timex, token in zip(inside, heads, strict=True):
            if any(s.holds(timex.span) for s in taken):
                continue
            led = self.parse.dep[token] in ("pobj", "pcomp")
            above = self.parse.head[token]
            link = self.parse.words[above].lower() if led else self.parse.dep[token]
            leader = self._chain(above) if led else above
            nearer = any(abs(h - trigger.token) < abs(token - trigger.token) for h in heads)
            evidence = (*self._common(trigger, token, leader, link), *_of_time(timex, link, several=nearer))
            yield Option(token, timex.span, evidence)

    def _chain(self, preposition: int) -> int:
        """Return the word that a preposition hangs on, past other prepositions ("from behind")."""
        token = self.parse.head[preposition]
        while self.parse.dep[token] == "prep" and self.parse.head[token] != token:
            token = self.parse.head[token]
        return token

    def _common(self, trigger: Trigger, token: int, leader: int, link: str) -> Iterator[str]:
        """Yield how trigger and word stand to each other, however the word is to be read."""
        path = self._path(trigger, leader)
        side = "before" if token < trigger.token else "behind"
        yield "bias"
        yield f"path={path}"
        yield f"path={path}:{side}"
        yield f"path={path}:{link}"
        yield f"link={link}:{side}"
        yield f"type={trigger.type}:{link}"
        yield f"noun={self.parse.pos[trigger.token] not in _VERBS}:{path}"
        lemma = lemma_of(self.parse, leader)
        if leader not in trigger.words and cue_of(lemma, self.parse.pos[leader]) is not None:
            yield f"saying:{path}"
            yield "saying"
        low, high = sorted((token, trigger.token))
        others = bisect_left(self.triggers, high) - bisect_right(self.triggers, low)
        yield f"events between={min(others, 2)}"
        verbs = sum(self.parse.pos[t] == "VERB" for t in range(low + 1, high) if t not in trigger.words)
        yield f"verbs between={min(verbs, 3)}:{side}"
        yield f"distance={min((high - low).bit_length(), 5)}:{side}"

    def _of_place(self, trigger: Trigger, token: int, link: str) -> Iterator[str]:
        what, lemma = self.kinds.of(token), self.parse.lemma[token].lower()
        if what in ("thing", "name", "group", "organisation") and lemma in _place_nouns():
            what = "place noun"
        mention = self.kinds.by_token.get(token)
        yield f"what={what}"
        yield f"what={what}:{link}"
        yield f"what={what}:{trigger.type}"
        yield f"word={lemma}"
        yield f"named={mention is not None and mention.form == 'name'}:{link}"

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

    def _sentence(self, token: int) -> range:
        first, end = self.parse.sentences[self.syntax.sentence[token]]
        return range(first, end)

    def _tokens(self, span: Span) -> range:
        return range(bisect_right(self.parse.ends, span.start), bisect_left(self.parse.starts, span.end))

    def _top(self, span: Span) -> int:
        """Return the token of a span that hangs on one outside, the last where several do."""
        tokens = self._tokens(span)
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


def _best(weights: str, options: Iterator[Option]) -> Span | None:
    """Return the likeliest of those that are likelier right than wrong."""
    best: tuple[float, Span] | None = None
    for option in options:
        answer, sure = classify(weights, option.evidence, ANSWERS)
        if answer == "yes" and (best is None or sure > best[0]):
            best = (sure, option.span)
    return best[1] if best else None

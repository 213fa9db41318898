"""The parse of one article with its mentions, times and attributions -> what each verb says of whom: clauses.

Events are deeds of PLOVER's, coded by what was learnt of them. Clauses are plain grammar, of any verb, so that two
articles can be compared on whatever they tell: 1. the verbs   2. who does it to whom   3. where, when, whether, by whom
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.extract.event.grammar import VERBS, Grammar
from rashomon.extract.event.ground import Ground
from rashomon.extract.event.participants import make_participant
from rashomon.extract.event.realis import decide_realis, find_rule
from rashomon.extract.event.setting import Scene, Trigger
from rashomon.extract.event.verb_slots import VerbSlots
from rashomon.extract.stretches import Stretches
from rashomon.model import (
    Attribution,
    Clause,
    Document,
    Nested,
    Participant,
    Span,
    Timex,
    finding_id,
)

__all__ = ["find_clauses"]

BY = "clause/1"

# what hangs on a verb and is no clause of its own
_OWN = frozenset({"ccomp", "advcl", "conj", "parataxis", "relcl", "csubj"})
# behind one of these stands to whom it is done: "fired at the crowd", "collided with a lorry", "voted against the law"
_TOWARDS = ("at", "on", "upon", "against", "into", "with", "to", "for")
# slots of `VerbSlots`: whose they are where the verb is active, and where a verb lends them to another
_DONE_TO = frozenset({"obj", "relobj"})
_DOES = frozenset({"subj", "adv:subj", "x:subj+o", "x:obj"})
_LENT = frozenset({"acl", "conj:subj", "conj:obj", "x:subj"})
_STATES = frozenset({"acomp", "attr", "oprd"})
# the words of a state that tell what it is
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV"})
_HELPERS = frozenset({"aux", "auxpass"})


def find_clauses(
    document: Document,
    ground: Ground,
    timex: Sequence[Timex],
    attribution: Sequence[Attribution],
    nested: Sequence[Nested],
) -> Mapping[str, Any]:
    """Give the `clause` records in text order; a verb that only tells of a saying is none: what was said is."""
    reader = _Reader(document, ground, timex, [*attribution, *nested])
    return {"clause": [reader.record(verb) for verb in reader.verbs]}


class _Reader:
    """One article, looked at from its verbs."""

    def __init__(
        self,
        document: Document,
        ground: Ground,
        timexes: Sequence[Timex],
        attributions: Sequence[Attribution],
    ) -> None:
        self.document, self.syntax, self.times, kinds, self.names, self.accounts = document, *ground
        self.parse = self.syntax.parse
        self.cues = Stretches(span for a in attributions for span in a.cue)
        self.grammar = Grammar(self.syntax)
        self.slots = VerbSlots(self.grammar)
        self.verbs = list(self._verbs())
        self.scene = Scene(self.syntax, kinds, timexes, self.verbs)

    def _verbs(self) -> Iterator[int]:
        for token, pos in enumerate(self.parse.pos):
            helps = pos not in VERBS or self.parse.dep[token] in _HELPERS or self.parse.tag[token] == "MD"
            if not helps and not (self.cues.hold(self.parse.span(token, token)) and self.tells(token)):
                yield token

    def tells(self, verb: int) -> bool:
        """Tell whether a verb does nothing to anybody: "said", but not "passed the law", "called the game off"."""
        has_content = self.syntax.has(verb, "ccomp", "xcomp")
        return has_content or not self.syntax.has(verb, "dobj", "nsubjpass")

    def record(self, verb: int) -> Clause:
        """Return the record of a verb."""
        actors, recipients, toward = self.sides(verb)
        trigger = self.predicate(verb)
        around = self.accounts.chain(trigger)
        chain, inner = tuple(a.id for a in around), around[-1] if around else None
        denied = isinstance(inner, Attribution) and inner.act == "denial"
        reading = find_rule(self.syntax, verb, self.times)
        # what was learnt of deeds says little of states: the rules decide, and the denial of whoever speaks
        realis = decide_realis(reading, denied=True).realis if denied else reading.rule
        by = reading.decided
        if not denied and self.is_finite_beside_infinitive(verb):
            realis, by = "asserted", None
        at, taken = Trigger(verb, (verb,), ""), [p.span for p in (*actors, *recipients)]
        return Clause(
            id=finding_id("clause", self.document.id, [trigger]),
            by=BY,
            document=self.document.id,
            span=self.whole(verb),
            predicate=trigger,
            lemma=self.lemma(verb, toward),
            actors=actors,
            recipients=recipients,
            place=self.scene.place_of(at, taken),
            when=self.scene.time_of(at, taken),
            realis=realis,
            realis_cue=self.parse.span(by.first, by.last) if by is not None and by.first >= 0 else None,
            attribution=chain[-1] if chain else None,
            chain=chain,
        )

    def is_finite_beside_infinitive(self, verb: int) -> bool:
        """Tell whether a verb in the past was hung on an infinitive: "ignored orders to stop and struck the vessel"."""
        above = self.parse.head[verb]
        return self.parse.dep[verb] == "conj" and self.parse.tag[verb] == "VBD" and self.parse.tag[above] == "VB"

    def predicate(self, verb: int) -> Span:
        """Return the verb with a particle right behind it, or with the adjective that it only links."""
        state = self.state(verb)
        particle = self.syntax.child(verb, "prt")
        last = state if state is not None and state > verb else particle
        return self.parse.span(verb, last if last is not None and last - verb <= 2 else verb)

    def state(self, verb: int) -> int | None:
        """Return the adjective or noun of "was full", "is a spy"; of "there were two" there is none."""
        if self.grammar.lemma(verb) not in ("be", "become", "remain", "stay") or self.syntax.has(verb, "expl"):
            return None
        return self.syntax.child(verb, *_STATES)

    def lemma(self, verb: int, toward: str) -> str:
        """Return the base form of a verb, with its particle, its adjective, and the preposition that leads to whom."""
        state, particle = self.state(verb), self.syntax.child(verb, "prt")
        # "52 years old" is something else than "19 years old"
        more = [t for t in self.syntax.subtree(state) if self.parse.pos[t] in _TELLING] if state is not None else []
        words = [self.grammar.lemma(t) for t in (verb, *more, particle) if t is not None]
        return " ".join(filter(None, (*words, toward)))

    def whole(self, verb: int) -> Span:
        """Return what belongs to a verb, from its first word to its last, without clauses of their own."""
        dep, pos = self.parse.dep, self.parse.pos
        others = [c for c in self.syntax.children[verb] if dep[c] in _OWN and pos[c] in VERBS]
        tokens = self.syntax.subtree(verb, without=others)
        # a clause in the middle of another parts it: what is behind is seldom missed
        runs = [run for run in self.syntax.runs(tokens) if run[0] <= verb <= run[1]]
        first, last = runs[0] if runs else (verb, verb)
        return self.parse.span(first, last)

    def sides(self, verb: int) -> tuple[tuple[Participant, ...], tuple[Participant, ...], str]:
        """Return who does it, to whom, and the preposition that leads to whom where one does."""
        actors, recipients = [], []
        behind: dict[str, list[int]] = {}
        for argument in self.slots.around(verb, "", deep=False):
            slot = argument.slot.removeprefix("pass:")
            if slot.startswith("p:"):
                behind.setdefault(slot[2:], []).append(argument.token)
            elif slot in _DONE_TO or (slot != argument.slot and slot in _LENT):
                recipients.append(argument.token)
            elif slot == "by" or slot in _DOES or slot in _LENT:
                actors.append(argument.token)
        if (cleft := self.cleft(verb)) is not None:
            actors = [cleft]
        toward, found = "", self.participants(recipients)
        if not found:
            led = ((p, self.participants(behind[p])) for p in _TOWARDS if p in behind)
            toward, found = next((pair for pair in led if pair[1]), ("", ()))
        acting = self.participants(actors)
        return acting, tuple(p for p in found if p not in acting), toward

    def cleft(self, verb: int) -> int | None:
        """Return who is singled out as the one who did it: "it was Velia that broke the truce"."""
        subject, above = self.syntax.child(verb, "nsubj"), self.parse.head[verb]
        if subject is None or not self.grammar.is_relative(subject) or self.grammar.lemma(above) != "be":
            return None
        is_it = any(self.grammar.word(c) == "it" for c in self.grammar.children(above, "nsubj", "expl"))
        return self.syntax.child(above, "attr") if is_it else None

    def participants(self, tokens: Sequence[int]) -> tuple[Participant, ...]:
        """Return the noun phrases of these heads, and of those that are joined to them; a time is none."""
        if not tokens:
            return ()
        heads = [t for token in dict.fromkeys(tokens) for t in self.grammar.conjuncts(token) if self.is_somebody(t)]
        found = [make_participant(self.syntax, t, self.names) for t in dict.fromkeys(heads)]
        if len(found) < 2:
            return tuple(found)
        whole = [p for p in found if not any(q.span != p.span and q.span.holds(p.span) for q in found)]
        return tuple(sorted({p.span: p for p in whole}.values(), key=lambda p: p.span))

    def is_somebody(self, token: int) -> bool:
        """Tell whether a word can name somebody or something, and is no time or empty subject."""
        is_noun = self.grammar.is_noun(token) and self.parse.dep[token] != "expl"
        return is_noun and token not in self.names.of_times

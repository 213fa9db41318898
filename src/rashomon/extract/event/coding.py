"""The grammar of one article with its mentions and times -> drafts of events: type, mode, who takes part, cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.extract.event.evidence import NONE, SOMEBODY, Kinds, evidence_of_role, evidence_of_type
from rashomon.extract.event.lexicon import Candidate, Pattern, find_candidates
from rashomon.extract.event.linear import classify, weigh
from rashomon.extract.event.merging import Typed, merge_deeds
from rashomon.extract.event.realis import Reading, find_cues
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.realis_time import Times
from rashomon.extract.event.slots import Argument, find_arguments
from rashomon.model import Mention, Span, Timex

__all__ = ["ROLES", "Coder", "Draft"]

# words whose recipient is told by what they speak of: whom it is wanted of or done to; "A": who is to act, "R": on whom
_SPEAKS_OF = {
    "REQUEST": "A", "ACCUSE": "A", "PROTEST": "RA", "THREATEN": "R", "AGREE": "R", "REJECT": "AR", "SUPPORT": "A",
}  # fmt: skip

_ANSWERS, _ANSWERED = frozenset({"REJECT", "AGREE", "CONCEDE"}), frozenset({"REQUEST", "AGREE", "ACCUSE"})
_CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
# prepositions behind which a word that takes part may stand inside a thing: "rejected calls for talks with Halvia"
_LEADS_TO_WHOM = frozenset({"to", "of", "on", "for", "with", "against", "from", "over", "about", "by", "at", "between"})
# where a noun tells of an event even with nobody beside it: "talks resumed", "police ended the riot"
_FOREGROUND = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT"})

ROLES = ("O", "A", "R", "AR", "P")
_MAX_DEPTH = 6
# below this a trigger of our sentences, left out of training, was wrong as often as right (five folds)
_SURE = 0.55
# where no word is likeliest to be an actor (recipient), the likeliest from this probability on;
# five folds of our sentences: recipients 75.9 to 76.2, actors 88.6 to 88.9 F1, the same from .15 to .3
_LIKELY = 0.2
# an actor whom only a verb over the event lends has to be likelier than not: nobody is better than the wrong one
_LENT = ("q:", "g:", "s:", "sp:", "u:")
_SURE_OF_LENT = 0.5
# what two sides reach with each other, whoever is named as reaching it
_AGREEMENTS = frozenset({"agreement", "deal", "pact", "accord", "truce", "ceasefire", "compromise", "treaty"})


class Draft(NamedTuple):
    """An event whose words are still tokens."""

    candidate: Candidate
    type: str
    mode: str
    score: float
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    places: tuple[int, ...]
    cues: Reading


class Coder:
    """One article, looked at from its triggers."""

    def __init__(self, syntax: Sentences, mentions: Sequence[Mention], timexes: Sequence[Timex]) -> None:
        self.syntax, self.mentions, self.timexes = syntax, mentions, timexes
        self.times = Times(syntax, timexes)
        self.kinds = Kinds(syntax, mentions)
        self._arguments: dict[tuple[int, str, tuple[int, ...]], list[Argument]] = {}
        self._weighed: dict[tuple[int, Pattern, str, int], dict[str, float]] = {}

    def drafts(self) -> Iterator[Draft]:
        """Yield the events in text order."""
        candidates = (c for c in find_candidates(self.syntax) if not self.is_name(c))
        typed = [t for c in candidates if (t := self.type_of(c)).type != NONE]
        drafts = [self.draft(one) for one in as_threats(self.syntax, merge_deeds(self.syntax, typed))]
        # whom a demand or a threat concerns, its content tells best
        drafts = [d if d.recipients or d.type in _SPEAKS_OF else self.seek(d, "R") for d in drafts]
        drafts = [d if d.recipients else self.seek(d, "R") for d in share_recipients(self.syntax, drafts)]
        drafts = [as_partners(draft) for draft in drafts]
        types = {draft.candidate.token: draft.type for draft in drafts}
        sure = (d for d in drafts if d.score >= _SURE)
        yield from (d for d in sure if not self.is_background(d) and not self.is_answered(d, types))

    def type_of(self, candidate: Candidate) -> Typed:
        """Return the type of a candidate, NONE among them, by the weights; only types that the lexicon gives it."""
        arguments = self.arguments_of(candidate)
        labels = [*sorted({way.type for way in candidate.ways}), NONE]
        evidence = evidence_of_type(self.syntax, self.kinds, candidate, arguments)
        kind, sure = classify("type_weights", list(evidence), labels)
        return Typed(candidate if kind == NONE else candidate.as_type(kind), kind, sure)

    def arguments_of(self, candidate: Candidate) -> list[Argument]:
        """Return the words that may take part, worked out once for each trigger and the words of its pattern."""
        key = (candidate.token, candidate.pattern.pos, candidate.words)
        if key not in self._arguments:
            self._arguments[key] = find_arguments(self.syntax, candidate)
        return self._arguments[key]

    def draft(self, typed: Typed) -> Draft:
        """Return who takes part in an event, and the cues of its realis."""
        roles: dict[str, list[int]] = {role: [] for role in ROLES}
        taken = {candidate.token for candidate in (typed.candidate, *typed.parts)}
        # a word of harm has subject and object of its own; the noun of the attack only borrows them
        for candidate in (*typed.parts, typed.candidate):
            for argument, role in self.roles_of(candidate, typed.type):
                tokens = [t for t in (argument.token, *argument.others) if t not in taken]
                taken.update(tokens)
                roles[role] += tokens
        actors = (*roles["A"], *roles["AR"])
        recipients = tuple(t for t in (*roles["R"], *roles["AR"]) if not self.is_inside(t, roles["R"]))
        cues = find_cues(self.syntax, typed.candidate.token, self.times, typed.candidate.words)
        mode = typed.candidate.pattern.mode
        found = Draft(typed.candidate, typed.type, mode, typed.score, actors, recipients, tuple(roles["P"]), cues)
        return as_partners(found if actors else self.seek(found, "A"))

    def is_inside(self, token: int, others: Sequence[int]) -> bool:
        """Tell whether a word stands in the relative clause or participle of another: "the man who shot the mayor"."""
        parse = self.syntax.parse
        for _ in range(_MAX_DEPTH):
            above = parse.head[token]
            if parse.dep[token] in ("relcl", "acl") and above in others:
                return True
            if above == token:
                return False
            token = above
        return False

    def roles_of(self, candidate: Candidate, kind: str) -> Iterator[tuple[Argument, str]]:
        """Yield each word that takes part with its likeliest role."""
        arguments = self.arguments_of(candidate)
        for argument in arguments:
            share = self.weigh_roles(candidate, kind, arguments, argument)
            role = max(share, key=share.__getitem__)
            if role != "O":
                yield argument, role

    def seek(self, draft: Draft, wanted: str) -> Draft:
        """Return a draft without actor (A) or recipient (R) with the word that is it most likely, if likely enough."""
        arguments = self.arguments_of(draft.candidate)
        taken = {*draft.actors, *draft.recipients}
        best, likely = None, _LIKELY
        for argument in arguments:
            if argument.token not in taken and _may_take_part(argument):
                share = self.weigh_roles(draft.candidate, draft.type, arguments, argument)
                chance = share.get(wanted, 0.0) + share.get("AR", 0.0)
                enough = _SURE_OF_LENT if wanted == "A" and argument.slot.startswith(_LENT) else likely
                if chance >= max(likely, enough) and (wanted == "A" or self.may_suffer(draft, argument)):
                    best, likely = argument, chance
        if best is None:
            return draft
        found = (best.token, *best.others)
        return draft._replace(actors=found) if wanted == "A" else draft._replace(recipients=found)

    def may_suffer(self, draft: Draft, argument: Argument) -> bool:
        """Tell whether a word can be a recipient: what is said concerns somebody, what is done also a thing."""
        return draft.type not in _SPEAKS_OF or self.kinds.of(argument.token) in SOMEBODY

    def weigh_roles(
        self, candidate: Candidate, kind: str, arguments: Sequence[Argument], argument: Argument
    ) -> dict[str, float]:
        """Return how likely each role of a word beside a trigger is, worked out once for each type of event."""
        key = (candidate.token, candidate.pattern, kind, argument.token)
        if key not in self._weighed:
            evidence = evidence_of_role(self.syntax, self.kinds, candidate, kind, arguments, argument)
            # who only tells of an event may be its actor ("says Libya must"), but nothing was done to them
            roles = ("O", "A") if argument.slot.startswith("say:") else ROLES
            self._weighed[key] = dict(zip(roles, weigh("role_weights", evidence, roles), strict=True))
        return self._weighed[key]

    def trigger(self, draft: Draft) -> Span:
        """Return the words of the trigger: those of its pattern where they stand together, else the head alone."""
        head, taken = draft.candidate.token, {*draft.actors, *draft.recipients}
        tokens = [t for t in draft.candidate.words if t not in taken or t == head]
        if tokens[-1] - tokens[0] <= len(tokens) + 1:
            return self.syntax.parse.span(tokens[0], tokens[-1])
        return self.syntax.parse.span(head, head)

    def is_background(self, draft: Draft) -> bool:
        """Tell whether words only refer to what happened: "after years of war", "a man wanted for theft"."""
        token = draft.candidate.token
        if draft.candidate.pattern.pos == "v":
            is_participle = self.syntax.parse.dep[token] in ("acl", "amod") and self.syntax.parse.tag[token] == "VBN"
            return is_participle and not draft.actors and draft.type in _SPEAKS_OF
        in_front = self.syntax.parse.dep[token] in _FOREGROUND
        return not (draft.actors or draft.recipients or draft.places or in_front)

    def is_answered(self, draft: Draft, types: Mapping[int, str]) -> bool:
        """Tell whether a noun is only what another event answers: "rejected an appeal", "accepted the offer"."""
        token, noun = draft.candidate.token, draft.candidate.pattern.pos == "n"
        is_object = noun and self.syntax.parse.dep[token] in ("dobj", "nsubjpass")
        return is_object and draft.type in _ANSWERED and types.get(self.syntax.parse.head[token]) in _ANSWERS

    def is_name(self, candidate: Candidate) -> bool:
        """Tell whether a word is part of somebody's name: "the Government of National Accord"."""
        mention = self.kinds.by_token.get(candidate.token)
        named = mention is not None and mention.form == "name" and mention.kind in ("person", "organisation", "place")
        return named and self.syntax.parse.pos[candidate.token] == "PROPN"

    def is_agentless(self, draft: Draft) -> bool:
        """Tell whether the trigger is a passive verb without "by"."""
        token = draft.candidate.token
        return self.syntax.has(token, "auxpass", "nsubjpass") and not self.syntax.has(token, "agent")


def _may_take_part(argument: Argument) -> bool:
    """Tell whether a word that is likeliest to be nobody may still be somebody; a word of the pattern may not."""
    way = argument.slot.split(":")
    return way[0] not in ("say", "w") and (way[0] != "po" or way[1] in _LEADS_TO_WHOM)


def as_threats(syntax: Sentences, found: Sequence[Typed]) -> list[Typed]:
    """Return the triggers; who promises, or is ready, to do harm, threatens."""
    harm = {typed.candidate.token for typed in found if typed.type in _CONFLICT}
    return [
        typed._replace(type="THREATEN")
        if typed.type == "AGREE" and not harm.isdisjoint(_contents(syntax, typed.candidate.token))
        else typed
        for typed in found
    ]


def _contents(syntax: Sentences, token: int) -> Iterator[int]:
    """Yield the verbs of what is promised: "vowed to strike", "is ready to strike"."""
    for child in syntax.children[token]:
        if syntax.parse.dep[child] in ("xcomp", "ccomp"):
            yield child
        elif syntax.parse.dep[child] == "acomp":
            yield from _contents(syntax, child)


def as_partners(draft: Draft) -> Draft:
    """Return a draft in which each partner of what two do together is actor and recipient."""
    actors, recipients = set(draft.actors), set(draft.recipients)
    pattern = draft.candidate.pattern
    is_mutual = recipients < actors if recipients else len(actors) > 1 and pattern.frame == "with"
    if pattern.frame == "with" and recipients:
        # a mediator is not a party; other talks have no side that is talked to alone
        is_mutual = not actors.isdisjoint(recipients) or (draft.type == "CONSULT" and pattern.mode != "third-party")
    # who reaches an agreement with another agrees as much as he does; who agrees to a demand does not make it
    reached = draft.type == "AGREE" and bool(recipients) and _AGREEMENTS & {w for way in pattern.more for w in way}
    if not (is_mutual or reached):
        return draft
    both = tuple(dict.fromkeys((*draft.actors, *draft.recipients)))
    return draft._replace(actors=both, recipients=both)


def share_recipients(syntax: Sentences, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts; where none is told, a demand, threat or promise is addressed to whom its content concerns."""
    below = syntax.below(drafts, lambda draft: draft.candidate.token)
    for draft in drafts:
        if not draft.recipients and draft.type in _SPEAKS_OF:
            yield draft._replace(recipients=_concerned(draft, below.get(draft.candidate.token, ())))
        else:
            yield draft


def _concerned(draft: Draft, below: Sequence[Draft]) -> tuple[int, ...]:
    for content in sorted(below, key=lambda d: abs(d.candidate.token - draft.candidate.token)):
        for role in _SPEAKS_OF[draft.type]:
            named = content.actors if role == "A" else content.recipients
            others = tuple(t for t in named if t not in draft.actors)
            if others:
                return others
    return ()

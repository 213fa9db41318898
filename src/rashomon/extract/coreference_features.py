"""A pronoun and what was mentioned so far -> the entities it may stand for, each described by features.

The features are those of the literature on pronouns (Hobbs 1978; Lappin and Leass 1994; Durrett and Klein 2013): how
far back, in what grammatical role, how often, inside whose quotation. They are words such as `he:distance=1`, so that
a table of weights can be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.model import Parse

__all__ = ["Candidate", "Discourse", "pronoun_class"]

# sentences back to the last mention: beyond it hardly any pronoun in GUM has its antecedent
_REACH = {"he": 12, "they": 5, "it": 2}
_ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "csubj": "subject", "dobj": "object", "dative": "object",
    "pobj": "oblique", "poss": "owner", "agent": "oblique", "conj": "conjunct",
    "attr": "predicate",
}  # fmt: skip
_REFLEXIVE = frozenset({"himself", "herself", "themselves"})


class Candidate(NamedTuple):
    """An entity, an index of the article's, and what speaks for and against it."""

    entity: int
    features: Sequence[str]


class _Place(NamedTuple):
    """Where a token stands: its sentence, its clause's verb, the quotation around it (-1 if none), its role."""

    sentence: int
    clause: int
    quotation: int
    role: str


class Discourse:
    """What a reader who has come to some word of the article keeps in mind."""

    def __init__(self, parse: Parse, drafts: Sequence[Draft], noted: Sequence[Noted]) -> None:
        self.parse = parse
        self.drafts = drafts
        self.last: dict[int, Noted] = {}
        self.counts: dict[int, int] = {}
        self.called: dict[int, str] = {}
        self.subjects: dict[int, int] = {}
        self._sentences = [first for first, _ in parse.sentences]
        self._quotations = [q.outer.start for q in parse.quotations]
        self._places: dict[int, _Place] = {}
        self._ahead: dict[int, list[Noted]] = {}
        for n in noted:
            if n.form == "name":
                self._ahead.setdefault(self.place(n.head).sentence, []).append(n)

    def see(self, mention: Noted) -> None:
        """Take note of a mention whose entity is known."""
        k = mention.entity
        if k < 0:
            return
        self.last[k] = mention
        if mention.form == "pronoun":
            # pronouns count for gender alone: counted as mentions too, one wrong choice would draw all that follow
            if mention.gender:
                self.called[k] = mention.gender
        else:
            self.counts[k] = self.counts.get(k, 0) + 1
        place = self.place(mention.head)
        if place.role == "subject":
            self.subjects[k] = place.sentence

    def place(self, token: int) -> _Place:
        """Return where a token stands."""
        known = self._places.get(token)
        if known is None:
            known = self._places[token] = self._find_place(token)
        return known

    def _find_place(self, token: int) -> _Place:
        parse = self.parse
        sentence = bisect_right(self._sentences, token) - 1
        at = bisect_right(self._quotations, parse.starts[token]) - 1
        inside = at >= 0 and parse.starts[token] < parse.quotations[at].outer.end
        # an apposition plays the part of what it stands beside
        role = token
        while parse.dep[role] == "appos" and parse.head[role] != role:
            role = parse.head[role]
        clause = token
        while parse.head[clause] != clause and parse.pos[clause] not in ("VERB", "AUX"):
            clause = parse.head[clause]
        return _Place(sentence, clause, at if inside else -1, _ROLES.get(parse.dep[role], "other"))

    def candidates(self, pronoun: Noted) -> list[Candidate]:
        """Return every entity within reach that agrees with the pronoun, the one mentioned last first."""
        here = self.place(pronoun.head)
        kind = pronoun_class(pronoun)
        near = []
        for k, mention in self.last.items():
            back = here.sentence - self.place(mention.head).sentence
            if back <= _REACH[kind] and _agrees(pronoun, self.drafts[k]):
                near.append((mention.head, k))
        near.sort(reverse=True)
        most = max((self.counts.get(k, 0) for _, k in near), default=0)
        found = [
            Candidate(k, [f"{kind}:{f}" for f in self._features(pronoun, k, rank, most)])
            for rank, (_, k) in enumerate(near)
            if not self._barred(pronoun, self.last[k])
        ]
        for n in self._ahead.get(here.sentence, ()):
            if n.head > pronoun.head and n.entity not in self.last and _agrees(pronoun, self.drafts[n.entity]):
                role = self.place(n.head).role
                found.append(Candidate(n.entity, [f"{kind}:ahead", f"{kind}:ahead,{here.role},{role}"]))
        return found

    def _barred(self, pronoun: Noted, mention: Noted) -> bool:
        """Tell whether grammar forbids it: the subject and the object of one verb are two, but for `himself`."""
        word = self.parse.words[pronoun.head].lower()
        here, there = self.place(pronoun.head), self.place(mention.head)
        if here.role == "owner" or word in _REFLEXIVE:
            return False
        same_verb = self.parse.head[pronoun.head] == self.parse.head[mention.head]
        return same_verb and "subject" in (here.role, there.role) and here.sentence == there.sentence

    def _features(self, pronoun: Noted, k: int, rank: int, most: int) -> Iterator[str]:
        draft, mention = self.drafts[k], self.last[k]
        here, there = self.place(pronoun.head), self.place(mention.head)
        back = here.sentence - there.sentence
        distance = back if back < 4 else 4 if back < 7 else 7
        own = "reflexive" if self.parse.words[pronoun.head].lower() in _REFLEXIVE else here.role
        yield f"distance={distance}"
        yield f"rank={min(rank, 3)}"
        yield f"role={there.role}"
        yield f"roles={own},{there.role},{min(back, 2)}"
        yield f"form={mention.form},{min(back, 2)}"
        yield f"kind={draft.kind},{'named' if draft.named else 'described'}"
        if not pronoun.plural:
            called = self.called.get(k)
            yield "gender=known" if draft.gender else "gender=unknown"
            if called and pronoun.gender:
                yield "called so before" if called == pronoun.gender else "called otherwise before"
        if self.counts.get(k, 0) == most:
            yield "most mentioned"
        if there.clause == here.clause and back == 0:
            yield f"same clause,{own},{there.role}"
        if self.subjects.get(k) == here.sentence - 1:
            yield "subject of the sentence before"
        if self.subjects.get(k) == here.sentence:
            yield "subject earlier in the sentence"
        yield from self._quotation_features(here, there, mention)

    def _quotation_features(self, here: _Place, there: _Place, mention: Noted) -> Iterator[str]:
        if here.quotation >= 0:
            speaks = (
                there.quotation != here.quotation and there.role == "subject" and here.sentence - there.sentence <= 1
            )
            yield "quoted, and the speaker" if speaks else "quoted"
            if there.quotation == here.quotation:
                yield "in the same quotation"
        elif there.quotation >= 0:
            yield "mentioned in a quotation"


def pronoun_class(pronoun: Noted) -> str:
    """Return `he` (for she too), `they` or `it`: the pronouns that share weights."""
    return "they" if pronoun.plural else "it" if pronoun.kind == "organisation" else "he"


def _agrees(pronoun: Noted, draft: Draft) -> bool:
    """Tell whether number, kind and gender allow it."""
    if pronoun.kind == "organisation":
        return not draft.plural and draft.kind in ("organisation", "group")
    if pronoun.plural:
        return draft.plural or draft.kind in ("organisation", "group") or (draft.kind == "place" and draft.named)
    if draft.kind != "person" or draft.plural:
        return False
    return not pronoun.gender or draft.gender in ("", pronoun.gender)

"""A pronoun and what was mentioned so far -> the entities it may stand for, each described by features.

The features are those of the literature on pronouns (Hobbs 1978; Lappin and Leass 1994; Durrett and Klein 2013): how
far back, in what grammatical role, how often, inside whose quotation. They are words such as `he:distance=1`, so that
a table of weights can be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Seen:
    """What is kept in mind of an entity: its last mention, and how often it was named or described.

    `called` is the gender that the last pronoun told, `subject` the sentence of which it was the subject last.
    """

    mention: Noted
    place: _Place
    count: int = 0
    called: str = ""
    subject: int | None = None


class Discourse:
    """What a reader who has come to some word of the article keeps in mind."""

    def __init__(self, parse: Parse, drafts: Sequence[Draft], noted: Sequence[Noted]) -> None:
        self.parse = parse
        self.drafts = drafts
        self._genders = [draft.gender for draft in drafts]
        self._seen: dict[int, _Seen] = {}
        # the entities whose last mention stands in a sentence, and the last such sentence
        self._last_in: dict[int, set[int]] = {}
        self._latest = 0
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
        place = self.place(mention.head)
        seen = self._seen.get(k)
        if seen is None:
            seen = self._seen[k] = _Seen(mention, place)
        else:
            self._last_in[seen.place.sentence].discard(k)
            seen.mention, seen.place = mention, place
        self._last_in.setdefault(place.sentence, set()).add(k)
        self._latest = max(self._latest, place.sentence)
        if mention.form == "pronoun":
            # pronouns count for gender alone: counted as mentions too, one wrong choice would draw all that follow
            seen.called = mention.gender or seen.called
        else:
            seen.count += 1
        if place.role == "subject":
            seen.subject = place.sentence

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
        near = self._near(pronoun, here, _REACH[kind])
        most = max((seen.count for _, _, seen in near), default=0)
        found = [
            Candidate(k, [f"{kind}:{f}" for f in self._features(pronoun, here, k, rank, seen.count == most)])
            for rank, (_, k, seen) in enumerate(near)
            if not self._barred(pronoun, here, seen)
        ]
        for n in self._ahead.get(here.sentence, ()):
            if n.head > pronoun.head and n.entity not in self._seen and self._agrees(pronoun, n.entity):
                role = self.place(n.head).role
                found.append(Candidate(n.entity, [f"{kind}:ahead", f"{kind}:ahead,{here.role},{role}"]))
        return found

    def _near(self, pronoun: Noted, here: _Place, reach: int) -> list[tuple[int, int, _Seen]]:
        """Return the entities that agree, mentioned at most so many sentences back, the last first."""
        near = [
            (seen.mention.head, k, seen)
            for sentence in range(here.sentence - reach, self._latest + 1)
            for k in self._last_in.get(sentence, ())
            if self._agrees(pronoun, k) and (seen := self._seen[k])
        ]
        near.sort(key=lambda one: one[:2], reverse=True)
        return near

    def _agrees(self, pronoun: Noted, k: int) -> bool:
        """Tell whether number, kind and gender allow it."""
        draft = self.drafts[k]
        if pronoun.kind == "organisation":
            return not draft.plural and draft.kind in ("organisation", "group")
        if pronoun.plural:
            return draft.plural or draft.kind in ("organisation", "group") or (draft.kind == "place" and draft.named)
        if draft.kind != "person" or draft.plural:
            return False
        return not pronoun.gender or self._genders[k] in ("", pronoun.gender)

    def _barred(self, pronoun: Noted, here: _Place, seen: _Seen) -> bool:
        """Tell whether grammar forbids it: the subject and the object of one verb are two, but for `himself`."""
        if self.parse.head[pronoun.head] != self.parse.head[seen.mention.head]:
            return False
        if here.role == "owner" or self.parse.words[pronoun.head].lower() in _REFLEXIVE:
            return False
        return "subject" in (here.role, seen.place.role) and here.sentence == seen.place.sentence

    def _features(self, pronoun: Noted, here: _Place, k: int, rank: int, most_mentioned: bool) -> list[str]:
        draft, seen = self.drafts[k], self._seen[k]
        there, form = seen.place, seen.mention.form
        back = here.sentence - there.sentence
        distance = back if back < 4 else 4 if back < 7 else 7
        own = "reflexive" if self.parse.words[pronoun.head].lower() in _REFLEXIVE else here.role
        found = [
            f"distance={distance}",
            f"rank={min(rank, 3)}",
            f"role={there.role}",
            f"roles={own},{there.role},{min(back, 2)}",
            f"form={form},{min(back, 2)}",
            f"kind={draft.kind},{'named' if draft.named else 'described'}",
        ]
        if not pronoun.plural:
            found.append("gender=known" if self._genders[k] else "gender=unknown")
            if seen.called and pronoun.gender:
                found.append("called so before" if seen.called == pronoun.gender else "called otherwise before")
        if most_mentioned:
            found.append("most mentioned")
        if there.clause == here.clause and back == 0:
            found.append(f"same clause,{own},{there.role}")
        if seen.subject == here.sentence - 1:
            found.append("subject of the sentence before")
        if seen.subject == here.sentence:
            found.append("subject earlier in the sentence")
        return [*found, *_quotation_features(here, there)]


def _quotation_features(here: _Place, there: _Place) -> Iterator[str]:
    if here.quotation >= 0:
        speaks = there.quotation != here.quotation and there.role == "subject" and here.sentence - there.sentence <= 1
        yield "quoted, and the speaker" if speaks else "quoted"
        if there.quotation == here.quotation:
            yield "in the same quotation"
    elif there.quotation >= 0:
        yield "mentioned in a quotation"


def pronoun_class(pronoun: Noted) -> str:
    """Return `he` (for she too), `they` or `it`: the pronouns that share weights."""
    return "they" if pronoun.plural else "it" if pronoun.kind == "organisation" else "he"

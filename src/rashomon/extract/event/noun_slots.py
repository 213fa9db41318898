"""A noun -> who stands around it: owners, origins, "by" and "on", and what the verb over it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.event.grammar import MAX_CLIMB, NAMES, VERBS, Argument, Grammar
from rashomon.extract.event.lexicon import words
from rashomon.extract.event.verb_slots import VerbSlots

__all__ = ["NounSlots"]

_WITHIN = frozenset({"conj", "compound", "appos", "nmod", "poss", "amod"})
_PLACE_OF = {"nsubj": "s:", "nsubjpass": "sp:"}
# who did something after an attack, or because of it, had no part in it
_APART = frozenset({"after", "before", "since", "despite", "following", "amid", "until", "without", "because"})


class NounSlots:
    """What hangs on nouns, and what governs them."""

    def __init__(self, grammar: Grammar, verbs: VerbSlots) -> None:
        self.grammar, self.verbs, self.syntax, self.parse = grammar, verbs, grammar.syntax, grammar.parse

    def around(self, noun: int, prefix: str) -> Iterator[Argument]:
        """Yield what hangs on a noun: "Halvia's shelling of Ilm", "a Halvian attack on Ilm", "shelling by Halvia"."""
        for child in self.syntax.children[noun]:
            dep = self.parse.dep[child]
            if dep == "poss":
                yield Argument(child, prefix + "poss")
            elif dep in ("compound", "nmod") or (dep == "amod" and self.grammar.is_origin(child)):
                yield Argument(child, prefix + "mod")
                lower = self.grammar.children(child, "amod", "compound", "nmod")
                yield from (Argument(token, prefix + "mod") for token in lower if self.grammar.is_origin(token))
            elif dep in ("prep", "agent"):
                found = list(self.grammar.objects(child, f"{prefix}p:{self.grammar.word(child)}"))
                yield from found
                yield from self.doers(found, prefix)
            elif dep in ("acl", "relcl"):
                yield from self.of_participle(child, prefix + "acl:")

    def doers(self, objects: Sequence[Argument], prefix: str) -> Iterator[Argument]:
        """Yield who stands behind a "by" that the parser hung too low: "the arrest of the editor by the police"."""
        for argument in objects:
            if argument.slot == f"{prefix}p:of":
                for child in self.grammar.children(argument.token, "prep"):
                    if self.grammar.word(child) == "by":
                        yield from self.grammar.objects(child, f"{prefix}p:by")

    def of_participle(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield who stands beside a participle or relative clause of a noun: "an attack claimed by the Banner"."""
        for child in self.grammar.children(verb, "agent", "prep", "nsubj", "dobj"):
            dep = self.parse.dep[child]
            if dep in ("agent", "prep"):
                yield from self.grammar.objects(child, prefix + self.grammar.word(child), self.grammar.lemma(verb))
            elif not self.grammar.is_relative(child):
                yield Argument(child, prefix + dep, self.grammar.lemma(verb))

    def above(self, noun: int) -> Iterator[Argument]:
        """Yield what the verb over a noun tells: who launched the attack, whom it killed, who came under it."""
        parse, token = self.parse, noun
        for _ in range(MAX_CLIMB):
            above, dep = parse.head[token], parse.dep[token]
            if above == token:
                return
            if dep in _WITHIN and parse.pos[above] in NAMES:
                token = above
            elif dep == "pobj" and parse.pos[parse.head[above]] in NAMES and self.grammar.word(above) == "of":
                token = parse.head[above]
                # "a series of attacks" is the attacks; "the scene of the attacks" has a company of its own
                if (lemma := self.grammar.lemma(token)) not in words("part") and lemma not in words("light"):
                    yield from self.around(token, "u:")
            else:
                yield from self.of_governor(token)
                return

    def of_governor(self, token: int) -> Iterator[Argument]:
        """Yield what the verb that governs a noun, by a preposition or without, has around it."""
        parse, above, dep = self.parse, self.parse.head[token], self.parse.dep[token]
        if dep == "pobj" and parse.pos[parse.head[above]] in VERBS:
            if self.grammar.word(above) in _APART:
                return
            over = parse.head[above]
            yield from self.verbs.around(over, f"q:{self.grammar.word(above)}:", self.grammar.lemma(over), deep=False)
        elif dep != "pobj" and parse.pos[above] in VERBS:
            place, lemma = _PLACE_OF.get(dep, "g:"), self.grammar.lemma(above)
            light = "l" if lemma in words("light") and place != "s:" else ""
            found = self.verbs.around(above, light + place, lemma, deep=False)
            # an attack kills whom it kills; whom it surprises had no part in it
            outcome = place != "s:" or lemma in words("happen") or lemma in words("harm")
            # who saw, reported or prevented an attack is not who attacked
            is_told = lemma in words("tell") or lemma in words("foil")
            doer = {"g:": "subj", "sp:": "by"}.get(place) if is_told else None
            yield from (a for a in found if (outcome or not a.slot.endswith("obj")) and not (doer and doer in a.slot))

    # ---- inside what was rejected, demanded or promised: "rejected a Halvian offer of talks"

    def inside(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield who stands inside the objects and clauses of a verb."""
        for child in self.grammar.children(verb, "dobj", "attr", "oprd"):
            yield from self.of_thing(child, prefix + "o:")
        for child in self.grammar.children(verb, "prep"):
            yield from self.behind(child, prefix)
        if prefix == "":
            for child in self.grammar.children(verb, "xcomp", "ccomp", "advcl"):
                yield from self.inside(child, "adv:" if self.parse.dep[child] == "advcl" else "c:")

    def behind(self, preposition: int, prefix: str) -> Iterator[Argument]:
        """Yield who stands inside what a preposition governs."""
        word = self.grammar.word(preposition)
        for child in self.grammar.children(preposition, "pobj", "pcomp"):
            if self.parse.dep[child] == "pobj":
                yield from self.of_thing(child, f"{prefix}po:{word}:")
            else:
                yield from self.verbs.of_clause(child, f"{prefix}pc:{word}:")
                if prefix == "":
                    yield from self.inside(child, "c:")

    def of_thing(self, noun: int, prefix: str, *, deep: bool = True) -> Iterator[Argument]:
        """Yield who stands around a thing, with the thing as what lends them."""
        lemma = self.grammar.lemma(noun)
        for argument in self.around(noun, prefix):
            yield argument._replace(via=lemma)
            if deep and argument.slot.endswith(("p:of", "p:for", "p:to", "p:on")):
                yield from self.of_thing(argument.token, prefix + "o:", deep=False)
        for child in self.grammar.children(noun, "acl", "relcl"):
            yield from self.verbs.objects_of_clause(child, prefix + "acl:")

"""A verb -> who stands around it: subject and object, its own or those of the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.event.grammar import MAX_CLIMB, NAMES, VERBS, Argument, Grammar
from rashomon.extract.event.lexicon import words

__all__ = ["VerbSlots"]

_OBJECTS = {"dobj": "obj", "dative": "iobj", "oprd": "oprd", "attr": "attr"}
# verbs this close, in words, share their object: "beat and arrested", "beat, robbed"
_SIDE_BY_SIDE = 2
# how a verb without a subject hangs on the one that lends it: control and raising, conjunction, participles
_LENT = {"conj": "conj", "xcomp": "x", "ccomp": "x", "pcomp": "pc", "advcl": "adv"}
# who promises somebody to do a thing does it himself; who is urged, ordered or forced does it for the other
_FOR_ONESELF = frozenset({"promise", "vow", "pledge", "swear", "threaten", "offer", "agree", "undertake", "refuse"})


class VerbSlots:
    """What hangs on verbs."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.syntax, self.parse = grammar, grammar.syntax, grammar.parse

    def around(self, verb: int, prefix: str, via: str = "", *, deep: bool = True) -> Iterator[Argument]:
        """Yield subject, object, what hangs on a verb by prepositions, and if `deep` what its clauses hold."""
        yield from self.subjects(verb, prefix, via)
        for child in self.syntax.children[verb]:
            yield from self.beside(child, prefix, via)
            dep = self.parse.dep[child]
            if deep and dep in ("ccomp", "xcomp"):
                yield from self.of_clause(child, prefix)
            elif deep and dep == "advcl" and self.parse.tag[child] == "VBG":
                yield from self.objects_of_clause(child, prefix + "adv:")
        if (shared := self.shared_object(verb)) is not None:
            yield Argument(shared, prefix + "obj", via)
        is_object = self.parse.dep[verb] == "relcl" and not self.syntax.has(verb, "dobj")
        if is_object and self.grammar.relative(verb) is None:
            yield Argument(self.parse.head[verb], prefix + "relobj", via)

    def beside(self, child: int, prefix: str, via: str) -> Iterator[Argument]:
        """Yield what a child of a verb holds as object, or behind a preposition."""
        dep = self.parse.dep[child]
        if dep == "dative" and self.parse.pos[child] == "ADP":
            yield from self.grammar.objects(child, prefix + "iobj", via)
        elif dep in _OBJECTS:
            yield Argument(self.grammar.antecedent(child), prefix + _OBJECTS[dep], via)
        elif dep == "agent":
            yield from self.grammar.objects(child, prefix + "by", via)
        elif dep in ("prep", "prt"):
            yield from self.grammar.objects(child, f"{prefix}p:{self.grammar.word(child)}", via)

    def shared_object(self, verb: int) -> int | None:
        """Return the object of the verb that a verb without one is joined to: "beat and arrested the singer"."""
        following = next(self.grammar.children(verb, "conj"), None)
        if following is None or following - verb > _SIDE_BY_SIDE or self.parse.pos[following] not in VERBS:
            return None
        if self.syntax.has(verb, "dobj", "prep", "nsubjpass", "xcomp", "ccomp"):
            return None
        return self.syntax.child(following, "dobj")

    def sayers(self, verb: int) -> Iterator[Argument]:
        """Yield the subject of the verb in whose account another stands."""
        above = self.parse.head[verb]
        if self.parse.dep[verb] == "ccomp" and above != verb and self.parse.pos[above] in VERBS:
            for argument in self.subjects(above, "say:", depth=1):
                yield argument._replace(via=self.grammar.lemma(above))

    def of_clause(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield who acts in what was urged, promised or alleged: they may be whom it was said to or of."""
        for child in self.grammar.children(verb, "nsubj", "nsubjpass"):
            yield Argument(child, prefix + "c:subj", self.grammar.lemma(verb))
        yield from self.objects_of_clause(verb, prefix + "c:")

    def objects_of_clause(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield the objects of a clause, and what hangs on its verb by prepositions."""
        lemma = self.grammar.lemma(verb)
        for child in self.grammar.children(verb, "dobj", "dative", "prep"):
            if self.parse.dep[child] == "prep":
                yield from self.grammar.objects(child, f"{prefix}p:{self.grammar.word(child)}", lemma)
            else:
                yield Argument(child, prefix + "obj", lemma)

    def subjects(self, verb: int, prefix: str, via: str = "", depth: int = 0) -> Iterator[Argument]:
        """Yield the subject of a verb ("obj" where it is passive), or what lends it one."""
        own = False
        for child in self.grammar.children(verb, "nsubj", "nsubjpass", "csubj"):
            own = True
            slot = "obj" if self.parse.dep[child] == "nsubjpass" else "subj"
            yield Argument(self.grammar.antecedent(child), prefix + slot, via)
        if not own and depth < MAX_CLIMB:
            yield from self.lent(verb, prefix + ("pass:" if self.grammar.is_passive(verb) else ""), depth)

    def lent(self, verb: int, prefix: str, depth: int) -> Iterator[Argument]:
        """Yield subject and object of what governs a verb without a subject."""
        parse, dep, above = self.parse, self.parse.dep[verb], self.parse.head[verb]
        if above == verb:
            return
        if dep == "pcomp" or parse.pos[above] == "ADP":
            dep, above = "pcomp", parse.head[above]
        if dep == "acl" and self.grammar.lemma(parse.head[above]) in _FOR_ONESELF:
            # "promised the men to pay" is no "men to pay"
            dep, above = "xcomp", parse.head[above]
        if dep in ("acl", "relcl"):
            is_infinitive = parse.tag[verb] == "VB"
            yield Argument(above, prefix + ("aclinf" if is_infinitive else "acl"), self.grammar.lemma(above))
            if is_infinitive:
                yield from self.owners(above, prefix + "xs", depth)
        elif parse.pos[above] in VERBS or dep == "conj":
            yield from self.lent_by_verb(above, dep, prefix, depth)
        elif parse.pos[above] in NAMES or parse.pos[above] == "ADJ":
            yield from self.owners(above, prefix + "xn", depth)

    def lent_by_verb(self, above: int, dep: str, prefix: str, depth: int) -> Iterator[Argument]:
        """Yield who may be meant as the subject below a verb: "promised her to go", "urged her to go"."""
        lenders, kind = list(self.lenders(above, depth)), _LENT.get(dep, "y")
        own = dep == "conj" or (kind == "x" and self.grammar.lemma(above) in _FOR_ONESELF)
        # beside an object, the subject of "x:subj+o" may be either
        mark = "+o" if kind in ("x", "pc") and not own and any(a.slot.endswith("obj") for a in lenders) else ""
        # who was ordered "by the king to fire" does not fire with the king
        wanted = ("subj", "by") if dep == "conj" else ("subj",) if own else ("subj", "obj")
        for argument in lenders:
            slot = argument.slot.split(":")[-1]
            if slot in wanted:
                yield Argument(argument.token, f"{prefix}{kind}:{slot}{mark}", self.grammar.lemma(above))

    def lenders(self, verb: int, depth: int) -> Iterator[Argument]:
        """Yield subject and object of a verb, and what stands for its object behind "on" or "to"."""
        yield from self.subjects(verb, "", depth=depth + 1)
        for child in self.grammar.children(verb, "dobj", "dative", "agent", "prep"):
            dep = self.parse.dep[child]
            if dep == "agent":
                yield from self.grammar.objects(child, "by")
            elif dep != "prep":
                yield Argument(child, "obj")
            elif self.grammar.word(child) in ("on", "to", "upon"):
                yield from self.grammar.objects(child, "obj")

    def owners(self, noun: int, prefix: str, depth: int) -> Iterator[Argument]:
        """Yield whose plan, threat or decision a noun is."""
        lemma = self.grammar.lemma(noun)
        for child in self.syntax.children[noun]:
            if self.parse.dep[child] == "poss" or self.grammar.is_origin(child):
                yield Argument(child, prefix + ":poss", lemma)
        above, dep = self.parse.head[noun], self.parse.dep[noun]
        if self.grammar.lemma(above) in words("foil"):  # "foiled a plot to bomb": no plot of theirs
            return
        if dep in ("dobj", "acomp", "attr", "nsubj", "oprd") and self.parse.pos[above] in VERBS:
            for argument in self.subjects(above, "", depth=depth + 1):
                yield argument._replace(slot=f"{prefix}:{argument.slot}", via=lemma)

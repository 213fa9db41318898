"""A trigger in its sentence -> the words that may take part in the event, each with its grammatical place ("slot")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, words
from rashomon.extract.tables import nationalities

__all__ = ["Argument", "find_arguments"]

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_MAX_CLIMB = 5


class Argument(NamedTuple):
    """A word and its slot: "subj", "obj", "by", "p:on" ...; `via` is the word that lends it, "" if none.

    `others` are the further members of its conjunction, who have the same role.
    """

    token: int
    slot: str
    via: str = ""
    others: tuple[int, ...] = ()


def find_arguments(syntax: Syntax, candidate: Candidate) -> list[Argument]:
    """Return the words that may take part, nearest first, each once; a word of the pattern has "w:" before its slot."""
    walk = _Walk(syntax, candidate)
    found: list[Argument] = []
    seen = {candidate.token}
    for argument in walk.all():
        tokens = [t for t in walk.conjuncts(argument.token) if t not in seen and walk.is_noun(t)]
        if tokens:
            seen.update(tokens)
            slot = f"w:{argument.slot}" if tokens[0] in candidate.words else argument.slot
            found.append(Argument(tokens[0], slot, argument.via, tuple(tokens[1:])))
    return found


class _Walk:
    def __init__(self, syntax: Syntax, candidate: Candidate) -> None:
        self.syntax, self.parse, self.candidate = syntax, syntax.parse, candidate

    def all(self) -> Iterator[Argument]:
        token = self.candidate.token
        if self.parse.dep[token] == "aux":  # "must": who is to act, and who says so
            yield from self.of_verb(self.parse.head[token], "aux:")
            yield from self.sayers(self.parse.head[token])
        elif self.candidate.pattern.pos == "v":
            yield from self.of_verb(token, "")
            for word in self.candidate.words:
                if word != token and self.parse.pos[word] in ("NOUN", "PROPN"):
                    yield from self.of_noun(word, "o:")
            yield from self.deep(token, "")
            yield from self.sayers(token)
        else:
            yield from self.of_noun(token, "n:")
            yield from self.above_noun(token)

    # ---- verbs

    def of_verb(self, verb: int, prefix: str, via: str = "", depth: int = 0) -> Iterator[Argument]:
        """Yield subject, object and what hangs on a verb by prepositions."""
        parse = self.parse
        yield from self.subjects(verb, prefix, via, depth)
        for child in self.syntax.children[verb]:
            dep = parse.dep[child]
            if dep in ("dobj", "dative", "oprd", "attr"):
                if dep == "dative" and parse.pos[child] == "ADP":
                    yield from self.objects(child, prefix + "iobj", via)
                else:
                    yield Argument(
                        self.antecedent(child), prefix + {"dobj": "obj", "dative": "iobj"}.get(dep, dep), via
                    )
            elif dep in ("prep", "agent", "prt"):
                yield from self.objects(child, prefix + ("by" if dep == "agent" else "p:" + self.word(child)), via)
            elif dep in ("ccomp", "xcomp") and depth == 0:
                yield from self.of_clause(child, prefix)
            elif dep == "advcl" and depth == 0 and parse.tag[child] == "VBG":
                yield from self.objects_of_clause(child, prefix + "adv:")
        if parse.dep[verb] == "relcl" and not self.syntax.has(verb, "dobj") and self.relative(verb) is None:
            yield Argument(parse.head[verb], prefix + "relobj", via)

    def sayers(self, verb: int) -> Iterator[Argument]:
        """Yield the subject of the verb in whose account another stands."""
        above = self.parse.head[verb]
        if self.parse.dep[verb] == "ccomp" and above != verb and self.parse.pos[above] in _VERBS:
            for argument in self.subjects(above, "say:", "", 1):
                yield argument._replace(via=self.lemma(above))

    def deep(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield who stands inside what was rejected, demanded or promised: "rejected a Halvian offer of talks"."""
        parse = self.parse
        for child in self.syntax.children[verb]:
            if parse.dep[child] in ("dobj", "attr", "oprd"):
                yield from self.of_things(child, prefix + "o:", 0)
            elif parse.dep[child] == "prep":
                for lower in self.syntax.children[child]:
                    if parse.dep[lower] == "pobj":
                        yield from self.of_things(lower, f"{prefix}po:{self.word(child)}:", 0)
                    elif parse.dep[lower] == "pcomp":
                        yield from self.of_clause(lower, f"{prefix}pc:{self.word(child)}:")
                        if prefix == "":
                            yield from self.deep(lower, "c:")
            elif parse.dep[child] in ("xcomp", "ccomp", "advcl") and prefix == "":
                yield from self.deep(child, "adv:" if parse.dep[child] == "advcl" else "c:")

    def of_things(self, noun: int, prefix: str, depth: int) -> Iterator[Argument]:
        via = self.lemma(noun)
        for argument in self.of_noun(noun, prefix):
            yield argument._replace(via=via)
            if argument.slot.endswith(("p:of", "p:for", "p:to", "p:on")) and depth == 0:
                yield from self.of_things(argument.token, prefix + "o:", 1)
        for child in self.syntax.children[noun]:
            if self.parse.dep[child] in ("acl", "relcl"):
                yield from self.objects_of_clause(child, prefix + "acl:")

    def of_clause(self, verb: int, prefix: str) -> Iterator[Argument]:
        """Yield who acts in what was urged, promised or alleged: they may be whom it was said to or of."""
        for child in self.syntax.children[verb]:
            if self.parse.dep[child] in ("nsubj", "nsubjpass"):
                yield Argument(child, prefix + "c:subj", self.lemma(verb))
        yield from self.objects_of_clause(verb, prefix + "c:")

    def objects_of_clause(self, verb: int, prefix: str) -> Iterator[Argument]:
        for child in self.syntax.children[verb]:
            if self.parse.dep[child] in ("dobj", "dative"):
                yield Argument(child, prefix + "obj", self.lemma(verb))
            elif self.parse.dep[child] == "prep":
                yield from self.objects(child, prefix + "p:" + self.word(child), self.lemma(verb))

    def subjects(self, verb: int, prefix: str, via: str, depth: int) -> Iterator[Argument]:
        parse, own = self.parse, False
        passive = self.is_passive(verb)
        for child in self.syntax.children[verb]:
            if parse.dep[child] in ("nsubj", "nsubjpass", "csubj"):
                own = True
                slot = "obj" if parse.dep[child] == "nsubjpass" else "subj"
                yield Argument(self.antecedent(child), prefix + slot, via)
        if own or depth >= _MAX_CLIMB:
            return
        yield from self.borrowed(verb, prefix + ("pass:" if passive else ""), depth)

    def borrowed(self, verb: int, prefix: str, depth: int) -> Iterator[Argument]:
        """Yield subject and object of what governs a verb without a subject: control, conjunction, participles."""
        parse, dep, above = self.parse, self.parse.dep[verb], self.parse.head[verb]
        if above == verb:
            return
        if dep == "pcomp" or parse.pos[above] == "ADP":
            dep, above = "pcomp", parse.head[above]
        if dep in ("acl", "relcl"):
            yield Argument(above, prefix + ("aclinf" if parse.tag[verb] == "VB" else "acl"), self.lemma(above))
            if parse.tag[verb] == "VB":
                yield from self.owners(above, prefix + "xs", depth)
        elif parse.pos[above] in _VERBS or dep == "conj":
            rest = list(self.of_verb_above(above, depth))
            kind = {"conj": "conj", "xcomp": "x", "ccomp": "x", "pcomp": "pc", "advcl": "adv"}.get(dep, "y")
            has_object = any(a.slot.endswith("obj") for a in rest)
            for argument in rest:
                slot = argument.slot.split(":")[-1]
                if slot == "subj" or (slot == "obj" and dep != "conj") or slot == "by":
                    mark = "+o" if has_object and kind in ("x", "pc") else ""
                    yield Argument(argument.token, f"{prefix}{kind}:{slot}{mark}", self.lemma(above))
        elif parse.pos[above] in ("NOUN", "PROPN", "ADJ"):
            yield from self.owners(above, prefix + "xn", depth)

    def of_verb_above(self, verb: int, depth: int) -> Iterator[Argument]:
        yield from self.subjects(verb, "", "", depth + 1)
        for child in self.syntax.children[verb]:
            if self.parse.dep[child] in ("dobj", "dative"):
                yield Argument(child, "obj")
            elif self.parse.dep[child] == "agent":
                yield from self.objects(child, "by", "")
            elif self.parse.dep[child] == "prep" and self.word(child) in ("on", "to", "upon"):
                yield from self.objects(child, "obj", "")

    def owners(self, noun: int, prefix: str, depth: int) -> Iterator[Argument]:
        """Yield whose plan, threat or decision a noun is."""
        for child in self.syntax.children[noun]:
            if self.parse.dep[child] == "poss" or self.is_origin(child):
                yield Argument(child, prefix + ":poss", self.lemma(noun))
        above = self.parse.head[noun]
        if self.parse.dep[noun] in ("dobj", "acomp", "attr", "nsubj", "oprd") and self.parse.pos[above] in _VERBS:
            for argument in self.subjects(above, "", "", depth + 1):
                yield argument._replace(slot=f"{prefix}:{argument.slot}", via=self.lemma(noun))

    # ---- nouns

    def of_noun(self, noun: int, prefix: str) -> Iterator[Argument]:
        parse = self.parse
        for child in self.syntax.children[noun]:
            dep = parse.dep[child]
            if dep == "poss":
                yield Argument(child, prefix + "poss")
            elif dep in ("amod", "compound", "nmod"):
                if dep != "amod" or self.is_origin(child):
                    yield Argument(child, prefix + "mod")
                    for lower in self.syntax.children[child]:
                        if parse.dep[lower] in ("amod", "compound", "nmod") and self.is_origin(lower):
                            yield Argument(lower, prefix + "mod")
            elif dep in ("prep", "agent"):
                yield from self.objects(child, prefix + "p:" + self.word(child), "")
            elif dep in ("acl", "relcl"):
                for lower in self.syntax.children[child]:
                    if parse.dep[lower] in ("agent", "prep"):
                        yield from self.objects(lower, prefix + "acl:" + self.word(lower), self.lemma(child))
                    elif parse.dep[lower] in ("nsubj", "dobj") and self.word(lower) not in _RELATIVE:
                        yield Argument(lower, prefix + "acl:" + parse.dep[lower], self.lemma(child))

    def above_noun(self, noun: int) -> Iterator[Argument]:
        """Yield what the verb over a noun tells: who launched the attack, whom it killed, who came under it."""
        parse, token = self.parse, noun
        for _ in range(_MAX_CLIMB):
            above, dep = parse.head[token], parse.dep[token]
            if above == token:
                return
            if dep in ("conj", "compound", "appos", "nmod", "poss", "amod") and parse.pos[above] in ("NOUN", "PROPN"):
                token = above
                continue
            if dep == "pobj":
                preposition, over = above, parse.head[above]
                if parse.pos[over] in ("NOUN", "PROPN") and self.word(preposition) == "of":
                    if parse.lemma[over].lower() not in words("part") | words("light"):
                        yield from self.of_noun(over, "u:")
                    token = over
                    continue
                if parse.pos[over] in _VERBS:
                    yield from self.of_verb(over, f"q:{self.word(preposition)}:", self.lemma(over), 1)
                return
            if parse.pos[above] in _VERBS:
                place = {"dobj": "g:", "nsubj": "s:", "nsubjpass": "sp:"}.get(dep, "g:")
                light = "l" if parse.lemma[above].lower() in words("light") and place != "s:" else ""
                yield from self.of_verb(above, light + place, self.lemma(above), 1)
            return

    # ---- small questions

    def objects(self, preposition: int, slot: str, via: str) -> Iterator[Argument]:
        for child in self.syntax.children[preposition]:
            if self.parse.dep[child] == "pobj":
                yield Argument(self.antecedent(child), slot, via)
            elif self.parse.dep[child] == "prep":
                yield from self.objects(child, slot, via)

    def conjuncts(self, token: int) -> Iterator[int]:
        yield token
        for child in self.syntax.children[token]:
            if self.parse.dep[child] == "conj" and self.parse.pos[child] not in _VERBS:
                yield from self.conjuncts(child)

    def is_noun(self, token: int) -> bool:
        if self.parse.entity[token] in ("DATE", "TIME"):
            return False
        return self.parse.pos[token] in _NOUNS or self.is_origin(token) or self.parse.tag[token] in ("PRP$", "CD", "DT")

    def is_origin(self, token: int) -> bool:
        """Tell whether a word names a people or a country as an adjective does."""
        return self.parse.entity[token] in ("NORP", "GPE", "ORG") or self.parse.words[token] in nationalities()

    def is_passive(self, verb: int) -> bool:
        auxiliary = self.syntax.has(verb, "auxpass", "nsubjpass", "agent")
        return auxiliary or (self.parse.tag[verb] == "VBN" and not self.syntax.has(verb, "aux"))

    def relative(self, verb: int) -> int | None:
        pronouns = (c for c in self.syntax.children[verb] if self.word(c) in _RELATIVE)
        return next((c for c in pronouns if self.parse.tag[c] != "IN"), None)

    def antecedent(self, token: int) -> int:
        """Return the noun that a relative pronoun stands for, any other word itself."""
        if self.parse.tag[token] not in ("WDT", "WP"):
            return token
        verb = token
        for _ in range(_MAX_CLIMB):
            verb = self.parse.head[verb]
            if self.parse.dep[verb] == "relcl":
                return self.parse.head[verb]
        return token

    def word(self, token: int) -> str:
        return self.parse.words[token].lower()

    def lemma(self, token: int) -> str:
        return self.parse.lemma[token].lower()

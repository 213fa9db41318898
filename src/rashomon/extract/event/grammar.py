"""A Syntax -> the small questions that the slots of an event ask: what hangs on a preposition, who "who" is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.tables import nationalities

__all__ = ["MAX_CLIMB", "NAMES", "VERBS", "Argument", "Grammar"]

VERBS = frozenset({"VERB", "AUX"})
NAMES = frozenset({"NOUN", "PROPN"})
# further up than this nobody who takes part was found in our sentences
MAX_CLIMB = 5
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Argument(NamedTuple):
    """A word and its slot: "subj", "obj", "by", "p:on" ...; `via` is the word that lends it, "" if none.

    `others` are the further members of its conjunction, who have the same role.
    """

    token: int
    slot: str
    via: str = ""
    others: tuple[int, ...] = ()


class Grammar:
    """The trees of one document, asked in the way of slots; tokens are indices into the columns of `parse`."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax, self.parse = syntax, syntax.parse

    def children(self, token: int, *labels: str) -> Iterator[int]:
        """Yield the children of a word that hang on it by one of these dependencies."""
        return (c for c in self.syntax.children[token] if self.parse.dep[c] in labels)

    def objects(self, preposition: int, slot: str, via: str = "") -> Iterator[Argument]:
        """Yield what a preposition, or prepositions one behind the other, govern."""
        for child in self.syntax.children[preposition]:
            if self.parse.dep[child] == "pobj":
                yield Argument(self.antecedent(child), slot, via)
            elif self.parse.dep[child] == "prep":
                yield from self.objects(child, slot, via)

    def conjuncts(self, token: int) -> Iterator[int]:
        """Yield a word and the further members of its conjunction."""
        yield token
        for child in self.children(token, "conj"):
            if self.parse.pos[child] not in VERBS:
                yield from self.conjuncts(child)

    def antecedent(self, token: int) -> int:
        """Return the noun that a relative pronoun stands for, any other word itself."""
        if self.parse.tag[token] not in ("WDT", "WP"):
            return token
        verb = token
        for _ in range(MAX_CLIMB):
            verb = self.parse.head[verb]
            if self.parse.dep[verb] == "relcl":
                return self.parse.head[verb]
        return token

    def relative(self, verb: int) -> int | None:
        """Return the relative pronoun that hangs on a verb."""
        pronouns = (c for c in self.syntax.children[verb] if self.is_relative(c))
        return next((c for c in pronouns if self.parse.tag[c] != "IN"), None)

    def is_relative(self, token: int) -> bool:
        """Tell whether a word can be a relative pronoun."""
        return self.word(token) in _RELATIVE

    def is_noun(self, token: int) -> bool:
        """Tell whether a word can name somebody or something, times and sums left out."""
        if self.parse.entity[token] in ("DATE", "TIME", "MONEY", "PERCENT"):
            return False
        named = self.parse.pos[token] in NAMES or self.parse.pos[token] == "PRON"
        return named or self.is_origin(token) or self.parse.tag[token] in ("PRP$", "CD", "DT")

    def is_origin(self, token: int) -> bool:
        """Tell whether a word names a people or a country as an adjective does."""
        return self.parse.entity[token] in ("NORP", "GPE", "ORG") or self.parse.words[token] in nationalities()

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb is passive, a participle among them."""
        auxiliary = self.syntax.has(verb, "auxpass", "nsubjpass", "agent")
        return auxiliary or (self.parse.tag[verb] == "VBN" and not self.syntax.has(verb, "aux"))

    def has_own_doer(self, verb: int) -> bool:
        """Tell whether a noun is the subject of a verb, or the verb is passive: who tells of it has no part in it."""
        subject = self.syntax.child(verb, "nsubj")
        return self.is_passive(verb) or (subject is not None and self.parse.pos[subject] in NAMES)

    def word(self, token: int) -> str:
        """Return a word in lower case."""
        return self.parse.lower[token]

    def lemma(self, token: int) -> str:
        """Return the lemma of a word in lower case."""
        return self.parse.lemma[token]

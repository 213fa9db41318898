"""A trigger in its sentence -> the words that may take part in the event, each with its grammatical place ("slot")."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.grammar import NAMES, Argument, Grammar
from rashomon.extract.event.lexicon import Candidate
from rashomon.extract.event.noun_slots import NounSlots
from rashomon.extract.event.verb_slots import VerbSlots

__all__ = ["Argument", "find_arguments"]


def find_arguments(syntax: Syntax, candidate: Candidate) -> list[Argument]:
    """Return the words that may take part, nearest first, each once; a word of the pattern has "w:" before its slot."""
    grammar = Grammar(syntax)
    found: list[Argument] = []
    seen, walked = {candidate.token}, set[int]()
    for argument in _walk(grammar, candidate):
        if argument.token in walked:  # several ways lead to most words
            continue
        walked.add(argument.token)
        tokens = [t for t in grammar.conjuncts(argument.token) if t not in seen and grammar.is_noun(t)]
        if tokens:
            seen.update(tokens)
            slot = f"w:{argument.slot}" if tokens[0] in candidate.words else argument.slot
            found.append(Argument(tokens[0], slot, argument.via, tuple(tokens[1:])))
    return found


def _walk(grammar: Grammar, candidate: Candidate) -> Iterator[Argument]:
    verbs = VerbSlots(grammar)
    nouns = NounSlots(grammar, verbs)
    token, parse = candidate.token, grammar.parse
    if parse.dep[token] == "aux":  # "must": who is to act, and who says so
        yield from verbs.around(parse.head[token], "aux:")
        yield from verbs.sayers(parse.head[token])
    elif candidate.pattern.pos == "v":
        yield from verbs.around(token, "")
        for word in candidate.words:
            if word != token and parse.pos[word] in NAMES:
                # "launched an attack on": as an attack by itself
                yield from (a._replace(via=grammar.lemma(word)) for a in nouns.around(word, "n:"))
        yield from nouns.inside(token, "")
        if not grammar.has_own_doer(token):
            yield from verbs.sayers(token)
    else:
        yield from nouns.around(token, "n:")
        yield from nouns.above(token)

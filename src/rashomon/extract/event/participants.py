"""The head of a phrase -> the span of the participant, and which entity it is."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Mention, Participant, Span

__all__ = ["make_participant", "phrase"]

# what is left out of a noun phrase: clauses, appositions, other members of a conjunction
_OUTSIDE = frozenset(
    {"relcl", "acl", "conj", "cc", "advcl", "parataxis", "dep", "punct", "preconj", "case", "ccomp", "advmod", "neg",
     "npadvmod"}
)  # fmt: skip
_NO_BEGINNING = frozenset({"ADP", "CCONJ", "PART", "SCONJ", "ADV"})
_NO_END = frozenset({"ADP", "CCONJ", "DET"})
_INNER_PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "to", "with", "on", "near"})


def make_participant(syntax: Syntax, token: int, mentions: Sequence[Mention], without: Sequence[Span]) -> Participant:
    """Return the whole noun phrase of a head, and the entity of the mention that holds the head."""
    head = syntax.parse.span(token, token)
    holding = [m for m in mentions if m.span.holds(head)]
    if not holding:
        return Participant(span=phrase(syntax, token, without))
    named = min(holding, key=lambda m: (m.span.end - m.span.start, m.span))
    # where somebody with a name is, is told of the event: "met President Roe in Paris"
    places = [m.span for m in mentions if m.kind == "place"] if named.form == "name" and named.kind == "person" else []
    span = phrase(syntax, token, (*without, *places))
    # the parser cuts long names ("Sheikh Hamad bin Khalifa"), which the mention holds whole
    whole = Span(min(span.start, named.span.start), max(span.end, named.span.end)) if named.form == "name" else span
    return Participant(span=whole, entity=named.entity)


def phrase(syntax: Syntax, token: int, without: Sequence[Span]) -> Span:
    """Return the noun phrase without relative clause; a preposition ends it where `without` (times, places) follows."""
    parse = syntax.parse
    kept, stack = {token}, [token]
    while stack:
        here = stack.pop()
        for child in syntax.children[here]:
            if parse.dep[child] in _OUTSIDE and not _is_inside(syntax, child, here, token):
                continue
            if parse.dep[child] == "appos" and (
                child < here or "," in parse.words[here:child] or "(" in parse.words[here:child]
            ):
                continue
            if parse.dep[child] == "prep" and not _belongs(syntax, child, without):
                continue
            kept.add(child)
            stack.append(child)
    first = last = token
    while first - 1 in kept or (first - 2 in kept and _is_inner(syntax, first - 1)):
        first -= 1
    while last + 1 in kept or (last + 2 in kept and _is_inner(syntax, last + 1)):
        last += 1
    while first < last and (syntax.is_mark(first) or parse.pos[first] in _NO_BEGINNING):
        first += 1
    while last > token and parse.pos[last] in _NO_END:
        last -= 1
    return parse.span(first, last)


def _is_inside(syntax: Syntax, child: int, above: int, head: int) -> bool:
    """Tell whether a word is no clause or addition of its own: a hyphen, an owner's 's, the adverb of an adjective."""
    parse = syntax.parse
    if parse.words[child] in ("-", "'s", "’s", "'", "’"):
        return above != head or child < head
    return child < head and above != head and parse.dep[child] in ("npadvmod", "advmod", "neg")


def _is_inner(syntax: Syntax, token: int) -> bool:
    return syntax.parse.words[token] in ("-", "'s", "’s", ".", "'") or syntax.parse.dep[token] in (
        "cc",
        "amod",
        "advmod",
        "conj",
    )


def _belongs(syntax: Syntax, preposition: int, without: Sequence[Span]) -> bool:
    parse = syntax.parse
    if parse.words[preposition].lower() == "of":
        return True
    if parse.words[preposition].lower() not in _INNER_PREPOSITIONS:
        return False
    below = parse.span(preposition, max(syntax.subtree(preposition)))
    return not any(s.overlaps(below) for s in without)

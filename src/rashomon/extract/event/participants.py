"""The head of a phrase -> the span of the participant, and which entity it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.stretches import Stretches
from rashomon.model import Mention, Parse, Participant, Span, Timex

__all__ = ["Names", "make_participant", "phrase"]

# what is left out of a noun phrase: clauses, appositions, other members of a conjunction
_OUTSIDE = frozenset(
    {"relcl", "acl", "conj", "cc", "advcl", "parataxis", "dep", "punct", "preconj", "case", "ccomp", "advmod", "neg",
     "npadvmod"}
)  # fmt: skip
_NO_BEGINNING = frozenset({"ADP", "CCONJ", "PART", "SCONJ", "ADV"})
_NO_END = frozenset({"ADP", "CCONJ", "DET"})
_INNER_PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "to", "with", "on", "near"})


class Names:
    """What the words of one article name, what ends a phrase (its times and places), and who took part so far."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], timexes: Sequence[Timex]) -> None:
        times = [t.span for t in timexes]
        self.times = Stretches(times)
        self.settings = Stretches([*times, *(m.span for m in mentions if m.kind == "place")])
        self.of_times: set[int] = set()
        for span in times:
            self.of_times.update(range(bisect_left(parse.starts, span.start), bisect_right(parse.ends, span.end)))
        self.by_token: dict[int, Mention] = {}
        for mention in sorted(mentions, key=lambda m: (m.span.end - m.span.start, m.span)):
            first, end = bisect_left(parse.starts, mention.span.start), bisect_right(parse.ends, mention.span.end)
            for token in range(first, end):
                self.by_token.setdefault(token, mention)  # the shortest that holds a word
        self.participants: dict[int, Participant] = {}


def make_participant(syntax: Syntax, token: int, names: Names) -> Participant:
    """Return the whole noun phrase of a head, and the entity of the shortest mention that holds the head."""
    if token not in names.participants:
        names.participants[token] = _participant(syntax, token, names)
    return names.participants[token]


def _participant(syntax: Syntax, token: int, names: Names) -> Participant:
    named = names.by_token.get(token)
    if named is None:
        return Participant(span=phrase(syntax, token, names.times))
    # where somebody with a name is, is told of the event: "met President Roe in Paris"
    is_somebody = named.form == "name" and named.kind == "person"
    span = phrase(syntax, token, names.settings if is_somebody else names.times)
    # the parser cuts long names ("Sheikh Hamad bin Khalifa"), which the mention holds whole
    whole = Span(min(span.start, named.span.start), max(span.end, named.span.end)) if named.form == "name" else span
    return Participant(span=whole, entity=named.entity)


def phrase(syntax: Syntax, token: int, without: Stretches) -> Span:
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


def _belongs(syntax: Syntax, preposition: int, without: Stretches) -> bool:
    parse, word = syntax.parse, syntax.parse.lower[preposition]
    if word == "of":
        return True
    if word not in _INNER_PREPOSITIONS:
        return False
    below = parse.span(preposition, max(syntax.subtree(preposition)))
    return not without.touch(below)

"""An amount and the grammar around it -> what is counted, where and when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.quantity.amounts import Amount
from rashomon.model import Mention, Parse, Span, Timex

__all__ = ["Surroundings", "find_counted"]

_NOUNS = frozenset({"NOUN", "PROPN"})
# labels of words inside a noun phrase, before its head
_INSIDE = frozenset({"amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "case", "punct", "det"})
# verbs that say of their subject how much it is
_LEVELS = frozenset(
    "be cost number total reach hit rise fall grow climb drop increase decrease decline jump surge soar stand remain "
    "exceed top become measure weigh average equal shrink plunge swell slip dip double stay go amount".split()
)
# "a total of 30 men": nothing is said of the total but the men
_EMPTY = frozenset("total number amount sum minimum maximum average majority group lot majority range rate".split())


class Surroundings:
    """The grammar of one document with its places and times, looked at from an amount."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], timexes: Sequence[Timex]) -> None:
        self.parse = parse
        self.syntax = Syntax(parse)
        self.places = [m.span for m in mentions if m.kind == "place"]
        self.times = [t.span for t in timexes if t.type in ("DATE", "TIME")]

    def tokens(self, span: Span) -> range:
        """Return the tokens that share a character with the span."""
        return range(bisect_right(self.parse.ends, span.start), bisect_left(self.parse.starts, span.end))

    def top(self, span: Span) -> int:
        """Return the token of the span that governs the others, the last where several do."""
        tokens = self.tokens(span)
        out = [t for t in tokens if self.parse.head[t] not in tokens or self.parse.head[t] == t]
        return out[-1] if out else tokens[-1]

    def clause(self, token: int) -> list[int]:
        """Return the token and what governs it, up to the verb of its clause."""
        path = [token]
        while self.parse.pos[token] not in ("VERB", "AUX") and self.parse.head[token] != token:
            token = self.parse.head[token]
            path.append(token)
        return path

    def place_of(self, token: int, taken: Span) -> Span | None:
        """Return where the amount was counted: the nearest place that hangs on it, or on the verb of its clause."""
        return self._hanging(token, self.places, taken)

    def time_of(self, token: int, taken: Span) -> Span | None:
        """Return when it was counted, in the same way."""
        return self._hanging(token, self.times, taken)

    def _hanging(self, token: int, spans: Sequence[Span], taken: Span) -> Span | None:
        if not spans:
            return None
        for node in self.clause(token):
            for child in self.syntax.children[node]:
                objects = [c for c in self.syntax.children[child] if self.parse.dep[c] == "pobj"]
                for leaf in (
                    (child, *objects) if self.parse.dep[child] in ("prep", "npadvmod", "advmod", "tmod") else ()
                ):
                    held = [s for s in spans if s.start <= self.parse.starts[leaf] < s.end and not s.overlaps(taken)]
                    if held:
                        return held[0]
        return None


def find_counted(amount: Amount, around: Surroundings) -> int | None:
    """Return the head token of what is counted, or None where the words do not say."""
    # 1. "dozens of houses"   2. "40 houses", "a 40-km convoy"   3. "$1 billion in aid"   4. "a fine of $500"
    # 5. "the price is $5", "the toll rose to 75"
    top = around.top(amount.span)
    if amount.kind == "people":
        return top if around.parse.pos[top] in _NOUNS else None
    return (
        _after_of(amount, around)
        or _head_noun(amount, around, top)
        or _money_for(amount, around, top)
        or _governing_noun(around, top)
        or _subject(around, top)
    )


def phrase(around: Surroundings, head: int, without: Span) -> Span:
    """Return the head noun with the words before it that belong to it, without article, number and `without`."""
    parse, first = around.parse, head
    while first > 0 and parse.starts[first - 1] >= 0:
        before = first - 1
        inside = around.syntax.is_below(before, head) and parse.dep[before] in _INSIDE
        if not inside or parse.starts[before] < without.end and parse.ends[before] > without.start:
            break
        if parse.tag[before] in ("DT", "CD", "PDT", "PRP$", "WDT", ",") or parse.words[before] in (
            "more",
            "other",
            "-",
        ):
            if parse.words[before] not in ("-",):
                break
        first = before
    while first < head and not any(c.isalnum() for c in parse.words[first]):
        first += 1
    return parse.span(first, head)


def _after_of(amount: Amount, around: Surroundings) -> int | None:
    """Find the noun after "of" or "worth of" behind the amount."""
    parse = around.parse
    last = around.tokens(amount.span)[-1]
    of = last + 1
    if of < len(parse.words) and parse.words[of].lower() in ("worth", "more"):
        of += 1
    if of >= len(parse.words) or parse.words[of].lower() not in ("of",):
        return None
    for token in range(of + 1, min(of + 9, len(parse.words))):
        if parse.head[token] == of and parse.dep[token] in ("pobj", "pcomp"):
            return token if parse.pos[token] in _NOUNS else None
    return None


def _head_noun(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Climb from the number to the noun that it stands before."""
    parse, token = around.parse, top
    last = around.tokens(amount.span)[-1]
    while parse.head[token] > token and parse.dep[token] in (
        "nummod",
        "compound",
        "amod",
        "quantmod",
        "nmod",
        "advmod",
        "npadvmod",
        "poss",
        "det",
    ):
        token = parse.head[token]
        if parse.pos[token] in ("VERB", "AUX"):
            return None
    if token > last and parse.pos[token] in _NOUNS:
        return token
    return None


def _money_for(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Find the noun of "$1 billion in aid"; where the money went ("for roads") is not what it is."""
    if amount.kind not in ("currency", "ratio", "measure"):
        return None
    parse = around.parse
    last = around.tokens(amount.span)[-1]
    at = last + 1
    if at >= len(parse.words) or parse.words[at].lower() != "in":
        return None
    for token in range(at + 1, min(at + 6, len(parse.words))):
        if parse.head[token] == at and parse.dep[token] == "pobj":
            here = parse.span(token, token)
            named = any(s.overlaps(here) for s in (*around.places, *around.times)) or parse.entity[token] in (
                "GPE",
                "DATE",
            )
            return token if parse.pos[token] == "NOUN" and not named else None
    return None


def _governing_noun(around: Surroundings, top: int) -> int | None:
    """Find the noun of "a fine of $500", "a population of 3,000"."""
    parse = around.parse
    of = parse.head[top]
    if parse.words[of].lower() != "of" or parse.dep[top] != "pobj":
        return None
    noun = parse.head[of]
    return noun if parse.pos[noun] in _NOUNS and noun < of and parse.lemma[noun] not in _EMPTY else None


def _subject(around: Surroundings, top: int) -> int | None:
    """Find the subject of a verb that says how much it is."""
    parse, token = around.parse, top
    if parse.dep[token] == "pobj" and parse.words[parse.head[token]].lower() in ("to", "at", "by", "from"):
        token = parse.head[token]
    verb = parse.head[token]
    if (
        parse.dep[token] not in ("attr", "prep", "dobj", "npadvmod", "acomp", "advmod")
        or parse.lemma[verb] not in _LEVELS
    ):
        return None
    subject = around.syntax.child(verb, "nsubj", "nsubjpass")
    return subject if subject is not None and parse.pos[subject] in _NOUNS else None

"""The grammar of one document, its places and its times -> the questions that are asked around an amount."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.quantity.lexemes import context_words
from rashomon.extract.tables import roles
from rashomon.model import Mention, Parse, Span, Timex

__all__ = ["Surroundings"]

_NOUNS = frozenset({"NOUN", "PROPN"})
_NOUN_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr"})
# what may stand in a noun phrase before its head
_INSIDE = frozenset({"amod", "compound", "nmod", "poss", "case", "punct", "advmod"})
_NOT_INSIDE = frozenset({"DT", "CD", "PDT", "PRP$", "WDT", "WP$", ","})
_EMPTY = frozenset({"more", "other", "such", "additional", "about", "several", "few", "dozen", "many"})
# where a place behind one of these is where something was counted, and not where it came from or went
_LOCATIVES = frozenset(
    {"in", "at", "near", "across", "around", "on", "outside", "inside", "within", "throughout", "along", "off", "under"}
)
_BREAKS = frozenset({"(", ")", "-", "–", "—", "--", ":", ";"})
_HANGING = frozenset({"prep", "npadvmod", "advmod", "tmod"})


class Surroundings:
    """The trees of one document, with its places and times, looked at from an amount; tokens are indices."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], timexes: Sequence[Timex]) -> None:
        self.parse = parse
        self.syntax = Syntax(parse)
        self.places = [m.span for m in mentions if m.kind == "place"]
        self.times = [t.span for t in timexes if t.type in ("DATE", "TIME")]

    def tokens(self, span: Span) -> range:
        """Return the tokens that share a character with the span."""
        return range(bisect_right(self.parse.ends, span.start), bisect_left(self.parse.starts, span.end))

    def top(self, span: Span) -> int:
        """Return the token of the span that hangs on one outside, the last where several do."""
        tokens = self.tokens(span)
        out = [t for t in tokens if self.parse.head[t] not in tokens or self.parse.head[t] == t]
        return out[-1] if out else tokens[-1]

    def is_noun(self, token: int) -> bool:
        """Tell whether a token is a noun, or stands where one must though the parser took it for a verb."""
        if not self.parse.words[token][0].isalnum():
            return False
        mistaken = self.parse.tag[token] == "VBZ" and self.parse.dep[token] in _NOUN_PLACES
        more = self.parse.words[token].lower() == "more"
        return (self.parse.pos[token] in _NOUNS or mistaken) and not more

    def is_setting(self, token: int) -> bool:
        """Tell whether a token lies in a place or a time."""
        here = self.parse.span(token, token)
        return any(s.overlaps(here) for s in (*self.places, *self.times))

    def same_sentence(self, a: int, b: int) -> bool:
        """Tell whether two tokens stand in one sentence."""
        return self.syntax.sentence[a] == self.syntax.sentence[b]

    def object_of(self, preposition: int, reach: int) -> int | None:
        """Return the noun that hangs on a preposition, at most `reach` tokens behind it."""
        parse = self.parse
        for token in range(preposition + 1, min(preposition + reach + 1, len(parse.words))):
            if parse.head[token] == preposition and parse.dep[token] in ("pobj", "pcomp"):
                those = parse.words[token - 1].lower() == "the" and parse.tag[token] in (
                    "VBN",
                    "JJ",
                )
                return token if those or self.is_noun(token) else None
        return None

    def subject_of(self, verb: int) -> int | None:
        """Return the noun that is the subject of a verb, or of the verb that it is joined to or hangs on."""
        while (subject := self.syntax.child(verb, "nsubj", "nsubjpass")) is None:
            above = self.parse.head[verb]
            if self.parse.dep[verb] == "acl":
                return self.named(above)
            if self.parse.dep[verb] == "pcomp" and self.parse.dep[above] == "prep":  # "fell 3 % before closing lower"
                above = self.parse.head[above]
            elif self.parse.dep[verb] not in ("conj", "xcomp", "advcl"):
                return None
            verb = above
            if self.parse.pos[verb] not in ("VERB", "AUX"):
                return None
        if self.parse.tag[subject] in ("WDT", "WP"):
            return self.antecedent(subject)
        return self.named(subject)

    def named(self, token: int) -> int | None:
        """Return a noun, or the one that "each" stands behind: "boxes, each weighing 10 kg"."""
        above = self.parse.head[token]
        if self.parse.words[token].lower() == "each":
            token = self.parse.head[above] if self.parse.dep[above] == "relcl" else above
        return token if self.is_noun(token) else None

    def antecedent(self, pronoun: int) -> int | None:
        """Return what "which", "that" or "whom" stands for: the noun described, if no time, and for "whom" a person."""
        parse, token = self.parse, pronoun
        while parse.dep[token] != "relcl" and parse.head[token] != token:
            token = parse.head[token]
        whom = parse.words[pronoun].lower() in ("who", "whom")
        first = parse.sentences[self.syntax.sentence[pronoun]][0]
        nouns = [t for t in range(pronoun - 1, first - 1, -1) if self.is_noun(t)]
        if parse.dep[token] == "relcl" and parse.head[token] < pronoun:
            nouns.insert(0, parse.head[token])
        fits = (t for t in nouns if self.is_noun(t) and not self._is_time(t) and (not whom or self.is_human(t)))
        return next(fits, nouns[0] if nouns and self.is_noun(nouns[0]) else None)

    def _is_time(self, token: int) -> bool:
        lemma = self.parse.lemma[token].lower()
        return self.is_setting(token) or lemma in context_words("span of time")

    def is_human(self, token: int) -> bool:
        """Tell whether a noun stands for people."""
        lemma = self.parse.lemma[token].lower()
        return lemma in roles() or lemma in ("people", "person", "man", "woman", "child")

    def is_hyphened(self, token: int) -> bool:
        """Tell whether a hyphen and a word stick to a token: the 12 of "12-member"."""
        parse = self.parse
        if token + 2 >= len(parse.words) or parse.words[token + 1] != "-":
            return False
        return parse.ends[token] == parse.starts[token + 1] and parse.ends[token + 1] == parse.starts[token + 2]

    def is_joined(self, last: int, noun: int) -> bool:
        """Tell whether no preposition, bracket, dash or colon stands between the end of an amount and a noun.

        The conversion in "20-kilometre (12-mile) zone" does not part either amount from the zone.
        """
        words = self.parse.words
        if words[last + 1] in ("(", ")"):
            last = next((t for t in range(last + 1, noun) if words[t] == ")"), last)
        between = [t for t in range(last + 1, noun) if not self.is_hyphened(t - 1)]
        if any(words[t].lower() == "of" for t in between):  # "213 of 400 seats"
            return all(words[t].lower() == "of" for t in between if self._is_break(t))
        number = any(self.parse.tag[t] == "CD" and not self.is_hyphened(t) for t in between)
        return not number and not any(self._is_break(t) for t in between)

    def _is_break(self, token: int) -> bool:
        return self.parse.words[token] in _BREAKS or self.parse.tag[token] in ("IN", "TO")

    def end_of_compound(self, token: int) -> int:
        """Return the head of the compound that a noun begins."""
        while self.parse.dep[token] in ("compound", "poss") and self.parse.head[token] > token:
            token = self.parse.head[token]
        return token

    def phrase(self, head: int, without: Span) -> Span:
        """Return the noun with the words before it that belong to it, less article, number and `without`."""
        parse, first = self.parse, head
        if first > 0 and parse.words[first - 1] == "-" and parse.ends[first - 2] > without.start >= 0:
            return parse.span(head, head)  # "a 12-member panel"
        while first > 0 and self._is_inside(first - 1, head) and not parse.span(first - 1, first - 1).overlaps(without):
            first -= 1
        while first < head and not parse.words[first][0].isalnum():
            first += 1
        return parse.span(first, head)

    def _is_inside(self, token: int, head: int) -> bool:
        parse = self.parse
        mark = not parse.words[token][0].isalnum() and parse.words[token] not in ("-", "'", "’", "'s", "’s")
        if parse.tag[token] in _NOT_INSIDE or parse.words[token].lower() in _EMPTY or mark:
            return False
        return parse.dep[token] in _INSIDE and self.syntax.is_below(token, head) and self.is_noun(head)

    def place_of(self, token: int, taken: Span) -> Span | None:
        """Return where it was counted: a place that hangs on the token, or on what governs it up to the verb."""
        return self._nearest(token, self.places, taken, _LOCATIVES)

    def time_of(self, token: int, taken: Span) -> Span | None:
        """Return when it was counted, in the same way."""
        return self._nearest(token, self.times, taken, None)

    def _nearest(
        self, token: int, spans: Sequence[Span], taken: Span, prepositions: frozenset[str] | None
    ) -> Span | None:
        if not spans:
            return None
        for leaf in self._hanging(token, prepositions):
            start = self.parse.starts[leaf]
            for span in spans:
                if span.start <= start < span.end and not span.overlaps(taken):
                    return span
        return None

    def _hanging(self, token: int, prepositions: frozenset[str] | None) -> Iterator[int]:
        """Yield adverbs and objects of these prepositions that hang on `token`, or on its governors up to the verb."""
        parse = self.parse
        while True:
            for child in self.syntax.children[token]:
                fits = prepositions is None or parse.words[child].lower() in prepositions
                if parse.dep[child] in _HANGING and fits:
                    yield child
                    yield from (c for c in self.syntax.children[child] if parse.dep[c] == "pobj")
            if parse.pos[token] in ("VERB", "AUX") or parse.head[token] == token:
                return
            token = parse.head[token]

"""A trigger in its sentence -> whether the event took place, and the word that decided.

Cues are gathered along the way from the trigger up to the root: auxiliaries, negations, what governs each step, clauses
with "if", questions, adverbs of habit, times long past. A linear model weighs them; its weights come from sentences of our
own (training/events), so what outweighs what is learned and not written down here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast, get_args

from rashomon.data import table
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.linear import classify, score
from rashomon.model import Realis, Span, Timex

__all__ = ["CLASSES", "Cue", "decide_realis", "find_cues"]

CLASSES: tuple[str, ...] = get_args(Realis)
_VERBS = ("VERB", "AUX")
_MAX_CLIMB = 6
# a year before this one is told of as history where nothing dates the article
_HISTORY_BEFORE = 2000
# so many years before the latest year of the article begins its past
_LONG_AGO = 5


class Cue(NamedTuple):
    """What speaks for a class, and the tokens that say so (first, last)."""

    evidence: str
    first: int
    last: int


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, listed in table("events/realis.tsv"):
        for word in listed.split():
            found.setdefault(word.replace("+", " "), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def decide_realis(cues: Sequence[Cue]) -> tuple[Realis, float, Cue | None]:
    """Return the class, its probability, and the cue that spoke loudest for it; none for a plain "asserted"."""
    best, sure = classify("realis_weights", [c.evidence for c in cues], CLASSES)
    place = CLASSES.index(best)
    loudest = None
    if best != "asserted":
        marked = [c for c in cues if c.first >= 0]
        rest = [_margin(c, place) for c in marked]
        loudest = marked[max(range(len(rest)), key=rest.__getitem__)] if rest and max(rest) > 0 else None
    return cast(Realis, best), sure, loudest


def _margin(cue: Cue, place: int) -> float:
    scores = score("realis_weights", [cue.evidence], CLASSES)
    return scores[place] - scores[0]


def find_cues(syntax: Syntax, trigger: int, timexes: Sequence[Timex], words: Sequence[int] = ()) -> list[Cue]:
    """Return the cues of a trigger; `words` are the other tokens of its pattern."""
    found = [Cue("bias", -1, -1)]
    steps = list(_climb(syntax, trigger))
    parse = syntax.parse
    for distance, (token, relation) in enumerate(steps):
        near = "0" if distance == 0 else "1" if distance == 1 else "2"
        if relation:
            found += _governor(syntax, token, relation, near)
        if parse.pos[token] in _VERBS or distance == 0:
            found += _around_verb(syntax, token, near, set(words) | {t for t, _ in steps})
    found += _of_sentence(syntax, trigger)
    found += _of_time(syntax, trigger, timexes)
    return found


def _climb(syntax: Syntax, trigger: int) -> Iterator[tuple[int, str]]:
    """Yield the trigger and what governs it step by step, with the relation of the step below."""
    parse, token, relation = syntax.parse, trigger, ""
    for _ in range(_MAX_CLIMB):
        yield token, relation
        above = parse.head[token]
        if above == token:
            return
        if parse.dep[token] == "conj" and relation == "":
            relation = "conj"
        else:
            relation = parse.dep[token]
        if parse.pos[above] == "ADP" and parse.head[above] != above:
            relation = "p:" + parse.words[above].lower()
            above = parse.head[above]
        token = above


def _governor(syntax: Syntax, token: int, relation: str, near: str) -> Iterator[Cue]:
    parse = syntax.parse
    lemma = parse.lemma[token].lower()
    clause = relation if relation in ("xcomp", "ccomp", "advcl", "conj", "relcl", "acl", "dobj", "nsubj", "nsubjpass") else "oth"
    if relation.startswith("p:"):
        clause = "p"
    for kind in sorted(_kinds().get(lemma, ())):
        yield Cue(f"gov:{kind}:{clause}:{near}", token, token)
        yield Cue(f"gov:{kind}:{near}", token, token)
    yield Cue(f"gov={lemma}:{clause}:{'n' if near == '1' else 'f'}", token, token)
    yield Cue(f"gov={lemma}:{near}", token, token)
    yield Cue(f"step:{clause}:{parse.pos[token]}:{near}", -1, -1)
    if relation.startswith("p:"):
        yield Cue(f"{relation}:{parse.pos[token]}:{near}", -1, -1)


def _around_verb(syntax: Syntax, verb: int, near: str, own: set[int]) -> Iterator[Cue]:
    """Yield auxiliaries, negations, adverbs and conjunctions of a verb (or of a noun that is the trigger)."""
    parse = syntax.parse
    auxiliaries = [c for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    for child in syntax.children[verb]:
        word, dep = parse.words[child].lower(), parse.dep[child]
        lemma = parse.lemma[child].lower()
        if dep in ("aux", "auxpass"):
            yield Cue(f"aux={word}:{near}", child, child)
            yield Cue(f"aux={parse.tag[child]}:{near}", child, child)
        elif dep == "neg":
            yield Cue(f"neg:{near}", child, child)
            yield from (Cue(f"neg+{parse.words[a].lower()}:{near}", child, child) for a in auxiliaries)
        elif dep == "mark":
            yield Cue(f"mark={word}:{near}", child, child)
        elif dep in ("advmod", "npadvmod", "det", "amod", "predet", "preconj", "acomp", "cc", "compound"):
            yield from _adverb(syntax, child, dep, word, lemma, near)
        elif dep in ("nsubj", "nsubjpass", "dobj") and child not in own:
            for lower in (child, *syntax.children[child]):
                if parse.words[lower].lower() in ("no", "nobody", "neither", "none", "nothing", "not", "few", "any", "every", "each"):
                    yield Cue(f"quant={parse.words[lower].lower()}:{near}", lower, lower)
    shape = "+".join(parse.words[a].lower() for a in auxiliaries)
    yield Cue(f"shape={parse.tag[verb]}:{shape}:{near}", auxiliaries[0] if auxiliaries else -1, auxiliaries[-1] if auxiliaries else -1)
    yield Cue(f"tag={parse.tag[verb]}:{near}", -1, -1)
    if auxiliaries and _inverted(syntax, verb, auxiliaries[0]):
        yield Cue(f"inverted={parse.words[auxiliaries[0]].lower()}:{near}", auxiliaries[0], auxiliaries[0])


def _adverb(syntax: Syntax, child: int, dep: str, word: str, lemma: str, near: str) -> Iterator[Cue]:
    for kind in sorted(_kinds().get(word, frozenset()) | _kinds().get(lemma, frozenset())):
        yield Cue(f"{dep}:{kind}:{near}", child, child)
    yield Cue(f"{dep}={word}:{near}", child, child)
    for lower in syntax.children[child]:
        for kind in sorted(_kinds().get(syntax.parse.words[lower].lower(), ())):
            yield Cue(f"{dep}+:{kind}:{near}", lower, child)


def _inverted(syntax: Syntax, verb: int, auxiliary: int) -> bool:
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    return subject is not None and auxiliary < subject < verb


def _of_sentence(syntax: Syntax, trigger: int) -> Iterator[Cue]:
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    words = [w.lower() for w in parse.words[first:end]]
    if "?" in words[-2:]:
        yield Cue("question", end - 1, end - 1)
        if words[0] in ("who", "why", "how", "what", "when", "where", "which"):
            yield Cue("question:wh", first, first)
    if words[0] in ("if", "should", "unless", "whether", "had"):
        yield Cue(f"first={words[0]}", first, first)
    for place in range(first, end):
        for kind in sorted(_kinds().get(words[place - first], ())):
            if kind in ("habit", "past", "not", "ask") and place != trigger:
                yield Cue(f"said:{kind}", place, place)
        pair = " ".join(words[place - first : place - first + 2])
        if " " in pair:
            for kind in sorted(_kinds().get(pair, ())):
                yield Cue(f"said:{kind}:pair", place, place + 1)
        if 0 < trigger - place <= 5:
            yield Cue(f"near={words[place - first]}", place, place)
        elif -5 <= trigger - place < 0:
            yield Cue(f"after={words[place - first]}", place, place)


def _of_time(syntax: Syntax, trigger: int, timexes: Sequence[Timex]) -> Iterator[Cue]:
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    reach = Span(parse.starts[first], parse.ends[end - 1])
    years = [year for t in timexes if (year := _year(t)) is not None]
    today = max([*years, _HISTORY_BEFORE])
    for timex in timexes:
        if not timex.span.overlaps(reach):
            continue
        tokens = [t for t in range(first, end) if timex.span.overlaps(parse.span(t, t))]
        year = _year(timex)
        if tokens and year is not None and year <= today - _LONG_AGO:
            yield Cue("long ago", tokens[0], tokens[-1])
        elif tokens and timex.type == "SET":
            yield Cue("set", tokens[0], tokens[-1])


def _year(timex: Timex) -> int | None:
    found = re.match(r"\d{4}", timex.value or "")
    return int(found[0]) if found else None

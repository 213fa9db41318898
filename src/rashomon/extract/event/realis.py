"""A trigger in its sentence -> whether the event took place, and the words that decided.

Operators are read off on the way from the trigger to the root: auxiliaries, negations, what governs each step, clauses
with "if", questions, adverbs of habit, times long past. The nearest one gives a verdict; a linear model, whose weights
come from sentences of our own (training/events), learns what each kind of verdict is worth and when another cue
outweighs it.
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
_MAX_CLIMB = 7
# a year before this one is told of as history where nothing dates the article
_HISTORY_BEFORE = 2016
# so many years before the latest year of the article begins its past
_LONG_AGO = 2
# how sure it must be that something happened, and how sure where the nearest operator speaks against it;
# chosen on half A of the key with weights from our sentences alone: what was wrongly asserted fell from 14 to 4 %,
# macro F1 stayed. Better a deed missed than one invented
_SURE, _SURE_AGAINST = 0.8, 0.95
_MODALS = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo"), "planned"),
    **dict.fromkeys(("could", "may", "might", "would", "'d", "can", "ca"), "hypothetical"),
    **dict.fromkeys(("must", "should", "ought"), "demanded"),
}
_GOVERNED = {"plan": "planned", "may": "hypothetical", "not": "negated", "demand": "demanded", "ask": "asked"}
_CONDITIONS = frozenset({"if", "unless", "lest", "whether", "should", "once", "until", "before", "provided"})
# relations through which what governs a clause decides of it
_SCOPE = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "dobj",
        "acl",
        "nsubjpass",
        "nsubj",
        "p",
        "oprd",
        "acomp",
        "compound",
        "attr",
        "advcl",
        "pobj",
    }
)


class Cue(NamedTuple):
    """What speaks for a class, and the tokens that say so (first, last); -1 where no word does."""

    evidence: str
    first: int = -1
    last: int = -1


class _Step(NamedTuple):
    """A word on the way to the root, and how the step below hangs on it ("" for the trigger itself)."""

    token: int
    relation: str
    preposition: str = ""


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kind, listed in table("events/realis.tsv"):
        for word in listed.split():
            if kind not in found.setdefault(word, []):
                found[word].append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


def decide_realis(cues: Sequence[Cue]) -> tuple[Realis, float, Cue | None]:
    """Return the class, its probability, and the cue that spoke loudest for it; none for a plain "asserted"."""
    evidence = [c.evidence for c in cues]
    best, sure = classify("realis_weights", evidence, CLASSES)
    if best == "asserted" and sure < _needed(evidence):
        best, _ = classify("realis_weights", evidence, CLASSES[1:])
        sure = 1 - sure
    if best == "asserted":
        return "asserted", sure, None
    place = CLASSES.index(best)
    marked = [c for c in cues if c.first >= 0]
    worth = [_margin(c, place) for c in marked]
    loudest = marked[max(range(len(worth)), key=worth.__getitem__)] if worth and max(worth) > 0 else None
    return cast(Realis, best), sure, loudest


def _needed(evidence: Sequence[str]) -> float:
    against = any(e.startswith("verdict=") and e.count(":") == 0 and e != "verdict=asserted" for e in evidence)
    return _SURE_AGAINST if against else _SURE


def _margin(cue: Cue, place: int) -> float:
    scores = score("realis_weights", [cue.evidence], CLASSES)
    return scores[place] - scores[0]


def find_cues(syntax: Syntax, trigger: int, timexes: Sequence[Timex], words: Sequence[int] = ()) -> list[Cue]:
    """Return the cues of a trigger; `words` are the other tokens of its pattern."""
    steps = _climb(syntax, trigger)
    own = {*words, *(s.token for s in steps)}
    found = [Cue("bias"), *_of_sentence(syntax, trigger), *_of_time(syntax, trigger, timexes)]
    operators = [op for n, step in enumerate(steps) for op in _operators(syntax, step, n, own)]
    deciding = [op for op in operators if op[1] in CLASSES]
    for distance, verdict, why, first, last in operators:
        near = "0" if distance == 0 else "1" if distance == 1 else "2"
        if (distance, verdict, why, first, last) in deciding[:2]:
            rank = deciding.index((distance, verdict, why, first, last))
            found.append(Cue(f"rank{rank}={verdict}", first, last))
            found.append(Cue(f"rank{rank}={verdict}:{why}", first, last))
        found.append(Cue(f"op={verdict}:{near}", first, last))
        found.append(Cue(f"op={verdict}:{why}:{near}", first, last))
        found.append(Cue(f"op={verdict}:{why}", first, last))
    if deciding:
        chain = "+".join(dict.fromkeys(op[1] for op in deciding[:4]))
        found.append(Cue(f"chain={chain}", deciding[0][3], deciding[0][4]))
    else:
        found.append(Cue("no operator"))
    verdict, first, last = _verdict(syntax, steps)
    asked = any(c.evidence == "question" for c in found)
    for shape in (f"verdict={verdict}", f"verdict={verdict}:{asked}", f"verdict={verdict}:{syntax.parse.pos[trigger]}"):
        found.append(Cue(shape, first, last))
    top = next((s.token for s in steps if syntax.parse.pos[s.token] in _VERBS), trigger)
    found.append(Cue(f"tag={syntax.parse.tag[trigger]}"))
    found.append(Cue(f"verb={syntax.parse.tag[top]}:{top == trigger}"))
    return found


def _climb(syntax: Syntax, trigger: int) -> list[_Step]:
    parse, token = syntax.parse, trigger
    steps = [_Step(token, "")]
    for _ in range(_MAX_CLIMB):
        above, dep, preposition = parse.head[token], parse.dep[token], ""
        if above == token:
            break
        if parse.pos[above] in ("ADP", "SCONJ") and parse.head[above] != above:
            preposition, dep = parse.words[above].lower(), "p"
            above = parse.head[above]
        steps.append(_Step(above, dep, preposition))
        token = above
    return steps


def _verdict(syntax: Syntax, steps: Sequence[_Step]) -> tuple[str, int, int]:
    """Return what the nearest operator says, and its tokens: a negation turns it round, an island ends the search."""
    parse = syntax.parse
    for place, step in enumerate(steps):
        if place and (
            step.relation in ("relcl", "parataxis", "appos")
            or (step.relation == "conj" and _stands_alone(syntax, steps[place - 1].token))
        ):
            return "asserted", -1, -1
        if place and step.relation == "advcl":
            return _of_condition(syntax, steps[place - 1].token)
        denied, cue = _own_operator(syntax, step.token)
        kinds = _kinds().get(parse.lemma[step.token].lower(), ()) if place and step.relation in _SCOPE else ()
        kind = next((k for k in kinds if k in _GOVERNED), "")
        if kind == "ask" and not _asks(syntax, steps[place - 1].token):
            kind = ""
        if kind:
            turned = "asserted" if kind == "not" else "negated"
            return (
                (turned if denied == "negated" else _GOVERNED[kind]),
                min(step.token, cue if denied == "negated" else step.token),
                step.token,
            )
        if denied:
            return denied, cue, cue
        if place and step.relation == "ccomp" and "real" not in kinds:
            return "asserted", -1, -1
    return "asserted", -1, -1


def _own_operator(syntax: Syntax, token: int) -> tuple[str, int]:
    """Return what auxiliaries and negations of a word say of it, and the token that does; "" if nothing."""
    parse, modal = syntax.parse, ("", -1)
    for child in syntax.children[token]:
        word, dep = parse.words[child].lower(), parse.dep[child]
        if dep == "neg" or (dep in ("advmod", "det", "preconj") and "never" in _kinds().get(word, ())):
            return "negated", child
        if dep in ("nsubj", "nsubjpass", "dobj") and parse.pos[token] in _VERBS:
            for lower in (child, *syntax.children[child]):
                if "never" in _kinds().get(parse.words[lower].lower(), ()):
                    return "negated", lower
        if dep == "aux" and word in _MODALS and parse.tag[child] == "MD":
            modal = (_MODALS[word], child)
        if dep in ("amod", "advmod", "acomp") and not modal[0]:
            for kind in _kinds().get(parse.lemma[child].lower(), ()):
                if kind in ("may", "plan", "not"):
                    modal = (_GOVERNED[kind], child)
    if not modal[0] and _is_imperative(syntax, token):
        return "demanded", token
    return modal


def _is_imperative(syntax: Syntax, verb: int) -> bool:
    bare = syntax.parse.tag[verb] == "VB" and syntax.parse.dep[verb] in ("ROOT", "ccomp")
    return bare and not syntax.has(verb, "aux", "auxpass", "nsubj", "nsubjpass")


def _of_condition(syntax: Syntax, clause: int) -> tuple[str, int, int]:
    mark = syntax.child(clause, "mark")
    word = "" if mark is None else syntax.parse.words[mark].lower()
    if mark is not None and word in ("if", "unless", "lest", "in", "until", "provided"):
        return "hypothetical", mark, mark
    own, cue = _own_operator(syntax, clause)
    return (own or "asserted"), cue, cue


def _asks(syntax: Syntax, clause: int) -> bool:
    first = min(syntax.subtree(clause))
    return syntax.parse.words[first].lower() in ("whether", "if", "who", "why", "how", "when", "where", "what", "which")


def _stands_alone(syntax: Syntax, verb: int) -> bool:
    """Tell whether a member of a conjunction has a subject or auxiliaries of its own."""
    return syntax.has(verb, "nsubj", "nsubjpass", "aux") or syntax.parse.tag[verb] in ("VBD", "VBZ", "VBP")


_Operator = tuple[int, str, str, int, int]


def _operators(syntax: Syntax, step: _Step, distance: int, own: set[int]) -> Iterator[_Operator]:
    """Yield what decides at one step: distance, verdict, why, first and last token."""
    parse = syntax.parse
    lemma = parse.lemma[step.token].lower()
    if distance and step.preposition in (
        "without",
        "instead",
        "before",
        "until",
        "after",
        "despite",
        "ahead",
        "against",
        "amid",
        "over",
    ):
        yield distance, "prep", step.preposition, step.token, step.token
    if distance and (step.relation in _SCOPE or step.relation == "conj"):
        for kind in _kinds().get(lemma, ()):
            if kind in _GOVERNED or kind == "real":
                verdict = _GOVERNED.get(kind, "real")
                how = (
                    "conj"
                    if step.relation == "conj"
                    else "adv"
                    if step.relation == "advcl"
                    else "n"
                    if parse.pos[step.token] == "NOUN"
                    else "v"
                )
                yield distance, verdict, f"gov-{how}", step.token, step.token
    elif distance:
        yield distance, "island", step.relation, -1, -1
    if distance == 0 or parse.pos[step.token] in _VERBS:
        yield from _around(syntax, step, distance, own)
    elif distance:
        yield from _noun_words(syntax, step.token, distance, own)


def _around(syntax: Syntax, step: _Step, distance: int, own: set[int]) -> Iterator[_Operator]:
    """Yield auxiliaries, negations, conditions and adverbs of a verb (or of the noun that is the trigger)."""
    parse, verb = syntax.parse, step.token
    auxiliaries = [c for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    island = "i" if step.relation in ("advcl", "relcl", "conj", "parataxis") else "s"
    for child in syntax.children[verb]:
        word, dep = parse.words[child].lower(), parse.dep[child]
        if dep == "neg" or (dep in ("advmod", "det", "preconj", "cc") and "never" in _kinds().get(word, ())):
            yield distance, "negated", f"neg-{island}", child, child
        elif dep in ("aux", "auxpass") and word in _MODALS and parse.tag[child] == "MD":
            yield distance, _MODALS[word], f"modal-{island}", child, child
            yield distance, _MODALS[word], f"modal={word}-{island}", child, child
        elif dep == "mark" and word in _CONDITIONS:
            yield distance, "mark", word, child, child
        elif dep in ("advmod", "npadvmod", "amod", "det", "predet", "compound", "acomp", "nmod"):
            yield from _modifier(syntax, child, distance, island)
        elif dep in ("nsubj", "nsubjpass", "dobj", "attr") and child not in own:
            yield from _quantifier(syntax, child, distance)
    shape = "+".join(parse.words[a].lower() for a in auxiliaries if parse.words[a].lower() not in _MODALS)
    has_subject = syntax.has(verb, "nsubj", "nsubjpass")
    if parse.pos[verb] in _VERBS:
        first, last = (auxiliaries[0], auxiliaries[-1]) if auxiliaries else (-1, -1)
        yield (
            distance,
            "form",
            f"{parse.tag[verb]}:{shape}:{'s' if has_subject else '-'}:{parse.dep[verb] if distance == 0 else island}",
            first,
            last,
        )
        if shape in ("is+to", "are+to", "is+to+be", "are+to+be", "is+due+to") or (
            parse.dep[verb] == "xcomp" and parse.lemma[parse.head[verb]] == "be"
        ):
            yield distance, "planned", "is-to", first, last
        subject = syntax.child(verb, "nsubj", "nsubjpass")
        if auxiliaries and subject is not None and auxiliaries[0] < subject < verb:
            yield distance, "inverted", parse.words[auxiliaries[0]].lower(), auxiliaries[0], auxiliaries[0]
        if _is_imperative(syntax, verb):
            yield distance, "demanded", "imperative", verb, verb


def _modifier(syntax: Syntax, child: int, distance: int, island: str) -> Iterator[_Operator]:
    parse = syntax.parse
    for token in (child, *syntax.children[child]):
        word, lemma = parse.words[token].lower(), parse.lemma[token].lower()
        for kind in dict.fromkeys((*_kinds().get(word, ()), *_kinds().get(lemma, ()))):
            verdict = {"habit": "habitual", "past": "historical", "never": "negated", **_GOVERNED}.get(kind)
            if verdict is not None:
                yield distance, verdict, f"mod-{island}-{parse.dep[child]}", min(token, child), max(token, child)
                yield distance, verdict, f"mod={word}", min(token, child), max(token, child)


def _noun_words(syntax: Syntax, noun: int, distance: int, own: set[int]) -> Iterator[_Operator]:
    parse = syntax.parse
    for child in syntax.children[noun]:
        word = parse.words[child].lower()
        if child not in own and word in ("no", "any", "neither", "every", "each"):
            yield distance, "quant", word, child, child


def _quantifier(syntax: Syntax, child: int, distance: int) -> Iterator[_Operator]:
    parse = syntax.parse
    for token in (child, *syntax.children[child]):
        word = parse.words[token].lower()
        if word in ("no", "nobody", "none", "neither", "nothing", "few", "nor", "not"):
            yield distance, "negated", "quant", token, token
        elif word in ("any", "every", "each", "anyone", "whoever"):
            yield distance, "quant", word, token, token


def _of_sentence(syntax: Syntax, trigger: int) -> Iterator[Cue]:
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    words = [w.lower() for w in parse.words[first:end]]
    if "?" in words[-2:]:
        yield Cue("question", end - 1, end - 1)
        yield Cue(f"question:{words[0]}", first, first)
    if words[0] in ("if", "should", "unless", "whether", "had", "when", "in"):
        yield Cue(f"first={words[0]}", first, first)
    for place in range(first, end):
        for kind in _kinds().get(words[place - first], ()):
            if kind in ("habit", "past") and place != trigger:
                yield Cue(f"said:{kind}", place, place)


def _of_time(syntax: Syntax, trigger: int, timexes: Sequence[Timex]) -> Iterator[Cue]:
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    reach = Span(parse.starts[first], parse.ends[end - 1])
    today = max([*(year for t in timexes if (year := _year(t)) is not None), _HISTORY_BEFORE])
    for timex in timexes:
        if not timex.span.overlaps(reach):
            continue
        tokens = [t for t in range(first, end) if timex.span.overlaps(parse.span(t, t))]
        if not tokens:
            continue
        year, where = _year(timex), "far" if abs(tokens[0] - trigger) > 8 else "near"
        if year is not None and year <= today - _LONG_AGO:
            yield Cue("long ago", tokens[0], tokens[-1])
            yield Cue(f"long ago:{where}", tokens[0], tokens[-1])
        elif re.fullmatch(r"P\d+(Y|DE|CE)", timex.value or ""):
            yield Cue("years", tokens[0], tokens[-1])
        if timex.type == "SET":
            yield Cue("set", tokens[0], tokens[-1])


def _year(timex: Timex) -> int | None:
    """Return the year of a value; of a decade or a century ("198", "19") its last."""
    found = re.match(r"(\d{2,4})", timex.value or "")
    return int(found[1].ljust(4, "9")) if found else None

"""A word of a text -> what stands around it and has a say: auxiliaries, negations, adverbs, "if", adjectives, form."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.event.realis_effects import Effect
from rashomon.extract.event.realis_lexicon import NEUTRAL, Sentences, find_operator
from rashomon.extract.event.realis_path import VERBS, is_infinitive

__all__ = ["date_ahead", "find_around", "is_imperative"]

_ADVERBIAL = frozenset({"advmod", "npadvmod", "preconj", "cc", "det", "prep", "intj"})
_BEFORE_NOUNS = ("det", "amod", "neg", "predet", "preconj", "nummod", "quantmod")
_NO = frozenset({"no", "zero", "not", "nobody", "none", "neither", "nothing", "nor", "no-one", "few", "noone"})
# "little sign of", "scant hope of": as good as none
_SCANT = frozenset({"little", "few", "scant", "scarce", "zero", "precious"})
_MODALS = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo", "sha"), "planned"),
    **dict.fromkeys(("could", "may", "might", "would", "'d", "’d", "can", "ca"), "hypothetical"),
    **dict.fromkeys(("must", "should", "ought"), "demanded"),
}
# with "have": it would have, it could have, it should have
_UNREAL = {
    "would": "hypothetical",
    "could": "hypothetical",
    "might": "hypothetical",
    "should": "negated",
    "'d": "hypothetical",
}
# after these "would" is a plan told in the past
_TELLS_OF_PLANS = frozenset(
    {"say", "announce", "promise", "pledge", "vow", "confirm", "declare", "insist", "swear", "agree", "add", "state",
     "predict", "tell", "report", "assure", "write", "reply", "decide", "expect", "plan"}
)  # fmt: skip  # fmt: skip
_STRETCHES = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "decade", "time", "night", "century"}
)


def find_around(syntax: Sentences, token: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield what hangs on a word of the way and has a say; `own` are tokens that belong to the event or lie below."""
    if syntax.parse.pos[token] in VERBS:
        yield from _around_verb(syntax, token, distance, own)
    else:
        yield from _around_noun(syntax, token, distance, own)


def _around_verb(syntax: Sentences, verb: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield adverbs and negations, then auxiliaries, then conjunctions: so they lie around one another."""
    parse = syntax.parse
    inner: list[Effect] = []
    outer: list[Effect] = []
    for child in syntax.children[verb]:
        dep = parse.dep[child]
        if child in own and (distance or dep not in ("dobj", "attr", "prep")):
            continue
        if dep in ("nsubj", "nsubjpass", "dobj") or (dep == "attr" and not distance):
            inner += _quantifier(syntax, child, distance)
        elif dep in ("aux", "auxpass") and _follows_no(syntax, verb, child):
            inner.append(Effect("negated", "neg", distance, child, child))
        elif dep in ("aux", "auxpass", "mark"):
            outer += _auxiliary(syntax, verb, child, distance)
        elif dep == "neg" or dep in _ADVERBIAL:
            inner += _adverb(syntax, child, distance)
            outer += _of_case(syntax, child, distance)
    if inner and outer and any(e.what == "habitual" for e in inner):
        outer = [e for e in outer if e.why != "modal"]  # "would often march": a habit
    yield from (*inner, *outer)
    if parse.tag[verb] == "VB" and _is_headline(syntax, verb):
        to = next(c for c in syntax.children[verb] if parse.tag[c] == "TO")
        yield Effect("planned", "headline", distance, to, to)
    elif is_imperative(syntax, verb):
        yield Effect("demanded", "imperative", distance)


def _auxiliary(syntax: Sentences, verb: int, child: int, distance: int) -> Iterator[Effect]:
    """Yield a modal, a conjunction, or the inversion that stands for one."""
    parse = syntax.parse
    if parse.dep[child] == "mark":
        yield from _conjunction(syntax, verb, child, distance)
    elif _is_inverted(syntax, verb, child):
        yield Effect("hypothetical", "mark", distance, child, child)
    elif parse.tag[child] == "MD" and parse.lower[child] in _MODALS:
        yield _modal(syntax, verb, child, distance)


def _of_case(syntax: Sentences, child: int, distance: int) -> Iterator[Effect]:
    """Yield "in case", which the parser takes for a preposition."""
    hit = find_operator(syntax, child, "m") if syntax.parse.dep[child] == "prep" else None
    if hit is not None:
        yield Effect(hit.operator.affirmed, "mark", distance, hit.tokens[0], hit.tokens[-1])


def _conjunction(syntax: Sentences, verb: int, mark: int, distance: int) -> Iterator[Effect]:
    """Yield "if" and its like; "before" and "until" where what they begin has not come about."""
    parse, word = syntax.parse, syntax.parse.lower[mark]
    hit = find_operator(syntax, mark, "m")
    if word in ("before", "until", "till", "once"):
        modals = [parse.lower[c] for c in syntax.children[verb] if parse.tag[c] == "MD"]
        if word == "before" and "could" in modals:
            yield Effect("negated", "mark", distance, mark, mark)
        elif parse.tag[verb] in ("VBZ", "VBP") or any(parse.tag[c] in ("VBZ", "VBP") for c in syntax.children[verb]):
            yield Effect("hypothetical", "mark", distance, mark, mark)
    elif word == "if" and find_operator(syntax, parse.head[verb], "q") and not _has_answer(syntax, verb):
        yield Effect("asked", "mark", distance, mark, mark)
    elif word == "whether" and any(parse.lower[c] in _MANNERS for c in syntax.children[verb] if c > verb):
        yield Effect("settled", "whether-so", distance, mark, mark)  # that it was done is not in doubt
    elif hit is not None:
        toward = word == "whether" and is_infinitive(syntax, verb)
        yield Effect("hypothetical" if toward else hit.operator.affirmed, "mark", distance, mark, mark)


_MANNERS = frozenset(
    {"lawfully", "unlawfully", "legally", "illegally", "knowingly", "deliberately", "intentionally", "alone",
     "rightly", "properly", "justly", "wisely", "willingly", "voluntarily", "early", "late"}
)  # fmt: skip


def _follows_no(syntax: Sentences, verb: int, auxiliary: int) -> bool:
    """Tell whether an auxiliary stands before its subject because of a negation: "at no time were they warned"."""
    parse = syntax.parse
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    first, end = parse.sentences[syntax.sentence[verb]]
    if subject is None or auxiliary > subject or parse.words[end - 1] == "?":
        return False
    before = {w.lower() for w in parse.words[first:auxiliary]}
    return bool(
        before & {"no", "never", "nor", "neither", "nowhere", "not"} and not before & {"sooner", "only"}
    ) and not syntax.has(verb, "neg")


def _has_answer(syntax: Sentences, clause: int) -> bool:
    """Tell whether a clause with "if" is a condition, not what is asked: the verb has another content, or reports."""
    parse, verb = syntax.parse, syntax.parse.head[clause]
    first = min(syntax.subtree(clause))
    return first < verb or (parse.dep[clause] == "advcl" and syntax.has(verb, "dobj", "ccomp", "xcomp", "prep"))


def _is_inverted(syntax: Sentences, verb: int, auxiliary: int) -> bool:
    """Tell whether this is the first word of "should it leave" or "had it left", before its subject."""
    parse = syntax.parse
    if parse.lower[auxiliary] not in ("should", "had", "were") or parse.dep[verb] != "advcl":
        return False
    subject = syntax.child(verb, "nsubj", "nsubjpass", "expl")
    return subject is not None and auxiliary < subject


def _adverb(syntax: Sentences, child: int, distance: int) -> Iterator[Effect]:
    """Yield a negation, an adverb that is an operator, or a phrase such as "at no time"."""
    parse = syntax.parse
    if parse.lower[child] == "not" and parse.words[child + 1 : child + 2] == ["only"]:
        return
    if parse.dep[child] == "neg":
        # "more likely than not", "may or may not", "not only fired", "it was not until Friday that it fired"
        behind = parse.lower[child + 1] if child + 1 < len(parse.words) else ""
        before = parse.lower[child - 1] == "than" or parse.lower[child - 2] == "or"
        late = behind in ("only", "merely", "just", "simply", "until", "till") or _is_late(syntax, parse.head[child])
        if not before and not late:
            yield Effect("negated", "neg", distance, child, child)
        return
    hit = find_operator(syntax, child, "r")
    if hit is not None:
        what = hit.operator.affirmed
        yield Effect(what, "neg" if what == "negated" else "adverb", distance, hit.tokens[0], hit.tokens[-1])
    elif parse.dep[child] == "prep":
        for thing in syntax.children[child]:
            hit = find_operator(syntax, thing, "r")
            if hit is not None and len(hit.tokens) > 1 and hit.operator.affirmed == "negated":
                yield Effect("negated", "neg", distance, child, max(hit.tokens))


def _is_late(syntax: Sentences, verb: int) -> bool:
    """Tell whether something was done, only late: "did not sign until midnight"."""
    parse = syntax.parse
    did = any(parse.lower[c] == "did" for c in syntax.children[verb])
    return did and any(parse.lower[c] in ("until", "till") and c > verb for c in syntax.children[verb])


def _modal(syntax: Sentences, verb: int, modal: int, distance: int) -> Effect:
    parse, word = syntax.parse, syntax.parse.lower[modal]
    perfect = any(parse.dep[c] == "aux" and parse.lemma[c] == "have" for c in syntax.children[verb])
    what = _MODALS[word]
    if perfect and parse.dep[verb] == "relcl" and word == "would":
        what = "negated"  # "the bill that would have closed the port": it came to nothing
    elif perfect:
        what = _UNREAL.get(word, "hypothetical" if word in ("must", "ought", "will") else what)
    elif word in ("would", "'d", "’d") and parse.dep[verb] == "ccomp":
        above = parse.lemma[parse.head[verb]]
        conditional = any(_condition(syntax, c) for c in syntax.children[verb])
        judged = syntax.has(verb, "acomp", "attr") or (distance > 0 and not _is_carrier(syntax, verb))
        what = "planned" if above in _TELLS_OF_PLANS and not (conditional or judged) else what
    elif what == "planned" and _is_conditional(syntax, verb):
        what = "hypothetical"
    have = next((c for c in syntax.children[verb] if parse.dep[c] == "aux" and c == modal + 1), modal)
    return Effect(what, "modal-have" if perfect else "modal", distance, modal, have if perfect else modal)


def _is_conditional(syntax: Sentences, verb: int) -> bool:
    """Tell whether "will" depends on something: "if", "or they will", "anyone who ... will"."""
    parse = syntax.parse
    if any(_condition(syntax, c) for c in syntax.children[verb]):
        return True
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    if subject is not None:
        inside = {parse.lower[t] for t in (subject, *syntax.children[subject])}
        if inside & {"anyone", "anybody", "whoever", "any"} or (
            inside & {"he", "those"} and syntax.has(subject, "relcl")
        ):
            return True
    head = parse.head[verb]
    if any(parse.lower[c] in ("otherwise", "else") for c in syntax.children[verb] if c < verb):
        return True
    links = [c for c in syntax.children[head] if parse.dep[c] == "cc" and c < verb] if parse.dep[verb] == "conj" else []
    return bool(links) and (parse.lower[links[-1]] == "or" or is_imperative(syntax, head))


def _is_carrier(syntax: Sentences, verb: int) -> bool:
    return any(find_operator(syntax, verb, kind) for kind in "ovi")


def _condition(syntax: Sentences, clause: int) -> bool:
    if syntax.parse.dep[clause] != "advcl":
        return False
    return any(
        (syntax.parse.lower[c] in ("if", "unless") and syntax.parse.dep[c] == "mark") or _is_inverted(syntax, clause, c)
        for c in syntax.children[clause]
    )


def _is_headline(syntax: Sentences, verb: int) -> bool:
    """Tell whether an infinitive is the verb of "Union to boycott games"."""
    parse = syntax.parse
    head = parse.head[verb]
    root = parse.dep[verb] == "ROOT" or (
        parse.dep[head] == "ROOT" and parse.pos[head] in ("NOUN", "PROPN") and head < verb
    )
    return root and is_infinitive(syntax, verb) and not find_operator(syntax, head, "n")


def is_imperative(syntax: Sentences, verb: int) -> bool:
    """Tell whether a verb commands, or is wanted: "close the gate", "insisted that he resign", "that he be freed"."""
    parse = syntax.parse
    tag, dep = parse.tag[verb], parse.dep[verb]
    if dep == "ccomp" and parse.lemma[parse.head[verb]] in ("let", "make", "have", "see", "help", "watch", "hear"):
        return False
    if tag == "VBP" and dep == "ccomp" and (subject := syntax.child(verb, "nsubj")) is not None:
        single = parse.tag[subject] in ("NN", "NNP") and not syntax.has(subject, "conj")
        return single and syntax.has(verb, "mark") and not syntax.has(verb, "aux", "auxpass")
    if tag == "VB" and dep in ("ROOT", "ccomp", "advcl", "prep", "dep"):
        helped = [c for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass")]
        if syntax.has(verb, "nsubj", "nsubjpass"):
            return not helped and dep == "ccomp"
        return all(parse.lower[c] == "do" for c in helped) and not _has_nouns_before(syntax, verb)
    # "that he be arrested"
    be = [c for c in syntax.children[verb] if parse.dep[c] == "auxpass" and parse.tag[c] == "VB"]
    return bool(be) and not syntax.has(verb, "aux")


def _has_nouns_before(syntax: Sentences, verb: int) -> bool:
    """Tell whether a noun stands before a verb in its clause: a headline that the parser took for a command."""
    parse = syntax.parse
    first, _ = parse.sentences[syntax.sentence[verb]]
    start = max([t + 1 for t in range(first, verb) if parse.words[t] in _OPENERS] + [first])
    return any(parse.pos[t] in ("NOUN", "PROPN") and parse.head[t] == verb for t in range(start, verb))


_OPENERS = frozenset({'"', ",", ";", ":", "-", "–"})


def _quantifier(syntax: Sentences, noun: int, distance: int) -> Iterator[Effect]:
    parse = syntax.parse
    for token in (noun, *(c for c in syntax.children[noun] if parse.dep[c] in _BEFORE_NOUNS)):
        if parse.lower[token] in _NO and not _is_a_few(syntax, token):
            yield Effect("negated", "neg", distance, token, token)
            return


def _is_a_few(syntax: Sentences, token: int) -> bool:
    return token > 0 and syntax.parse.lower[token - 1] in ("a", "the", "these", "those", "last", "past")


def _around_noun(syntax: Sentences, noun: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield determiners, adjectives and participles of a noun."""
    parse, anything = syntax.parse, None
    for child in syntax.children[noun]:
        dep, word = parse.dep[child], parse.lower[child]
        if child in own and distance:
            continue
        scant = distance and dep in ("amod", "det") and word in _SCANT and not _is_a_few(syntax, child)
        none = dep == "neg" or (dep in ("det", "preconj", "cc", "nummod") and word in _NO)
        if none or scant:
            yield Effect("negated", "neg", distance, child, child)
        elif dep == "det" and word == "any" and not distance:
            anything = Effect("hypothetical", "any", distance, child, child)
        elif dep in ("amod", "compound", "advmod", "nmod") and not distance:
            hit = find_operator(syntax, child, "a") or find_operator(syntax, child, "r")
            if hit is not None and hit.operator.affirmed != NEUTRAL:
                yield Effect(hit.operator.affirmed, "adjective", distance, hit.tokens[0], hit.tokens[-1])
    if anything is not None:
        yield anything


def date_ahead(syntax: Sentences, token: int) -> tuple[int, int] | None:
    """Return the tokens of "for Sunday" in "called a strike for Sunday"; "for two days" is how long."""
    parse = syntax.parse
    things = [c for c in syntax.children[token] if parse.dep[c] in ("dobj", "nsubjpass")]
    for link in (c for t in (token, *things) for c in syntax.children[t] if parse.lower[c] == "for"):
        for day in syntax.children[link]:
            if parse.entity[day] in ("DATE", "TIME") and parse.lemma[day] not in _STRETCHES:
                return link, day
    return None

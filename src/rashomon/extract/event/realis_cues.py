"""A trigger in its sentence -> what each word that has a say makes of it, the nearest first, and what they come to.

A governor is an operator (`realis_lexicon`): it passes its content on, turns it round, or settles it. Around the trigger
and around each governor stand auxiliaries, negations, adverbs, and conjunctions such as "if".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.realis_lexicon import NEUTRAL, find_operator
from rashomon.extract.event.realis_path import (
    BE,
    VERBS,
    Step,
    climb,
    infinitive_of,
    is_infinitive,
    opening_of,
    operator_of,
)

__all__ = ["Effect", "compose", "find_effects"]

_NO = frozenset({"no", "nobody", "none", "neither", "nothing", "nor", "no-one", "few", "noone"})
_ANY = frozenset({"any", "anyone", "anybody", "whoever", "whichever", "every", "each"})
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
_TELLS_OF_PLANS = frozenset(
    {"say", "announce", "promise", "pledge", "vow", "confirm", "declare", "insist", "swear", "agree", "add", "state",
     "predict", "tell", "report", "assure", "write", "reply", "decide", "expect", "plan"}
)  # fmt: skip
# verbs that may report what was done as well as say what is to be: with a clause in the past they do
_PAST_FORMS = ("VBD",)


# what a question reaches through; what a word in between has settled, it does not
_GRAMMAR = frozenset(
    {"neg", "modal", "modal-have", "adverb", "mark", "headline", "imperative", "wh", "v-not", "be-to", "i"}
)


class Effect(NamedTuple):
    """What one word makes of an event: a class, "island" (nothing above decides) or "settled" (taken for granted).

    `why` is the kind of word, `distance` the steps from the trigger, `first` and `last` its tokens, -1 if none.
    """

    what: str
    why: str
    distance: int
    first: int = -1
    last: int = -1


def compose(effects: Sequence[Effect]) -> tuple[str, Effect | None]:
    """Return what the effects come to, and the one that decided."""
    state: str = NEUTRAL
    decided: Effect | None = None
    for effect in effects:
        if effect.what in ("island", "settled"):
            break
        grammar = decided is None or decided.why in _GRAMMAR or state not in ("negated", NEUTRAL)
        after = "asked" if effect.what == "asked" and grammar else _after(state, effect)
        if after != state or (decided is None and after == effect.what != NEUTRAL):
            state, decided = after, effect
    return state, decided


def _after(state: str, effect: Effect) -> str:
    """Return what becomes of a content that is already planned, negated ... under one more word."""
    what = effect.what
    if state in (NEUTRAL, "habitual", "historical"):
        return state if what == NEUTRAL else what
    if state == "asked":
        return state
    if what == "negated":
        return NEUTRAL if state == "negated" and effect.why != "neg" else "negated"
    if what == "demanded" and state == "negated":
        return what
    if what == "hypothetical" and (
        state == "planned" or effect.why == "mark" or (effect.why == "modal" and state == "demanded")
    ):
        return what
    return state


def find_effects(syntax: Syntax, trigger: int, words: Collection[int] = ()) -> list[Effect]:
    """Return what the words on the way from a trigger to the root make of it; `words` are those of its pattern."""
    found = list(_around(syntax, trigger, 0, frozenset(words)))
    distance, below = 0, trigger
    for distance, step in enumerate(climb(syntax, trigger, words), 1):
        if step.how == "island" and found and syntax.parse.dep[step.below] in ("nsubj", "nsubjpass"):
            # "the promised aid never came": what was only planned is not taken for granted
            found += [e for e in _around(syntax, step.token, distance, frozenset({step.below})) if e.why == "neg"]
        found += _of_step(syntax, step, distance)
        if found and found[-1].what in ("island", "settled"):
            return found
        below = step.token
    found += _of_question(syntax, below, trigger, distance)
    return found


def _of_step(syntax: Syntax, step: Step, distance: int) -> Iterator[Effect]:
    if step.how == "island":
        yield Effect("island", "island", distance)
        return
    if step.how == "clause":
        yield from _adverbial(syntax, step, distance)
        return
    if step.how == "shared":
        yield from _shared(syntax, step, distance)
        return
    asked = _interrogative(syntax, step, distance)
    if asked is not None:
        yield asked
        if asked.what == "settled":
            return
    if step.how in ("content", "predicate", "event"):
        lower = infinitive_of(syntax, step.token) if step.below < step.token else None
        if lower is not None and syntax.parse.dep[step.below] in ("nsubj", "nsubjpass"):
            yield from _operator(syntax, Step(lower, "content", step.below), distance)
    yield from _operator(syntax, step, distance)


def _operator(syntax: Syntax, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what a governor makes of its content, then what stands around the governor."""
    parse, token = syntax.parse, step.token
    if _answers(syntax, step, distance):
        yield Effect("settled", "answer", distance, token, token)
        return
    hit = operator_of(syntax, step)
    if hit is not None and hit.operator.affirmed in ("planned", "demanded") and _reports(syntax, step):
        hit = None
    around = list(_around(syntax, token, distance, frozenset({step.below, *((step.link,) if step.link >= 0 else ())})))
    if hit is None:
        future = _be_to(syntax, step, distance)
        if future is not None:
            yield future
            yield from around
        elif parse.dep[step.below] != "ccomp" or parse.pos[token] not in VERBS:
            yield from around
        else:  # whoever says something may do so, or not: what is said stays what it is
            yield from (e for e in around if e.why == "mark")
        return
    operator = hit.operator
    if operator.is_factive:
        yield Effect("settled", "factive", distance, hit.tokens[0], hit.tokens[-1])
        return
    around = [e for e in around if e.first < 0 or not {e.first, e.last} <= set(hit.tokens)]
    negation = next((e for e in around if e.what == "negated" and e.why == "neg"), None)
    first, last = hit.tokens[0], hit.tokens[-1]
    if operator.denied == "-":
        yield from (e for e in around if e.why == "mark")
        return
    if negation is not None:
        around.remove(negation)
        first, last = min(first, negation.first), max(last, negation.last)
        yield Effect(operator.denied, f"{operator.pos}-not", distance, first, last)
    elif operator.affirmed != NEUTRAL:
        yield Effect(operator.affirmed, operator.pos, distance, first, last)
    yield from around


def _answers(syntax: Syntax, step: Step, distance: int) -> bool:
    """Tell whether the trigger is something said, and the governor what came of it: "rejected the demand"."""
    said = distance == 1 and step.how == "content" and step.link < 0 and syntax.parse.pos[step.below] == "NOUN"
    return said and bool(find_operator(syntax, step.below, "w") and find_operator(syntax, step.token, "j"))


def _reports(syntax: Syntax, step: Step) -> bool:
    """Tell whether what a verb says is already told in the past: "insisted that it had left", "left, he announced"."""
    parse, clause = syntax.parse, step.below
    if parse.dep[clause] != "ccomp" or parse.pos[clause] not in VERBS or parse.lemma[step.token] in ("want", "need"):
        return False
    finite = [clause, *(c for c in syntax.children[clause] if parse.dep[c] in ("aux", "auxpass"))]
    past = any(
        parse.tag[t] == "VBD" or (t != clause and parse.tag[t] in ("VBZ", "VBP") and parse.lemma[t].lower() == "have")
        for t in finite
    )
    before = clause < step.token
    return past or (before and any(parse.tag[t] in ("VBZ", "VBP", "MD") for t in finite))


def _be_to(syntax: Syntax, step: Step, distance: int) -> Effect | None:
    """Read "is to meet" and "was to have met", which did not happen."""
    parse, verb = syntax.parse, step.below
    if parse.lemma[step.token].lower() != "be" or parse.dep[verb] != "xcomp" or not is_infinitive(syntax, verb):
        return None
    if syntax.has(step.token, "acomp", "attr", "oprd"):
        return None
    to = next(c for c in syntax.children[verb] if parse.tag[c] == "TO")
    perfect = any(parse.dep[c] == "aux" and parse.lemma[c].lower() == "have" for c in syntax.children[verb])
    inverted = parse.tag[step.token] == "VBD" and step.token == min(syntax.subtree(step.token))
    what = "hypothetical" if inverted else "negated" if perfect else "planned"
    return Effect(what, "be-to", distance, step.token, step.token if inverted else to)


def _adverbial(syntax: Syntax, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what an adverbial clause is to its main clause: told for itself, an aim, or a part of it."""
    parse, clause = syntax.parse, step.below
    if (
        any(parse.dep[c] == "mark" for c in syntax.children[clause])
        or parse.tag[clause] in ("VBD", "VBZ", "VBP", "VB")
        and not is_infinitive(syntax, clause)
    ):
        yield Effect("island", "clause", distance)
    elif is_infinitive(syntax, clause):
        hit = find_operator(syntax, step.token, "v") or find_operator(syntax, step.token, "a")
        if hit is not None and not hit.operator.is_factive:
            yield from _operator(syntax, step._replace(how="content"), distance)
        else:
            to = next(c for c in syntax.children[clause] if parse.tag[c] == "TO")
            yield Effect("planned", "aim", distance, to, to)
            yield Effect("island", "aim", distance)
    elif clause > step.token and _is_object(syntax, step):
        yield from _operator(syntax, step._replace(how="content"), distance)
    else:
        yield from _around(syntax, step.token, distance, frozenset({clause}))


def _is_object(syntax: Syntax, step: Step) -> bool:
    """Tell whether a gerund is what the verb before it is about: "ruled out leaving"."""
    hit = find_operator(syntax, step.token, "v")
    apart = "," in syntax.parse.words[step.token : step.below]
    return hit is not None and not apart and hit.operator.affirmed != NEUTRAL and not syntax.has(step.token, "dobj")


def _shared(syntax: Syntax, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what a member of a conjunction takes over from the first: all, unless it has a verb group of its own."""
    parse, member = syntax.parse, step.below
    if parse.pos[member] in VERBS:
        own = syntax.has(member, "nsubj", "nsubjpass", "aux") or parse.tag[member] in ("VBD", "VBZ", "VBP")
        bare_first = parse.tag[step.token] in ("VB", "VBG") and not syntax.has(step.token, "nsubj")
        if own:
            if parse.tag[member] in ("VBD", "VBZ", "VBP") and bare_first:
                yield Effect("island", "conj", distance)
            return
    yield from (
        e for e in _around(syntax, step.token, distance, frozenset({member})) if e.why != "mark" or e.first < member
    )


def _interrogative(syntax: Syntax, step: Step, distance: int) -> Effect | None:
    """Read a clause that begins with a question word, under a governor: asked, or else taken for granted."""
    parse, clause = syntax.parse, step.below
    if parse.pos[clause] not in VERBS or parse.dep[clause] not in ("ccomp", "pcomp", "acl", "csubj", "advcl", "xcomp"):
        return None
    word = opening_of(syntax, clause)
    governor = step.token
    if word is None or parse.dep[governor] == "relcl":
        return None
    asking = _asks(syntax, governor) and not parse.words[word].lower().endswith("ever")
    ahead = any(parse.tag[c] == "MD" for c in syntax.children[clause])
    if asking or ahead:
        return Effect("asked", "wh", distance, word, word)
    return Effect("settled", "wh", distance, word, word)


def _asks(syntax: Syntax, governor: int) -> bool:
    """Tell whether a governor asks: "wonders why", "is unclear when", or "does not say how" by its negation."""
    parse = syntax.parse
    predicates = (c for c in syntax.children[governor] if parse.dep[c] in ("acomp", "attr", "oprd"))
    hits = (find_operator(syntax, t, "q") for t in (governor, *predicates))
    denied = any(parse.dep[c] == "neg" for c in syntax.children[governor])
    return any(hit.operator.denied == "asked" and (denied or hit.operator.affirmed == "asked") for hit in hits if hit)


def _of_question(syntax: Syntax, top: int, trigger: int, distance: int) -> Iterator[Effect]:
    """Yield a question where the sentence ends in its mark and the way to the root was free."""
    parse = syntax.parse
    _, end = parse.sentences[syntax.sentence[trigger]]
    stop = next((t for t in range(trigger, end) if parse.words[t] in ("?", "!", ".")), None)
    if stop is not None and parse.words[stop] == "?":
        word = min(syntax.subtree(top))
        yield Effect("asked", "question", distance, word, word)


# ---- around one word ---------------------------------------------------------------------------------------------


def _around(syntax: Syntax, token: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield what hangs on a word of the way and has a say; `own` are tokens that belong to the event or lie below."""
    if syntax.parse.pos[token] in VERBS:
        yield from _around_verb(syntax, token, distance, own)
    else:
        yield from _around_noun(syntax, token, distance, own)


def _around_verb(syntax: Syntax, verb: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield adverbs and negations, then auxiliaries, then conjunctions: so they lie around one another."""
    parse = syntax.parse
    found: list[Effect] = []
    later: list[Effect] = []
    for child in syntax.children[verb]:
        dep, word = parse.dep[child], parse.words[child].lower()
        if child in own and (distance or dep not in ("dobj", "attr", "prep")):
            continue
        if dep == "neg":
            found.append(Effect("negated", "neg", distance, child, child))
        elif dep in ("advmod", "npadvmod", "preconj", "cc", "det", "prep", "intj"):
            found += _adverb(syntax, child, distance)
            if dep == "prep" and (hit := find_operator(syntax, child, "m")) is not None:
                later.append(Effect(hit.operator.affirmed, "mark", distance, hit.tokens[0], hit.tokens[-1]))
        elif dep in ("aux", "auxpass") and _is_inverted(syntax, verb, child):
            later.append(Effect("hypothetical", "mark", distance, child, child))
        elif dep == "aux" and parse.tag[child] == "MD" and word in _MODALS:
            later.append(_modal(syntax, verb, child, distance))
        elif dep == "mark":
            later += _conjunction(syntax, verb, child, distance)
        elif dep in ("nsubj", "nsubjpass", "dobj") or (dep == "attr" and not distance):
            found += _quantifier(syntax, child, distance)
    if any(e.what == "habitual" for e in found):
        # "would often march": a habit
        later = [e for e in later if e.why != "modal"]
    yield from (*found, *later)
    if _is_headline(syntax, verb):
        to = next(c for c in syntax.children[verb] if parse.tag[c] == "TO")
        yield Effect("planned", "headline", distance, to, to)
    elif _is_imperative(syntax, verb):
        yield Effect("demanded", "imperative", distance)


def _conjunction(syntax: Syntax, verb: int, mark: int, distance: int) -> Iterator[Effect]:
    """Yield "if" and its like; "before" and "until" where what they begin has not come about."""
    parse, word = syntax.parse, syntax.parse.words[mark].lower()
    hit = find_operator(syntax, mark, "m")
    if word in ("before", "until", "till", "once"):
        modals = [parse.words[c].lower() for c in syntax.children[verb] if parse.tag[c] == "MD"]
        if word == "before" and "could" in modals:
            yield Effect("negated", "mark", distance, mark, mark)
        elif parse.tag[verb] in ("VBZ", "VBP") or any(parse.tag[c] in ("VBZ", "VBP") for c in syntax.children[verb]):
            yield Effect("hypothetical", "mark", distance, mark, mark)
    elif word == "if" and find_operator(syntax, parse.head[verb], "q") and not _has_answer(syntax, verb):
        yield Effect("asked", "mark", distance, mark, mark)
    elif hit is not None:
        toward = word == "whether" and is_infinitive(syntax, verb)
        yield Effect("hypothetical" if toward else hit.operator.affirmed, "mark", distance, mark, mark)


def _has_answer(syntax: Syntax, clause: int) -> bool:
    """Tell whether a clause with "if" is a condition, not what is asked: the verb has another content, or reports."""
    parse, verb = syntax.parse, syntax.parse.head[clause]
    first = min(syntax.subtree(clause))
    return first < verb or (parse.dep[clause] == "advcl" and syntax.has(verb, "dobj", "ccomp", "xcomp", "prep"))


def _is_inverted(syntax: Syntax, verb: int, auxiliary: int) -> bool:
    """Tell whether this is the first word of "should it leave" or "had it left", before its subject."""
    parse = syntax.parse
    if parse.words[auxiliary].lower() not in ("should", "had", "were") or parse.dep[verb] != "advcl":
        return False
    subject = syntax.child(verb, "nsubj", "nsubjpass", "expl")
    return subject is not None and auxiliary < subject


def _adverb(syntax: Syntax, child: int, distance: int) -> Iterator[Effect]:
    hit = find_operator(syntax, child, "r")
    if hit is not None:
        what = hit.operator.affirmed
        yield Effect(what, "neg" if what == "negated" else "adverb", distance, hit.tokens[0], hit.tokens[-1])
    elif syntax.parse.dep[child] == "prep":
        for thing in syntax.children[child]:
            hit = find_operator(syntax, thing, "r")
            if hit is not None and len(hit.tokens) > 1:
                yield Effect("negated", "neg", distance, child, max(hit.tokens))


def _modal(syntax: Syntax, verb: int, modal: int, distance: int) -> Effect:
    parse, word = syntax.parse, syntax.parse.words[modal].lower()
    perfect = any(parse.dep[c] == "aux" and parse.lemma[c].lower() == "have" for c in syntax.children[verb])
    what = _MODALS[word]
    if perfect and parse.dep[verb] == "relcl" and word == "would":
        what = "negated"  # "the bill that would have closed the port": it came to nothing
    elif perfect:
        what = _UNREAL.get(word, "hypothetical" if word in ("must", "ought", "will") else what)
    elif word in ("would", "'d", "’d") and parse.dep[verb] == "ccomp":
        above = parse.lemma[parse.head[verb]].lower()
        conditional = any(_condition(syntax, c) for c in syntax.children[verb])
        judged = syntax.has(verb, "acomp", "attr") or (distance > 0 and not _is_carrier(syntax, verb))
        what = "planned" if above in _TELLS_OF_PLANS and not (conditional or judged) else what
    elif what == "planned" and any(_condition(syntax, c) for c in syntax.children[verb]):
        what = "hypothetical"
    have = next((c for c in syntax.children[verb] if parse.dep[c] == "aux" and c == modal + 1), modal)
    return Effect(what, "modal-have" if perfect else "modal", distance, modal, have if perfect else modal)


def _is_carrier(syntax: Syntax, verb: int) -> bool:
    return any(find_operator(syntax, verb, kind) for kind in "ovi")


def _condition(syntax: Syntax, clause: int) -> bool:
    if syntax.parse.dep[clause] != "advcl":
        return False
    return any(
        (syntax.parse.words[c].lower() in ("if", "unless") and syntax.parse.dep[c] == "mark")
        or _is_inverted(syntax, clause, c)
        for c in syntax.children[clause]
    )


def _is_headline(syntax: Syntax, verb: int) -> bool:
    """Tell whether this is the verb of "Union to boycott games"."""
    parse = syntax.parse
    return is_infinitive(syntax, verb) and parse.dep[verb] == "ROOT" and parse.tag[verb] == "VB"


def _is_imperative(syntax: Syntax, verb: int) -> bool:
    parse = syntax.parse
    governor = parse.lemma[parse.head[verb]].lower()
    if parse.dep[verb] == "ccomp" and governor in ("let", "make", "have", "see", "help", "watch", "hear"):
        return False
    if parse.dep[verb] in ("ROOT", "ccomp", "advcl", "prep", "dep") and parse.tag[verb] == "VB":
        subject = syntax.has(verb, "nsubj", "nsubjpass")
        helped = [c for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass")]
        if subject:
            return not helped and parse.dep[verb] == "ccomp"
        return all(parse.words[c].lower() == "do" for c in helped)
    # "that he be arrested"
    return any(parse.dep[c] == "auxpass" and parse.tag[c] == "VB" for c in syntax.children[verb]) and not syntax.has(
        verb, "aux"
    )


def _quantifier(syntax: Syntax, noun: int, distance: int) -> Iterator[Effect]:
    parse = syntax.parse
    for token in (
        noun,
        *(c for c in syntax.children[noun] if parse.dep[c] in ("det", "amod", "neg", "predet", "preconj")),
    ):
        if parse.words[token].lower() in _NO:
            yield Effect("negated", "neg", distance, token, token)
            return


def _around_noun(syntax: Syntax, noun: int, distance: int, own: frozenset[int]) -> Iterator[Effect]:
    """Yield determiners, adjectives and participles of a noun."""
    parse = syntax.parse
    for child in syntax.children[noun]:
        dep, word = parse.dep[child], parse.words[child].lower()
        if child in own and distance:
            continue
        if (dep in ("det", "neg", "preconj", "cc") and word in _NO) or (dep == "neg"):
            yield Effect("negated", "neg", distance, child, child)
        elif dep in ("amod", "compound", "advmod", "nmod") and not distance:
            hit = find_operator(syntax, child, "a") or find_operator(syntax, child, "r")
            if hit is not None and hit.operator.affirmed != NEUTRAL:
                yield Effect(hit.operator.affirmed, "adjective", distance, hit.tokens[0], hit.tokens[-1])
        elif dep in ("acl", "relcl") and not distance:
            yield from _told_of(syntax, noun, child, distance)


def _told_of(syntax: Syntax, noun: int, clause: int, distance: int) -> Iterator[Effect]:
    """Yield what a participle or a relative clause says of an event: "planned for Monday", "that was called off"."""
    parse = syntax.parse
    if parse.tag[clause] not in ("VBN", "VBD", "JJ", "VB", "VBP", "VBZ"):
        return
    subject = syntax.child(clause, "nsubj")
    if parse.dep[clause] == "relcl" and subject is not None and parse.words[subject].lower() in ("that", "which"):
        step = Step(clause, "event", noun)
    else:
        step = Step(clause, "content", noun)
    if operator_of(syntax, step) is not None or infinitive_of(syntax, clause) is not None:
        effects = [e for e in _operator(syntax, step, distance) if e.what not in ("island", "settled")]
        yield from (e._replace(why=f"told-{e.why}") for e in effects)

"""A trigger in its sentence -> what each word on the way to the root makes of it, the nearest first.

A governor is an operator (`realis_lexicon`): it passes its content on, turns it round, or settles it. What stands
around the trigger and around each governor is read by `realis_forms`, what asks by `realis_questions`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rashomon.extract.event.realis_effects import Effect
from rashomon.extract.event.realis_forms import date_ahead, find_around, is_imperative
from rashomon.extract.event.realis_lexicon import NEUTRAL, Hit, Sentences, find_operator
from rashomon.extract.event.realis_path import (
    VERBS,
    Step,
    infinitive_of,
    is_definite,
    is_infinitive,
    operator_of,
)
from rashomon.extract.event.realis_questions import of_question, read_interrogative, read_left_open

__all__ = ["find_effects"]

# verbs of these classes may also report what was done
_TOLD_TOO = frozenset({"planned", "demanded", "hypothetical"})


def find_effects(syntax: Sentences, trigger: int, words: Collection[int], steps: Sequence[Step]) -> list[Effect]:
    """Return what the words on the way from a trigger to the root make of it.

    `words` are those of its pattern, `steps` the way (`climb`).
    """
    found = [*find_around(syntax, trigger, 0, frozenset(words)), *_told_of(syntax, trigger)]
    found += _of_opening(syntax, trigger)
    if find_operator(syntax, trigger, "o") and (when := date_ahead(syntax, trigger)) is not None:
        found.append(Effect("planned", "date", 0, *when))
    distance, below = 0, trigger
    for distance, step in enumerate(steps, 1):
        if step.how == "island" and found and syntax.parse.dep[step.below] in ("nsubj", "nsubjpass"):
            # "the promised aid never came": what was only planned is not taken for granted
            found += [e for e in find_around(syntax, step.token, distance, frozenset({step.below})) if e.why == "neg"]
        found += _of_step(syntax, step, distance)
        if found and found[-1].what in ("island", "settled"):
            return found
        below = step.token
    found += of_question(syntax, below, trigger, distance)
    return found


def _of_opening(syntax: Sentences, trigger: int) -> Iterator[Effect]:
    """Yield "should it rain, ...", "were they to ...", told before the first comma of a sentence."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    first += parse.words[first] == '"'
    opening = parse.words[first]
    if opening not in ("If", "Unless", "Should", "Were"):
        return
    question = opening in ("Should", "Were") and parse.pos[first + 1 : first + 2] == ["VERB"]
    if not question and "," not in parse.words[first:trigger] and "?" not in parse.words[first:end]:
        yield Effect("hypothetical", "mark", 1, first, first)


def _of_step(syntax: Sentences, step: Step, distance: int) -> Iterator[Effect]:
    if step.how == "island":
        yield from _generic(syntax, step, distance)
        yield Effect("island", "island", distance)
        return
    if step.how == "clause":
        yield from _adverbial(syntax, step, distance)
        return
    if step.how == "shared":
        yield from _shared(syntax, step, distance)
        return
    asked = read_interrogative(syntax, step, distance) or read_left_open(syntax, step, distance)
    if asked is not None:
        yield asked
        return
    if step.how in ("content", "predicate", "event"):
        lower = infinitive_of(syntax, step.token) if step.below < step.token else None
        if lower is not None and syntax.parse.dep[step.below] in ("nsubj", "nsubjpass"):
            yield from _operator(syntax, Step(lower, "content", step.below), distance)
    yield from _operator(syntax, step, distance)


def _generic(syntax: Sentences, step: Step, distance: int) -> Iterator[Effect]:
    """Yield a supposition in "anyone who attacks": nobody is said to have."""
    parse, clause = syntax.parse, step.below
    if parse.dep[clause] == "relcl" and parse.tag[clause] in ("VBZ", "VBP"):
        inside = {parse.lower[t] for t in (step.token, *syntax.children[step.token])}
        if inside & {"anyone", "anybody", "he", "those", "any", "whoever"}:
            yield Effect("hypothetical", "generic", distance, step.token, step.token)


def _operator(syntax: Sentences, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what a governor makes of its content, then what stands around the governor."""
    token = step.token
    if _answers(syntax, step, distance):
        yield Effect("settled", "answer", distance, token, token)
        return
    hit = operator_of(syntax, step)
    if hit is not None and hit.operator.affirmed in _TOLD_TOO and _reports(syntax, step):
        hit = None
    outcome = _outcome(syntax, step) if distance > 1 else None
    if outcome is not None and (hit is None or hit.operator.affirmed in (NEUTRAL, "habitual")):
        yield Effect(outcome.operator.affirmed, "k", distance, min(outcome.tokens), max(outcome.tokens))
        return
    around = list(find_around(syntax, token, distance, frozenset({step.below, step.link} - {-1})))
    if hit is None:
        yield from _under_others(syntax, step, distance, around)
    elif hit.operator.pos == "p":
        yield _prepositional(syntax, step, distance, hit)
    elif hit.operator.is_factive:
        yield Effect("settled", "factive", distance, hit.tokens[0], hit.tokens[-1])
    elif hit.operator.denied == "-":
        yield from (e for e in around if e.why == "mark")
    else:
        yield from _under_operator(syntax, hit, distance, around, token)


def _under_others(syntax: Sentences, step: Step, distance: int, around: Sequence[Effect]) -> Iterator[Effect]:
    """Yield what a governor that is no operator makes of its content by its form and by what stands around it."""
    parse, token = syntax.parse, step.token
    if step.how == "predicate" and _is_judged(syntax, step):
        yield Effect("island", "judged", distance)
        return
    future = _be_to(syntax, step, distance) or _bare_aim(syntax, step, distance)
    if future is not None:
        yield future
    told = parse.dep[step.below] == "ccomp" and parse.pos[token] in VERBS and parse.lemma[token] != "be"
    # whoever says something may do so, or not: what is said stays what it is; but "it may be that"
    yield from (e for e in around if future is not None or not told or e.why == "mark")


def _is_judged(syntax: Sentences, step: Step) -> bool:
    """Tell whether a known deed is only said to be something or not: "the shooting was not an accident"."""
    noun = syntax.parse.pos[step.below] not in VERBS and is_definite(syntax, step.below)
    is_said = syntax.has(step.token, "attr", "acomp") and syntax.parse.lemma[step.token] == "be"
    _, end = syntax.parse.sentences[syntax.sentence[step.token]]
    is_said = is_said and syntax.parse.dep[step.below] == "nsubj" and syntax.parse.words[end - 1] != "?"
    return noun and is_said and not syntax.has(step.token, "expl")


def _prepositional(syntax: Sentences, step: Step, distance: int, hit: Hit) -> Effect:
    """Return what "without" or "ahead of" makes of an event: "without the loan" takes the loan for granted."""
    noun = syntax.parse.pos[step.below] not in VERBS
    known = noun and is_definite(syntax, step.below) and hit.tokens[0] == step.link
    what = "settled" if known and hit.operator.affirmed == "negated" else hit.operator.affirmed
    return Effect(what, "p", distance, hit.tokens[0], hit.tokens[-1])


def _under_operator(
    syntax: Sentences, hit: Hit, distance: int, around: Sequence[Effect], token: int
) -> Iterator[Effect]:
    """Yield what an operator makes of its content, turned by a negation beside it; then the rest around it."""
    operator, first, last = hit.operator, hit.tokens[0], hit.tokens[-1]
    left = [e for e in around if e.first < 0 or not {e.first, e.last} <= set(hit.tokens)]
    negation = next((e for e in left if e.what == "negated" and e.why == "neg"), None)
    if negation is not None:
        left.remove(negation)
        first, last = min(first, negation.first), max(last, negation.last)
        yield Effect(operator.denied, f"{operator.pos}-not", distance, first, last)
    elif operator.affirmed != NEUTRAL:
        yield Effect(operator.affirmed, operator.pos, distance, first, last)
        if operator.pos in ("v", "i") and (but := _came_to_nothing(syntax, token)) is not None:
            yield Effect("negated", "but", distance, first, but)
    elif operator.pos in ("v", "i"):
        yield Effect("asserted", "implied", distance, first, last)
    elif operator.pos == "o" and (when := date_ahead(syntax, token)) is not None:
        yield Effect("planned", "date", distance, *when)
    yield from left


def _came_to_nothing(syntax: Sentences, verb: int) -> int | None:
    """Return the word that says that an intention of the past failed: "had hoped to", "agreed to ..., but"."""
    parse = syntax.parse
    if parse.lemma[verb] not in _INTENDS or parse.tag[verb] not in ("VBD", "VBN"):
        return None
    had = any(parse.lower[c] == "had" for c in syntax.children[verb])
    if had and parse.lemma[verb] in _HOPES:
        return verb
    # a sentence that begins with "But" goes against the one before it
    after = (c for c in syntax.children[verb] if c > verb and parse.dep[c] == "cc")
    return next((c for c in after if parse.lower[c] == "but"), None)


_HOPES = frozenset({"mean", "plan", "intend", "hope", "want", "aim", "wish", "expect"})
_INTENDS = _HOPES | {"agree", "conspire", "plot", "prepare", "suppose", "schedule", "decide", "set", "try"}


def _outcome(syntax: Sentences, step: Step) -> Hit | None:
    """Return what becomes of what was planned, wanted or told: "dropped the plan", "kept its promise"."""
    if step.link >= 0 or not find_operator(syntax, step.below, "n"):
        return None
    hit = find_operator(syntax, step.token, "k")
    kept = hit is not None and hit.operator.affirmed == NEUTRAL
    return hit if not kept or syntax.parse.dep[step.below] in ("dobj", "nsubjpass") else None


def _answers(syntax: Sentences, step: Step, distance: int) -> bool:
    """Tell whether the trigger is something said, and the governor what came of it: "rejected the demand"."""
    said = distance == 1 and step.how == "content" and step.link < 0 and syntax.parse.pos[step.below] == "NOUN"
    return said and bool(find_operator(syntax, step.below, "w") and find_operator(syntax, step.token, "j"))


def _reports(syntax: Sentences, step: Step) -> bool:
    """Tell whether what a verb says is already told in the past: "insisted that it had left", "left, he announced"."""
    parse, clause = syntax.parse, step.below
    said = parse.dep[clause] == "ccomp" and parse.pos[clause] in VERBS and parse.pos[step.token] == "VERB"
    if not said or parse.lemma[step.token] in _OPEN:
        return False
    finite = [clause, *(c for c in syntax.children[clause] if parse.dep[c] in ("aux", "auxpass"))]
    past = any(
        parse.tag[t] == "VBD" or (t != clause and parse.tag[t] in ("VBZ", "VBP") and parse.lemma[t] == "have")
        for t in finite
    )
    before = clause < step.token
    return past or (before and any(parse.tag[t] in ("VBZ", "VBP", "MD") for t in finite))


# what is told under these in the past is no more certain for it: "wished it had left", "doubt that it freed them"
_OPEN = frozenset(
    {"want", "need", "wish", "hope", "hop", "fear", "dread", "imagine", "suppose", "assume", "presume", "doubt",
     "speculate", "worry", "pray", "guess", "hypothesise", "hypothesize", "theorise", "theorize", "provide"}
)  # fmt: skip


def _be_to(syntax: Sentences, step: Step, distance: int) -> Effect | None:
    """Read "is to meet" and "was to have met", which did not happen."""
    parse, verb = syntax.parse, step.below
    if parse.lemma[step.token] != "be" or parse.dep[verb] != "xcomp" or not is_infinitive(syntax, verb):
        return None
    if syntax.has(step.token, "acomp", "attr", "oprd", "prep"):
        return None
    to = next(c for c in syntax.children[verb] if parse.tag[c] == "TO")
    perfect = any(parse.dep[c] == "aux" and parse.lemma[c] == "have" for c in syntax.children[verb])
    inverted = parse.tag[step.token] == "VBD" and step.token == min(syntax.subtree(step.token))
    what = "hypothetical" if inverted else "negated" if perfect else "planned"
    return Effect(what, "be-to", distance, step.token, step.token if inverted else to)


def _bare_aim(syntax: Sentences, step: Step, distance: int) -> Effect | None:
    """Read "in no hurry to close", "stops at nothing to close": under no word that says it was done, it was not."""
    parse, token = syntax.parse, step.token
    if step.how == "shared" or not is_infinitive(syntax, step.below) or parse.lemma[token] == "be":
        return None
    around = {parse.lemma[c] for c in syntax.children[token]}
    done = any(parse.dep[c] == "aux" and parse.lemma[c] == "have" for c in syntax.children[step.below])
    if done or around & _ORDINALS:  # "seems to have left", "the third minister to leave", "rash enough to leave"
        return None
    to = next(c for c in syntax.children[step.below] if syntax.parse.tag[c] == "TO")
    too = next((t for t in range(max(0, step.below - _TOO_FAR), step.below) if parse.lower[t] == "too"), None)
    if too is not None:  # "too weak to attack"
        return Effect("negated", "too", distance, too, to)
    return Effect("hypothetical", "to", distance, to, to)


_TOO_FAR = 5


_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "enough"})


def _adverbial(syntax: Sentences, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what an adverbial clause is to its main clause: told for itself, an aim, or a part of it."""
    parse, clause = syntax.parse, step.below
    marks = [parse.lower[c] for c in syntax.children[clause] if parse.dep[c] == "mark"]
    asked = read_interrogative(syntax, step, distance)
    if asked is not None and asked.what == "asked":
        yield asked
    elif marks == ["for"] and is_infinitive(syntax, clause):
        yield from _operator(syntax, step._replace(how="content"), distance)
    elif marks or (parse.tag[clause] in ("VBD", "VBZ", "VBP", "VB") and not is_infinitive(syntax, clause)):
        yield Effect("island", "clause", distance)
    elif is_infinitive(syntax, clause):
        hit = operator_of(syntax, step._replace(how="content"))
        owner = _noun_before(syntax, step)
        if owner is not None:
            noun = Step(owner, "content", clause)
            yield from _operator(syntax, noun, distance)
            yield from _operator(syntax, Step(step.token, "content", owner), distance + 1)
        elif hit is not None and not hit.operator.is_factive and hit.operator.pos != "o":
            yield from _operator(syntax, step._replace(how="content"), distance)
        else:
            to = next(c for c in syntax.children[clause] if parse.tag[c] == "TO")
            yield Effect("planned", "aim", distance, to, to)
            yield Effect("island", "aim", distance)
    elif clause > step.token and _is_object(syntax, step):
        yield from _operator(syntax, step._replace(how="content"), distance)
    else:
        yield from find_around(syntax, step.token, distance, frozenset({clause}))


def _noun_before(syntax: Sentences, step: Step) -> int | None:
    """Return the calls of "resisted calls to impose", where the parser hangs the infinitive on the verb."""
    for child in syntax.children[step.token]:
        near = step.token < child < step.below and syntax.parse.dep[child] in ("dobj", "attr", "nsubjpass")
        if near and find_operator(syntax, child, "n"):
            return child
    return None


def _is_object(syntax: Sentences, step: Step) -> bool:
    """Tell whether a gerund is what the verb before it is about: "ruled out leaving"."""
    hit = find_operator(syntax, step.token, "v")
    apart = "," in syntax.parse.words[step.token : step.below]
    return hit is not None and not apart and hit.operator.affirmed != NEUTRAL and not syntax.has(step.token, "dobj")


def _shared(syntax: Sentences, step: Step, distance: int) -> Iterator[Effect]:
    """Yield what a member of a conjunction takes over from the first: all, unless it has a verb group of its own."""
    parse, member = syntax.parse, step.below
    links = [c for c in syntax.children[step.token] if parse.dep[c] == "cc" and c < member]
    if links and parse.lower[links[-1]] == "nor":
        yield Effect("negated", "neg", distance, links[-1], links[-1])
    if parse.pos[member] in VERBS:
        finite = ("VBD", "VBZ") if parse.tag[step.token] == "VB" else ("VBD", "VBZ", "VBP")
        own = syntax.has(member, "nsubj", "nsubjpass", "aux") or parse.tag[member] in finite
        own = own and (syntax.has(member, "nsubj", "nsubjpass") or not is_imperative(syntax, step.token))
        bare_first = parse.tag[step.token] in ("VB", "VBG") and not syntax.has(step.token, "nsubj")
        if own:
            if parse.tag[member] in ("VBD", "VBZ", "VBP") and bare_first:
                yield Effect("island", "conj", distance)
            return
    around = find_around(syntax, step.token, 0, frozenset())
    yield from (e._replace(distance=distance) for e in around if e.why != "mark" or e.first < member)


def _told_of(syntax: Sentences, noun: int) -> Iterator[Effect]:
    """Yield what a participle or a relative clause says of an event: "planned for Monday", "that was called off"."""
    parse = syntax.parse
    if parse.pos[noun] in VERBS:
        return
    for clause in syntax.children[noun]:
        told = parse.dep[clause] in ("acl", "relcl")
        if not told or parse.tag[clause] not in ("VBN", "VBD", "JJ", "VB", "VBP", "VBZ"):
            continue
        subject = syntax.child(clause, "nsubj")
        own = subject is not None and parse.lower[subject] in ("that", "which")
        step = Step(clause, "event" if own and parse.dep[clause] == "relcl" else "content", noun)
        if operator_of(syntax, step) is not None or infinitive_of(syntax, clause) is not None:
            effects = [e for e in _operator(syntax, step, 0) if e.what not in ("island", "settled")]
            yield from (e._replace(why=f"told-{e.why}") for e in effects)

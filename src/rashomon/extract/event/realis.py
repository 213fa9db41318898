"""A trigger in its sentence -> whether the event took place, how sure that is, and the words that decided.

1. the words on the way to the root and what they make of the event (`realis_cues`)   2. whether it is told of another
time, or of every so often (`realis_time`)   3. a linear model over both, learnt from sentences of our own
(training/events), which knows where the rules err
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from rashomon.extract.event.linear import weigh
from rashomon.extract.event.realis_cues import find_effects
from rashomon.extract.event.realis_effects import Effect, Reading, compose
from rashomon.extract.event.realis_lexicon import Sentences, find_operator
from rashomon.extract.event.realis_path import VERBS, climb, is_definite
from rashomon.extract.event.realis_phrases import find_phrases
from rashomon.extract.event.realis_time import Times, find_times
from rashomon.model import Realis

__all__ = ["CLASSES", "DENIED", "Reading", "Verdict", "decide_realis", "find_cues", "find_rule", "verdict_of"]

CLASSES: tuple[Realis, ...] = get_args(Realis)
WEIGHTS = "realis_weights"
# what an event that was not told as done may be; the others were done, once, often, or long ago
UNDONE: tuple[Realis, ...] = ("planned", "hypothetical", "negated", "demanded", "asked")
# how sure it must be that something was done; chosen by cross-validation over our sentences
_SURE = 0.85
# the same where a word takes it for granted ("regretted", "after the attack")
_SURE_GRANTED = 0.5
_LICENCES = frozenset({"implied", "k", "v-not", "i-not"})
# what a word of the text says is not less sure than this, whatever the weights make of it
_LEAST = 0.5
# how far around a trigger words are looked at that the grammar does not tie to it
_NEAR = 10
# settled or islands say where the search ended, not what the event is
_ENDS = frozenset({"island", "settled", "asserted"})


class Verdict(NamedTuple):
    """Whether an event took place, how sure (0..1), the tokens that decided (first, last), and why if in doubt."""

    realis: Realis
    score: float
    cue: tuple[int, int] | None
    reason: str | None = None


# an event that is told as done, in what somebody denies
DENIED = "denied by the one whose account it is"


def find_cues(syntax: Sentences, trigger: int, article: Times, words: Collection[int] = ()) -> Reading:
    """Return what speaks for and against an event having happened; `words` are the other tokens of its pattern."""
    reading = _read(syntax, trigger, article, words, weighed=True)
    if not any(word != trigger for word in words):
        article.readings[trigger] = reading
    return reading


def find_rule(syntax: Sentences, trigger: int, article: Times) -> Reading:
    """Return the same without the evidence for the model, which takes longest: what the rules make of it."""
    if trigger in article.readings:
        return article.readings[trigger]._replace(evidence=())
    return _read(syntax, trigger, article, (), weighed=False)


def _read(syntax: Sentences, trigger: int, article: Times, words: Collection[int], *, weighed: bool) -> Reading:
    steps = list(climb(syntax, trigger, words))
    effects = find_effects(syntax, trigger, words, steps)
    times = list(find_times(article, trigger, [step.token for step in steps]))
    state, decided = compose(effects)
    phrase = next(find_phrases(syntax, trigger), None) if state == "asserted" else None
    if phrase is not None:  # it stands nearer than all that ended the search
        effects.insert(0, phrase)
        state, decided = phrase.what, phrase
    would = decided is not None and decided.why == "modal" and syntax.parse.lower[decided.first] == "would"
    if would and any(t.what == "habitual" and t.why in ("set-own", "often-own") for t in times):
        state = "habitual"  # "would march each spring"
    if state in ("asserted", "habitual"):
        state, decided = _of_time(syntax, trigger, state, decided, times)
    everything = (*effects, *times)
    evidence = _evidence(syntax, trigger, state, decided, effects, times) if weighed else ()
    return Reading(cast(Realis, state), decided, everything, tuple(dict.fromkeys(evidence)))


def _of_time(
    syntax: Sentences, trigger: int, state: str, decided: Effect | None, times: Sequence[Effect]
) -> tuple[str, Effect | None]:
    """Let what was done be of another time, or of every so often, where a time of its own says so."""
    tag = syntax.parse.tag[trigger]
    noun = tag.startswith("NN") or syntax.parse.dep[trigger] in ("nsubj", "nsubjpass")
    finite = [trigger, *(c for c in syntax.children[trigger] if syntax.parse.dep[c] in ("aux", "auxpass"))]
    present = any(syntax.parse.tag[t] in ("VBP", "VBZ") for t in finite)
    past = any(syntax.parse.tag[t] == "VBD" for t in finite)  # "killed two shortly before noon"
    for time in times:
        kind, _, whose = time.why.partition("-")
        own = whose == "own" or (whose == "above" and noun and kind in ("ago", "anniversary"))
        if kind == "fiction" and whose != "other" and tag.startswith("VB"):
            return "hypothetical", time
        if kind == "ahead" and not past and (own or (whose == "above" and noun)):
            return "planned", time
        if time.what == "historical" and own and kind != "word" and (kind == "year" or not present):
            return "historical", time
    for time in times:
        kind, _, whose = time.why.partition("-")
        own = whose == "own" or (whose == "above" and noun)
        if time.what == "habitual" and own and (kind == "set" or present or noun) and kind != "word":
            return "habitual", time
    return state, decided


def decide_realis(reading: Reading, *, denied: bool = False) -> Verdict:
    """Return the class of an event; where it is in doubt whether something was done, that it was not.

    `denied` tells that it stands in what somebody denies: unless the words take it for granted ("denied a role in the
    raid"), it did not happen by his account. The cue is then that of the denial, which the caller has.
    """
    told = reading.rule not in UNDONE and not any(e.what in ("settled", "island") for e in reading.effects)
    if denied and told:
        return Verdict("negated", _SURE, None, DENIED)
    return verdict_of(reading, dict(zip(CLASSES, weigh(WEIGHTS, reading.evidence, CLASSES), strict=True)))


def verdict_of(reading: Reading, likely: Mapping[Realis, float]) -> Verdict:
    """Return the class of an event by the probability of each class."""
    if reading.rule in UNDONE:
        return Verdict(reading.rule, max(likely[reading.rule], _LEAST), _cue(reading, reading.rule))
    best = max(likely, key=likely.__getitem__)
    undone = sum(likely[what] for what in UNDONE)
    reason = None
    granted = any(e.what == "settled" or (e.what == "asserted" and e.why in _LICENCES) for e in reading.effects)
    if best not in UNDONE and 1 - undone < (_SURE_GRANTED if granted else _SURE):
        doubted, best = best, max(UNDONE, key=likely.__getitem__)
        reason = f"in doubt between {doubted} and {best}"
    return Verdict(best, likely[best] if reason is None else undone, _cue(reading, best), reason)


def _cue(reading: Reading, realis: str) -> tuple[int, int] | None:
    """Return the tokens that decided: those of the rules where they agree, else the ones that weigh most."""
    if realis == "asserted":
        return None
    if reading.decided is not None and reading.rule == realis and reading.decided.first >= 0:
        return reading.decided.first, reading.decided.last
    marked = [e for e in reading.effects if e.first >= 0 and e.what == realis]
    return (marked[0].first, marked[0].last) if marked else None


# ---- what the model is told --------------------------------------------------------------------------------------


def _evidence(
    syntax: Sentences,
    trigger: int,
    state: str,
    decided: Effect | None,
    effects: Sequence[Effect],
    times: Sequence[Effect],
) -> Iterator[str]:
    parse = syntax.parse
    yield "bias"
    yield f"rule={state}"
    if decided is not None:
        yield f"rule={state}:{decided.why}"
        if decided.first >= 0:
            yield f"rule={state}:{parse.lemma[decided.first]}"
    chain = [f"{e.what}:{e.why}" for e in effects]
    yield f"chain={'+'.join(e.what for e in effects[:4]) or 'none'}"
    yield f"first={chain[0] if chain else 'none'}"
    for effect in effects:
        near = min(effect.distance, 2)
        yield f"effect={effect.what}:{effect.why}"
        yield f"effect={effect.what}:{effect.why}:{near}"
        if effect.first >= 0 and effect.what not in _ENDS:
            yield f"word={parse.lemma[effect.first]}:{effect.what}"
    for time in times:
        yield f"time={time.why}"
        yield f"time={time.what}:{time.why}:{state}"
        if time.why.startswith(("word", "era", "often")):
            yield f"time={time.why}:{parse.lemma[time.first]}"
    yield from _of_form(syntax, trigger, state)
    yield from _of_sentence(syntax, trigger, effects, state)


def _of_form(syntax: Sentences, trigger: int, state: str) -> Iterator[str]:
    """Yield the form of the trigger, or of the verb by which it takes place."""
    parse = syntax.parse
    yield f"tag={parse.tag[trigger]}:{state}"
    yield f"dep={parse.pos[trigger]}:{parse.dep[trigger]}:{state}"
    verb = trigger
    while parse.pos[verb] not in VERBS and parse.head[verb] != verb:
        verb = parse.head[verb]
    shape = "+".join(parse.lower[c] for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass"))
    yield f"form={parse.tag[verb]}:{shape}:{verb == trigger}"
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    number = "none" if subject is None else parse.tag[subject]
    yield f"subject={number}:{parse.tag[verb]}:{verb == trigger}:{state}"
    if verb != trigger:
        yield f"noun={_determiner(syntax, trigger)}:{parse.dep[trigger]}:{state}"
        yield f"noun={_determiner(syntax, trigger)}:{parse.tag[verb]}:{shape}:{state}"
        yield f"link={parse.lower[parse.head[trigger]] if parse.dep[trigger] == 'pobj' else ''}:{state}"


def _determiner(syntax: Sentences, noun: int) -> str:
    """Return how a noun is introduced: definite, by an indefinite article, or bare."""
    if is_definite(syntax, noun):
        return "definite"
    return "article" if syntax.has(noun, "det") else "bare"


def _of_sentence(syntax: Sentences, trigger: int, effects: Sequence[Effect], state: str) -> Iterator[str]:
    """Yield what stands in the sentence outside the grammar of the trigger."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    words = parse.lower[first:end]
    if "?" in words:
        yield f"question:{state}"
        yield f"question:{words[0]}"
    yield f"stop={words[-1] if not words[-1][0].isalnum() else 'none'}:{state}"
    used = {t for e in effects if e.first >= 0 for t in range(e.first, e.last + 1)}
    for token in range(max(first, trigger - _NEAR), min(end, trigger + _NEAR + 1)):
        speaks = syntax.operators[token] or parse.tag[token] == "MD"
        hit = _stray(syntax, token) if speaks and token not in used and token != trigger else None
        if hit is not None and not _has_own(syntax, token, trigger):
            side = "before" if token < trigger else "behind"
            near = "near" if abs(token - trigger) < _NEAR // 2 else "far"
            yield f"stray={hit}:{side}:{near}:{state}"
            yield f"stray={hit}:{side}:{state}"


def _has_own(syntax: Sentences, token: int, trigger: int) -> bool:
    """Tell whether an operator has its own content, as the grammar sees it, and so little to say of the trigger."""
    parse = syntax.parse
    if parse.pos[token] in ("AUX", "ADV", "PART", "SCONJ"):
        return parse.head[token] != token and parse.pos[parse.head[token]] in VERBS
    contents = [c for c in syntax.children[token] if parse.dep[c] in _CONTENTS]
    return bool(contents) and not any(c == trigger or syntax.is_below(trigger, c) for c in contents)


_CONTENTS = frozenset({"xcomp", "ccomp", "dobj", "acl", "nsubjpass", "pcomp"})


def _stray(syntax: Sentences, token: int) -> str | None:
    """Return what an operator that the grammar does not tie to the trigger would make of it."""
    pos = syntax.parse.pos[token]
    kinds = "vi" if pos in VERBS else "a" if pos == "ADJ" else "n" if pos == "NOUN" else "rpm" if pos != "AUX" else ""
    if pos == "AUX" and syntax.parse.tag[token] == "MD":
        return "modal"
    for kind in kinds:
        hit = find_operator(syntax, token, kind)
        if hit is not None and hit.operator.affirmed != "asserted":
            return hit.operator.affirmed
    return None

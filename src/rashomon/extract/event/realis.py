"""A trigger in its sentence -> whether the event took place, how sure that is, and the words that decided.

1. the words on the way to the root and what they make of the event (`realis_cues`)   2. whether it is told of another
time, or of every so often (`realis_time`)   3. a linear model over both, learnt from sentences of our own
(training/events), which knows where the rules err
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.linear import weigh
from rashomon.extract.event.realis_cues import Effect, compose, find_effects
from rashomon.extract.event.realis_path import VERBS, climb
from rashomon.extract.event.realis_time import find_times
from rashomon.model import Realis, Timex

__all__ = ["CLASSES", "Reading", "Verdict", "decide_realis", "find_cues", "verdict_of"]

CLASSES: tuple[Realis, ...] = get_args(Realis)
WEIGHTS = "realis_weights"
# what an event that was not told as done may be; the others were done, once, often, or long ago
UNDONE: tuple[Realis, ...] = ("planned", "hypothetical", "negated", "demanded", "asked")
# how sure it must be that something was done; chosen by cross-validation over our sentences
_SURE = 0.7
# settled or islands say where the search ended, not what the event is
_ENDS = frozenset({"island", "settled", "asserted"})


class Reading(NamedTuple):
    """What the sentence says of a trigger: the verdict of the rules, the word that decided, all that speaks."""

    rule: Realis
    decided: Effect | None
    effects: tuple[Effect, ...]
    evidence: tuple[str, ...]


class Verdict(NamedTuple):
    """Whether an event took place, how sure (0..1), the tokens that decided (first, last), and why if in doubt."""

    realis: Realis
    score: float
    cue: tuple[int, int] | None
    reason: str | None = None


def find_cues(syntax: Syntax, trigger: int, timexes: Sequence[Timex], words: Collection[int] = ()) -> Reading:
    """Return what speaks for and against an event having happened; `words` are the other tokens of its pattern."""
    effects = find_effects(syntax, trigger, words)
    way = [step.token for step in climb(syntax, trigger, words)]
    times = list(find_times(syntax, trigger, way, timexes))
    state, decided = compose(effects)
    if state in ("asserted", "habitual"):
        state, decided = _of_time(state, decided, times)
    everything = (*effects, *times)
    evidence = _evidence(syntax, trigger, state, decided, effects, times)
    return Reading(cast(Realis, state), decided, everything, tuple(dict.fromkeys(evidence)))


def _of_time(state: str, decided: Effect | None, times: Sequence[Effect]) -> tuple[str, Effect | None]:
    """Let what was done be of another time, or of every so often, where a time of its own says so."""
    own = [t for t in times if t.why.endswith("-own") and not t.why.startswith("word")]
    for what in ("historical", "habitual"):
        found = next((t for t in own if t.what == what), None)
        if found is not None:
            return what, found
    return state, decided


def decide_realis(reading: Reading) -> Verdict:
    """Return the class of an event; where it is in doubt whether something was done, that it was not."""
    return verdict_of(reading, dict(zip(CLASSES, weigh(WEIGHTS, reading.evidence, CLASSES), strict=True)))


def verdict_of(reading: Reading, likely: Mapping[Realis, float]) -> Verdict:
    """Return the class of an event by the probability of each class."""
    best = max(likely, key=likely.__getitem__)
    undone = sum(likely[what] for what in UNDONE)
    reason = None
    if best not in UNDONE and 1 - undone < _SURE:
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
    syntax: Syntax,
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
            yield f"rule={state}:{parse.lemma[decided.first].lower()}"
    chain = [f"{e.what}:{e.why}" for e in effects]
    yield f"chain={'+'.join(e.what for e in effects[:4]) or 'none'}"
    yield f"first={chain[0] if chain else 'none'}"
    for effect in effects:
        near = min(effect.distance, 2)
        yield f"effect={effect.what}:{effect.why}"
        yield f"effect={effect.what}:{effect.why}:{near}"
        if effect.first >= 0 and effect.what not in _ENDS:
            yield f"word={parse.lemma[effect.first].lower()}:{effect.what}"
    for time in times:
        yield f"time={time.why}"
        yield f"time={time.what}:{time.why}:{state}"
        if time.why.startswith("word"):
            yield f"time={time.why}:{parse.lemma[time.first].lower()}"
    yield from _of_form(syntax, trigger, state)
    yield from _of_sentence(syntax, trigger, effects, state)


def _of_form(syntax: Syntax, trigger: int, state: str) -> Iterator[str]:
    """Yield the form of the trigger, or of the verb by which it takes place."""
    parse = syntax.parse
    yield f"tag={parse.tag[trigger]}:{state}"
    yield f"dep={parse.pos[trigger]}:{parse.dep[trigger]}:{state}"
    verb = trigger
    while parse.pos[verb] not in VERBS and parse.head[verb] != verb:
        verb = parse.head[verb]
    shape = "+".join(parse.words[c].lower() for c in syntax.children[verb] if parse.dep[c] in ("aux", "auxpass"))
    yield f"form={parse.tag[verb]}:{shape}:{verb == trigger}"
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    number = "none" if subject is None else parse.tag[subject]
    yield f"subject={number}:{parse.tag[verb]}:{verb == trigger}:{state}"


def _of_sentence(syntax: Syntax, trigger: int, effects: Sequence[Effect], state: str) -> Iterator[str]:
    """Yield what stands in the sentence outside the grammar of the trigger."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[trigger]]
    words = [w.lower() for w in parse.words[first:end]]
    if "?" in words:
        yield f"question:{state}"
        yield f"question:{words[0]}"
    yield f"stop={words[-1] if not words[-1][0].isalnum() else 'none'}:{state}"
    used = {t for e in effects for t in (e.first, e.last)}
    for token in range(max(first, trigger - 6), min(end, trigger + 7)):
        word = words[token - first]
        if token not in used and word in _STRAY:
            yield f"stray={word}:{'before' if token < trigger else 'behind'}"
            yield f"stray={_STRAY[word]}:{'before' if token < trigger else 'behind'}:{state}"


_STRAY = {
    **dict.fromkeys(("not", "n't", "never", "no", "nor", "neither", "without", "refused", "denied", "false"), "not"),
    **dict.fromkeys(("if", "could", "might", "may", "would", "unless"), "may"),
    **dict.fromkeys(("will", "plan", "planned", "plans", "to"), "plan"),
    **dict.fromkeys(("must", "should", "let"), "must"),
    **dict.fromkeys(("whether", "why", "when", "who", "how", "?"), "ask"),
    **dict.fromkeys(("each", "every", "often"), "often"),
}

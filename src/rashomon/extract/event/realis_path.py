"""A trigger in its sentence -> the way from it to the root, a governor a step, as far as governors decide about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from rashomon.extract.event.realis_lexicon import NEUTRAL, Hit, Sentences, find_operator

__all__ = ["BE", "VERBS", "Step", "climb", "is_infinitive", "opening_of"]

VERBS = ("VERB", "AUX")
BE = frozenset({"be", "become", "seem", "remain", "appear", "look", "sound", "stay", "get", "prove", "turn"})
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
# a sentence of news is rarely deeper, and what stands higher has little to say
_MAX_STEPS = 10
_INTERROGATIVE = frozenset(
    {"who", "whom", "whose", "what", "which", "when", "where", "why", "how", "whoever", "whatever", "whichever"}
)
_PARTICLES = ("ADP", "SCONJ", "ADV", "PART")
# what is named behind these is told as known, whatever it hangs on
_KNOWN_BEHIND = frozenset(
    {"after", "since", "during", "following", "despite", "amid", "because", "at", "about", "over", "concerning",
     "regarding", "behind", "before", "until", "till"}
)  # fmt: skip


class Step(NamedTuple):
    """A governor on the way up.

    `how` is the relation of what lies below to it: content (clause, infinitive, object, what a noun is about), event
    (subject of a verb that says that it takes place), predicate (subject of an adjective or noun), clause (an
    adverbial one), shared (a conjunction), or island: nothing above decides. `below` is the token that hangs there,
    `link` the preposition between them, -1 if none.
    """

    token: int
    how: str
    below: int
    link: int = -1


def climb(syntax: Sentences, trigger: int, words: Collection[int]) -> Iterator[Step]:
    """Yield the governors of a trigger, the nearest first; `words` are the tokens of its pattern."""
    token, seen = trigger, {trigger}
    for _ in range(_MAX_STEPS):
        step = _step(syntax, token, words)
        if step is None or step.token in seen:
            return
        yield step
        if step.how == "island":
            return
        token = step.token
        seen.add(token)


def _step(syntax: Sentences, token: int, words: Collection[int]) -> Step | None:
    parse = syntax.parse
    head, dep = parse.head[token], parse.dep[token]
    if head == token:
        return None
    if dep in ("pobj", "pcomp") or parse.pos[head] in ("ADP", "SCONJ"):
        return _over_preposition(syntax, token, head)
    if dep == "conj":
        return Step(head, "shared", token)
    if dep in ("advcl", "csubj") and parse.pos[token] in VERBS:
        outer = dep == "csubj" or (is_infinitive(syntax, token) and _has_predicate(syntax, head))
        return Step(head, "predicate" if outer else "clause", token)
    if dep in ("ccomp", "dep", "parataxis") and _is_cut_off(syntax, token, head):
        return Step(head, "island", token)
    if dep in ("nsubj", "nsubjpass", "csubjpass"):
        return _as_subject(syntax, token, head)
    if dep == "relcl" and parse.pos[head] in _NOUNS and (is_infinitive(syntax, token) or _is_told(syntax, token, head)):
        return Step(head, "content", token)
    if dep in ("ccomp", "xcomp", "pcomp", "oprd", "acomp", "attr", "dobj", "acl", "dep", "prep"):
        return _as_content(syntax, token, head)
    if dep in ("compound", "nmod", "poss", "amod", "appos") and parse.pos[head] in _NOUNS:
        known = find_operator(syntax, head, "n") or find_operator(syntax, head, "t")
        plain = dep != "appos" and parse.pos[token] in _NOUNS
        return Step(head, "content" if plain and known else "island", token)
    return Step(head, "clause" if dep in ("npadvmod", "advmod") and head in words else "island", token)


def _is_told(syntax: Sentences, clause: int, noun: int) -> bool:
    """Tell whether a clause says what a rumour or claim is; the parser takes it for a relative clause."""
    if not find_operator(syntax, noun, "n"):
        return False
    first = min(syntax.subtree(clause))
    subject = syntax.child(clause, "nsubj", "nsubjpass")
    if syntax.parse.lower[first] == "that" and syntax.parse.dep[first] == "mark":
        return True
    complete = syntax.has(clause, "auxpass") or sum(syntax.parse.dep[c] == "dobj" for c in syntax.children[clause]) > 1
    return syntax.parse.lower[first] == "that" and subject is not None and subject != first and complete


def _is_wanted(syntax: Sentences, noun: int) -> bool:
    """Tell whether a noun is the object in "wants the ban lifted", where the parser hangs the participle on it."""
    verb = syntax.parse.head[noun]
    hit = find_operator(syntax, verb, "v") if syntax.parse.dep[noun] == "dobj" else None
    return hit is not None and syntax.parse.lemma[verb] in ("want", "need", "order", "demand")


def _has_predicate(syntax: Sentences, verb: int) -> bool:
    return syntax.has(verb, "acomp", "attr", "oprd") or (
        syntax.parse.lemma[verb] in BE and syntax.has(verb, "prep", "expl")
    )


def _is_cut_off(syntax: Sentences, clause: int, head: int) -> bool:
    """Tell whether a semicolon stands between a clause and its governor, which the parser only put above it."""
    low, high = sorted((clause, head))
    return ";" in syntax.parse.words[low:high]


def _as_content(syntax: Sentences, token: int, head: int) -> Step:
    """Return the step from a clause, an infinitive or an object to its governor."""
    parse, dep = syntax.parse, syntax.parse.dep[token]
    if dep == "acl" and parse.tag[token] == "VBN" and _is_wanted(syntax, head):
        return Step(parse.head[head], "content", token)
    if dep == "acl" and parse.tag[token] in ("VBN", "VBD") and syntax.child(token, "mark") is None:
        return Step(
            head, "content" if _is_operator(syntax, head) and not is_infinitive(syntax, token) else "island", token
        )
    if dep == "attr" and not syntax.has(head, "expl"):
        return Step(head, "predicate", token)
    if dep == "dobj" and parse.pos[token] in _NOUNS and not _inherits(syntax, token, head):
        return Step(head, "island", token)
    return Step(head, "content", token)


def _inherits(syntax: Sentences, noun: int, verb: int) -> bool:
    """Tell whether what holds of a verb holds of its object, the event: "held no talks", not "hailed the deal"."""
    if find_operator(syntax, verb, "v") or find_operator(syntax, verb, "o"):
        return True
    if find_operator(syntax, noun, "n") and find_operator(syntax, verb, "k"):
        return True
    return not is_definite(syntax, noun)


def is_definite(syntax: Sentences, noun: int) -> bool:
    """Tell whether a noun is taken to be known: "the attack", "its attack", "Monday's attack"."""
    parse = syntax.parse
    return any(
        parse.dep[c] == "poss" or parse.lower[c] in ("the", "this", "that", "these", "those")
        for c in syntax.children[noun]
        if parse.dep[c] in ("det", "poss")
    )


def _over_preposition(syntax: Sentences, token: int, link: int) -> Step | None:
    """Return the step over a preposition to what it hangs on."""
    parse = syntax.parse
    first = parse.lower[link]
    # "instead of", "ahead of": the preposition hangs on an adverb, or on another
    while parse.pos[parse.head[link]] in _PARTICLES and parse.head[link] != link and parse.dep[link] != "ROOT":
        link = parse.head[link]
    head = parse.head[link]
    if head == link:
        return Step(link, "content", token, link)
    if _prepositional(syntax, link):
        return Step(head, "content", token, link)
    owner = _owner_of(syntax, head, first)
    if owner is not None:
        return Step(owner, "content", token, link)
    how = "island" if _is_circumstance(syntax, token, link, head, first) else "content"
    return Step(head, how, token, link)


def _owner_of(syntax: Sentences, head: int, preposition: str) -> int | None:
    """Return what a phrase belongs to that the parser hung elsewhere.

    "Fears are growing of an attack": the fears; "served notice of a strike", "earmarked money for relief": the verb.
    """
    parse = syntax.parse
    if parse.pos[head] in VERBS and preposition in ("of", "for", "that"):
        subject = syntax.child(head, "nsubj", "nsubjpass")
        known = any(find_operator(syntax, head, kind) for kind in "vi")
        return subject if subject is not None and not known and find_operator(syntax, subject, "n") else None
    if parse.pos[head] != "NOUN" or parse.dep[head] not in ("dobj", "pobj", "attr"):
        return None
    verb = parse.head[head] if parse.dep[head] != "pobj" else parse.head[parse.head[head]]
    is_be = parse.lemma[verb] == "be" and preposition in ("of", "for")
    subject = syntax.child(verb, "nsubj") if is_be else None
    if subject is not None and find_operator(syntax, subject, "n"):
        return subject
    hit = find_operator(syntax, verb, "v") if parse.pos[verb] in VERBS else None
    if hit is None or hit.operator.affirmed == NEUTRAL or find_operator(syntax, head, "n"):
        return None
    return verb if head in hit.tokens or (preposition == "for" and parse.dep[head] == "dobj") else None


def _prepositional(syntax: Sentences, link: int) -> Hit | None:
    """Return the operator of "without" or "instead of", whichever of the two words hangs on the other."""
    tokens = (link, *(c for c in syntax.children[link] if syntax.parse.dep[c] in ("advmod", "prep")))
    return next((hit for t in tokens if (hit := find_operator(syntax, t, "p")) is not None), None)


def _is_circumstance(syntax: Sentences, token: int, link: int, head: int, word: str) -> bool:
    """Tell whether what a preposition adds is told as known: "fled after the attack", "the man behind the attack"."""
    parse = syntax.parse
    if word in _KNOWN_BEHIND:
        return not (word in ("about", "at") and (parse.pos[head] in _NOUNS or parse.pos[token] in VERBS))
    if _is_operator(syntax, head) or parse.pos[token] in VERBS:
        return False
    if parse.dep[link] == "agent":
        return is_definite(syntax, token)
    return is_definite(syntax, token) or parse.pos[head] in _NOUNS


def _is_operator(syntax: Sentences, token: int) -> bool:
    kinds = "vo" if syntax.parse.pos[token] in VERBS else "nta"
    return any(find_operator(syntax, token, kind) for kind in kinds) or syntax.parse.pos[token] == "ADJ"


def _as_subject(syntax: Sentences, token: int, verb: int) -> Step:
    """Return the step from a subject: to a verb by which it takes place, to a predicate, or nowhere."""
    parse = syntax.parse
    if parse.pos[token] in VERBS:
        return Step(verb, "predicate", token)
    if find_operator(syntax, token, "n") and find_operator(syntax, verb, "k"):
        return Step(verb, "content", token)
    passive = parse.dep[token] == "nsubjpass" or _is_headline_passive(syntax, verb)
    if passive and is_definite(syntax, token) and _had_purpose(syntax, verb):
        return Step(verb, "island", token)
    if passive and (find_operator(syntax, verb, "v") or find_operator(syntax, verb, "o")):
        return Step(verb, "content", token)
    if find_operator(syntax, verb, "s") or (
        not passive and find_operator(syntax, verb, "o") and _takes_place(syntax, verb)
    ):
        return Step(verb, "event", token)
    if parse.lemma[verb] == "be" and find_operator(syntax, verb, "i"):
        return Step(verb, "content", token)
    if parse.lemma[verb] in BE or syntax.has(verb, "acomp", "attr", "oprd"):
        return Step(verb, "predicate", token)
    if infinitive_of(syntax, verb) is not None:
        return Step(verb, "content", token)
    return Step(verb, "island" if is_definite(syntax, token) else "event", token)


def _had_purpose(syntax: Sentences, verb: int) -> bool:
    """Tell whether a deed is said to have had an aim of its own: "the killing was meant to frighten others"."""
    parse = syntax.parse
    meant = parse.lemma[verb] in ("mean", "intend", "design", "calculate", "time", "aim")
    past = any(parse.lower[c] in ("was", "were") for c in syntax.children[verb])
    lower = syntax.child(verb, "xcomp")
    return meant and past and lower is not None and not syntax.has(lower, "auxpass") and syntax.has(lower, "dobj")


def _is_headline_passive(syntax: Sentences, verb: int) -> bool:
    """Tell whether a participle stands for a passive: "Strike averted", "Summit set for May"."""
    bare = syntax.parse.tag[verb] in ("VBN", "VBD") and not syntax.has(verb, "aux", "auxpass", "dobj", "ccomp", "xcomp")
    _, end = syntax.parse.sentences[syntax.sentence[verb]]
    return bare and syntax.parse.words[end - 1] != "."


def _takes_place(syntax: Sentences, verb: int) -> bool:
    """Tell whether a verb has no object of its own, other than that of a fixed phrase ("take place")."""
    thing = syntax.child(verb, "dobj")
    return thing is None or syntax.parse.lemma[thing] in ("place", "effect", "force", "shape")


def infinitive_of(syntax: Sentences, verb: int) -> int | None:
    """Return the verb of "is expected to begin" that has the event for its subject."""
    lower = syntax.child(verb, "xcomp")
    if lower is None or syntax.parse.pos[lower] not in VERBS:
        return None
    passive = syntax.has(lower, "auxpass")
    return lower if passive or (find_operator(syntax, lower, "o") and _takes_place(syntax, lower)) else None


def is_infinitive(syntax: Sentences, verb: int) -> bool:
    """Tell whether a verb stands with "to"."""
    return any(syntax.parse.tag[c] == "TO" for c in syntax.children[verb])


def opening_of(syntax: Sentences, clause: int) -> int | None:
    """Return the question word that a clause begins with."""
    parse = syntax.parse
    for child in syntax.children[clause]:
        if child > clause:
            break
        inside = syntax.children[child] if parse.pos[child] not in VERBS else []
        for token in (child, *inside):
            if parse.lower[token] in _INTERROGATIVE and parse.tag[token][0] == "W":
                return token
    return None


def operator_of(syntax: Sentences, step: Step) -> Hit | None:
    """Return the operator that a governor is for what lies below."""
    if step.link >= 0 and (hit := _prepositional(syntax, step.link)) is not None:
        return hit
    hit = _known_operator(syntax, step)
    return hit if hit is not None and _governs(syntax, hit, step) else None


def _governs(syntax: Sentences, hit: Hit, step: Step) -> bool:
    """Tell whether all words of an operator stand so that it governs what lies below: not in "calls a strike for"."""
    parse = syntax.parse
    for part in hit.tokens:
        dep = parse.dep[part]
        if part in (step.token, step.below, step.link) or parse.head[part] != step.token:
            continue
        if dep == "prep" and parse.dep[step.below] in ("dobj", "nsubjpass"):
            return False
        if dep == "prep" and any(parse.entity[c] in ("DATE", "TIME") for c in syntax.children[part]):
            return False
        beyond = step.link > part or (parse.pos[step.below] in VERBS and step.below > part)
        if dep in ("dobj", "nsubjpass") and not syntax.is_below(step.below, part) and not beyond:
            return step.how == "predicate"
    return True


def _known_operator(syntax: Sentences, step: Step) -> Hit | None:
    parse, token = syntax.parse, step.token
    if step.how == "event":
        return find_operator(syntax, token, "s") or find_operator(syntax, token, "o")
    if (
        parse.pos[token] != "NOUN"
        and is_infinitive(syntax, step.below)
        and not syntax.has(step.below, "nsubj", "nsubjpass")
    ):
        hit = find_operator(syntax, token, "i")
        if hit is not None:
            return hit
        if parse.lemma[token] == "use" and syntax.has(token, "dobj"):
            return find_operator(syntax, token, "o")  # "used the fog to attack" is no habit of old
    if step.how == "predicate" or (parse.lemma[token] in BE and step.how == "content"):
        return _predicate(syntax, step) or find_operator(syntax, token, "v")
    verbal = "svo" if parse.dep[step.below] == "nsubj" else "vo"
    kinds = verbal if parse.pos[token] in VERBS else "an" if parse.pos[token] == "ADJ" else "nta"
    return next((hit for kind in kinds if (hit := find_operator(syntax, token, kind)) is not None), None)


def _predicate(syntax: Sentences, step: Step) -> Hit | None:
    parse = syntax.parse
    copula = syntax.child(step.token, "xcomp") if parse.lemma[step.token] in BE else None
    inner = syntax.children[copula] if copula is not None and copula != step.below else []
    for child in (*syntax.children[step.token], *inner):
        if child == step.below or parse.dep[child] not in ("acomp", "attr", "oprd", "prep", "advmod"):
            continue
        for token in (
            child,
            *(c for c in syntax.children[child] if parse.dep[child] == "prep" or parse.dep[c] == "conj"),
        ):
            hit = find_operator(syntax, token, "a") or find_operator(syntax, token, "n")
            if hit is not None and (parse.dep[child] not in ("prep", "advmod") or len(hit.tokens) > 1):
                return hit
    return find_operator(syntax, step.token, "a")

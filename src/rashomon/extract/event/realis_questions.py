"""A clause under its governor, or a whole sentence -> whether it asks."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.event.realis_effects import Effect
from rashomon.extract.event.realis_lexicon import Sentences, find_operator
from rashomon.extract.event.realis_path import BE, VERBS, Step, opening_of

__all__ = ["of_question", "read_interrogative", "read_left_open"]


def read_interrogative(syntax: Sentences, step: Step, distance: int) -> Effect | None:
    """Read a clause that begins with a question word, under a governor: asked, or else taken for granted."""
    parse, clause = syntax.parse, step.below
    if parse.pos[clause] not in VERBS or parse.dep[clause] not in ("ccomp", "pcomp", "acl", "csubj", "advcl", "xcomp"):
        return None
    word = opening_of(syntax, clause)
    governor = step.token
    if word is None or parse.dep[governor] == "relcl":
        return None
    asking = _asks(syntax, governor) and not parse.lower[word].endswith("ever")
    ahead = any(parse.tag[c] == "MD" for c in syntax.children[clause])
    if asking or ahead:
        return Effect("asked", "wh", distance, word, word)
    return Effect("settled", "wh", distance, word, word)


def read_left_open(syntax: Sentences, step: Step, distance: int) -> Effect | None:
    """Read "neither confirm nor deny", and a question told without its mark: "had they met, she wanted to know"."""
    parse, clause = syntax.parse, step.below
    if parse.pos[clause] not in VERBS or parse.dep[clause] != "ccomp":
        return None
    pair = {parse.lemma[step.token], parse.lemma[parse.head[step.token]]}
    if pair == {"confirm", "deny"}:
        return Effect("asked", "mark", distance, *sorted((step.token, parse.head[step.token])))
    subject = syntax.child(clause, "nsubj", "nsubjpass")
    first = next((c for c in syntax.children[clause] if parse.dep[c] in ("aux", "auxpass")), None)
    if (
        clause < step.token
        and first is not None
        and subject is not None
        and first < subject
        and _asks(syntax, step.token)
    ):
        return Effect("asked", "mark", distance, first, first)
    return None


def _asks(syntax: Sentences, governor: int) -> bool:
    """Tell whether a governor asks: "wonders why", "is unclear when", or "does not say how" by its negation."""
    parse = syntax.parse
    copula = parse.lemma[governor] in BE
    near = ("acomp", "attr", "oprd", *(("nsubj",) if copula else ()))
    predicates = (c for c in syntax.children[governor] if parse.dep[c] in near)
    hits = (find_operator(syntax, t, "q") for t in (governor, *predicates))
    # "could not say", "wants to know", "refuses to tell", "must establish"
    around = syntax.children[governor]
    denied = parse.dep[governor] == "xcomp" or any(parse.dep[c] == "neg" or parse.tag[c] == "MD" for c in around)
    return any(hit.operator.denied == "asked" and (denied or hit.operator.affirmed == "asked") for hit in hits if hit)


def of_question(syntax: Sentences, top: int, trigger: int, distance: int) -> Iterator[Effect]:
    """Yield a question where the sentence ends in its mark and the way to the root was free."""
    parse = syntax.parse
    _, end = parse.sentences[syntax.sentence[trigger]]
    behind = parse.words[trigger:end]
    if "?" in behind and next(word for word in behind if word in ("?", "!", ".")) == "?":
        word = min(syntax.subtree(top))
        yield Effect("asked", "question", distance, word, word)
